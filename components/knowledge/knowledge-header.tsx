'use client';

import { ChevronRight, Plus, RefreshCw, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { type ReactNode, useRef, useState } from 'react';
import { deleteKnowledgeBase } from '#lib/actions/knowledge/delete-knowledge-base';
import { scheduleKnowledgeBase } from '#lib/actions/knowledge/schedule-knowledge-base';
import { syncKnowledgeBase } from '#lib/actions/knowledge/sync-knowledge-base';
import type { KnowledgeBase } from '#lib/client/knowledge/use-live-knowledge-bases';
import { syncSchedules } from '#lib/domain/knowledge/states';
import { Button } from '../ui/button.tsx';
import { CopyId } from '../ui/copy-id.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Select } from '../ui/select.tsx';
import { toast } from '../ui/toast.ts';
import { KnowledgeStatusBadge } from './knowledge-status-badge.tsx';

const ConfirmDialog = dynamic(() => import('../ui/confirm-dialog.tsx').then((loaded) => loaded.ConfirmDialog), {
  ssr: false,
});

type KnowledgeHeaderProps = { base: KnowledgeBase; mayChange: boolean; onAdd: () => void };

/** What a knowledge base is, how it stands, and what can be done with the whole of it. */
export function KnowledgeHeader({ base, mayChange, onAdd }: KnowledgeHeaderProps) {
  const t = useTranslations('knowledge');
  const format = useFormatter();
  return (
    <header className="grid gap-3">
      <nav aria-label={t('path')} className="flex min-w-0 items-center gap-1.5 text-sm text-ink-soft">
        <Link href="/knowledge" className="shrink-0 hover:text-accent-text hover:underline">
          {t('title')}
        </Link>
        <ChevronRight aria-hidden className="size-3.5 shrink-0" />
      </nav>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid min-w-0 gap-1.5">
          <h1 className="line-clamp-2 text-xl font-semibold break-words">{base.name}</h1>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span aria-live="polite">
              <KnowledgeStatusBadge status={base.status} />
            </span>
            <CopyId value={base.id} short={base.id.slice(0, 8)} />
          </div>
          {base.description && <p className="max-w-prose break-words text-ink-soft">{base.description}</p>}
        </div>
        {mayChange && (
          <div className="flex flex-wrap gap-2">
            <Button variant="primary" aria-haspopup="dialog" onClick={onAdd}>
              <Plus aria-hidden />
              {t('add.open')}
            </Button>
            <SyncButton base={base} />
            <DeleteButton base={base} />
          </div>
        )}
      </div>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <Fact label={t('documents')}>
          <span className="font-mono text-sm tabular-nums">{format.number(base.documentCount ?? 0)}</span>
        </Fact>
        <Fact label={t('passages')}>
          <span className="font-mono text-sm tabular-nums">{format.number(base.chunkCount ?? 0)}</span>
        </Fact>
        <Fact label={t('synced')}>{base.syncedAt ? <RelativeTime value={base.syncedAt} /> : t('never')}</Fact>
        <Fact label={t('schedule.label')}>
          {mayChange ? <ScheduleSelect base={base} /> : t(`schedule.${base.schedule ?? 'DAILY'}`)}
        </Fact>
      </dl>
    </header>
  );
}

function ScheduleSelect({ base }: { base: KnowledgeBase }) {
  const t = useTranslations('knowledge.schedule');
  const change = async (value: string) => {
    const schedule = syncSchedules.find((known) => known === value);
    if (!schedule) return;
    const result = await scheduleKnowledgeBase({ knowledgeBaseId: base.id, schedule });
    if (!result.ok) toast.error(result.message);
  };
  return (
    <Select
      aria-label={t('label')}
      value={base.schedule ?? 'DAILY'}
      onChange={({ target }) => void change(target.value)}
    >
      {syncSchedules.map((schedule) => (
        <option key={schedule} value={schedule}>
          {t(schedule)}
        </option>
      ))}
    </Select>
  );
}

function SyncButton({ base }: { base: KnowledgeBase }) {
  const t = useTranslations('knowledge');
  const [isAsked, setIsAsked] = useState(false);
  const sync = async () => {
    setIsAsked(true);
    const result = await syncKnowledgeBase({ knowledgeBaseId: base.id });
    setIsAsked(false);
    if (!result.ok) toast.error(result.message);
  };
  const isBusy = isAsked || base.status === 'SYNCING';
  return (
    <Button isBusy={isBusy} onClick={() => void sync()}>
      {!isBusy && <RefreshCw aria-hidden />}
      {t('sync')}
    </Button>
  );
}

function DeleteButton({ base }: { base: KnowledgeBase }) {
  const t = useTranslations('knowledge.delete');
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const remove = async () => {
    setIsBusy(true);
    const result = await deleteKnowledgeBase({ knowledgeBaseId: base.id });
    if (result.ok) {
      toast.success(t('done', { name: base.name }));
      router.push('/knowledge');
      return;
    }
    setIsBusy(false);
    setIsOpen(false);
    toast.error(result.message);
  };
  return (
    <>
      <Button ref={opener} aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <Trash2 aria-hidden />
        {t('open')}
      </Button>
      {isOpen && (
        <ConfirmDialog
          isOpen
          onOpenChange={setIsOpen}
          title={t('title', { name: base.name })}
          description={t('body')}
          confirmLabel={t('open')}
          cancelLabel={t('keep')}
          isDangerous
          isBusy={isBusy}
          onConfirm={() => void remove()}
          returnFocus={() => opener.current?.focus()}
        />
      )}
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 content-start gap-0.5">
      <dt className="text-sm text-ink-faint">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
