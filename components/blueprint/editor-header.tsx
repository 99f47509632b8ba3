'use client';

import { CopyPlus, History, Play, Save } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { saveBlueprint } from '#lib/actions/blueprint/save-blueprint';
import { useEditor } from '#lib/client/blueprint/use-editor';
import { useLeaveGuard } from '#lib/client/blueprint/use-leave-guard';
import { placeOfIssue } from '#lib/domain/blueprint-editor/issue-place';
import type { Failure } from '#lib/domain/result/action-result';
import { FailureNote } from '../run/failure-note.tsx';
import { Button } from '../ui/button.tsx';
import { CopyId } from '../ui/copy-id.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { toast } from '../ui/toast.ts';

const ConfirmDialog = dynamic(() => import('../ui/confirm-dialog.tsx').then((loaded) => loaded.ConfirmDialog), {
  ssr: false,
});

/** What is opened: something new, a version of one's own (its newest can be changed), or what is built in. */
export type EditorKind = 'new' | 'own' | 'old-version' | 'built-in';

type EditorHeaderProps = {
  kind: EditorKind;
  /** The version that was opened or saved last. */
  version: number;
  maySave: boolean;
  onUse: () => void;
};

/** What is drawn, and saving it. */
export function EditorHeader({ kind, version, maySave, onUse }: EditorHeaderProps) {
  const t = useTranslations();
  const router = useRouter();
  const { blueprint, issues, canUndo, isDirty, isReadOnly, markSaved, refuse, select } = useEditor();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const guard = useLeaveGuard(isDirty && canUndo);

  const save = async () => {
    const [first] = issues;
    if (first) {
      const { stepId, field } = placeOfIssue(blueprint, first.path);
      select(stepId ?? null, field);
      toast.error(t('blueprint.save.hasIssues', { count: issues.length }));
      return;
    }
    setIsBusy(true);
    setFailure(null);
    const result = await saveBlueprint({ definition: { ...blueprint } });
    setIsBusy(false);
    if (!result.ok) {
      setFailure(result);
      const path = result.field?.replace(/^definition\.?/, '');
      if (path !== undefined) refuse({ path, code: 'malformed', message: result.message });
      return;
    }
    markSaved(blueprint);
    toast.success(t('blueprint.save.done', { version: result.data.version }));
    router.push(`/blueprints/${result.data.id}`);
    router.refresh();
  };
  return (
    <>
      <PageHeader
        title={blueprint.name || t('blueprint.untitled')}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <CopyId value={blueprint.id} />
            {kind === 'built-in' && <span>{t('blueprint.builtIn')}</span>}
            {(kind === 'own' || kind === 'old-version') && <span>{t('blueprint.versions.version', { version })}</span>}
            {isDirty && <StateBadge tone="waiting">{t('blueprint.unsaved')}</StateBadge>}
          </span>
        }
        actions={
          <>
            {maySave && kind !== 'new' && kind !== 'old-version' && (
              <Button aria-haspopup="dialog" onClick={onUse}>
                <Play aria-hidden />
                {t('blueprint.use.open')}
              </Button>
            )}
            {maySave && kind !== 'new' && (
              <Button asChild>
                <Link href={`/blueprints/new?from=${blueprint.id}&version=${version}`}>
                  <CopyPlus aria-hidden />
                  {t('blueprint.duplicate')}
                </Link>
              </Button>
            )}
            {!isReadOnly && (
              <Button variant="primary" isBusy={isBusy} disabled={!isDirty} onClick={() => void save()}>
                <Save aria-hidden />
                {t('blueprint.save.submit')}
              </Button>
            )}
            {maySave && kind === 'old-version' && (
              <Button variant="primary" isBusy={isBusy} onClick={() => void save()}>
                <History aria-hidden />
                {t('blueprint.versions.restore')}
              </Button>
            )}
          </>
        }
      />
      {kind === 'old-version' && <p className="text-ink-soft">{t('blueprint.versions.old')}</p>}
      {failure && <FailureNote failure={failure} />}
      {guard.href !== null && (
        <ConfirmDialog
          isOpen
          onOpenChange={(isOpen) => !isOpen && guard.stay()}
          title={t('blueprint.leave.title')}
          description={t('blueprint.leave.body')}
          confirmLabel={t('blueprint.leave.confirm')}
          cancelLabel={t('blueprint.leave.stay')}
          isDangerous
          onConfirm={() => {
            const { href } = guard;
            guard.stay();
            if (href !== null) router.push(href);
          }}
        />
      )}
    </>
  );
}
