'use client';

import { FileDiff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useArtifactFile } from '#lib/client/artifact/use-artifact-file';
import type { DesignRevision } from '#lib/domain/design-document/document';
import type { DesignRevisionFiles } from '#lib/domain/design-view/design-files';
import { DiffView } from '../run/gate/diff-view.tsx';
import { Card, SectionCard } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useDesign } from './design-context.ts';

type ChangesPanelProps = {
  /** Newest first. */
  revisions: readonly DesignRevisionFiles[];
  /** The attempt that is looked at. */
  shown: number | undefined;
  requests: readonly DesignRevision[];
};

const documentOf = (revision: DesignRevisionFiles | undefined) =>
  revision?.files.find(({ name }) => name === 'design.md')?.key;

/** What was asked to be changed, what was changed for it, and the lines that differ from the revision before. */
export function ChangesPanel({ revisions, shown, requests }: ChangesPanelProps) {
  const t = useTranslations('technicalDesign.changes');
  const { projectId } = useDesign();
  const at = revisions.findIndex(({ attempt }) => attempt === shown);
  const before = revisions[at + 1];
  const after = useArtifactFile(projectId, before && documentOf(revisions[at]));
  const earlier = useArtifactFile(projectId, documentOf(before));
  if (!before) {
    return (
      <Card>
        <EmptyState icon={FileDiff} title={<h3>{t('none')}</h3>}>
          {t('noneBody')}
        </EmptyState>
      </Card>
    );
  }
  return (
    <div className="grid gap-4">
      {requests.length > 0 && (
        <SectionCard title={t('requests')}>
          <ol>
            {requests.map((request, index) => (
              <li key={index} className="grid gap-1 border-b px-4 py-3 last:border-b-0">
                <p className="break-words">
                  <span className="font-medium">“{request.text}”</span>{' '}
                  <RelativeTime value={request.at} className="text-sm text-ink-faint" />
                </p>
                {request.changed.length > 0 && (
                  <ul className="list-disc pl-5 text-sm text-ink-soft">
                    {request.changed.map((change) => (
                      <li key={change}>{change}</li>
                    ))}
                  </ul>
                )}
                {request.notUnderstood.length > 0 && (
                  <p className="text-sm text-waiting">
                    {t('notUnderstood', { text: request.notUnderstood.join('; ') })}
                  </p>
                )}
              </li>
            ))}
          </ol>
        </SectionCard>
      )}
      <SectionCard title={t('diff', { from: before.attempt, to: shown ?? before.attempt + 1 })}>
        <div className="p-3">
          {after.data === undefined || earlier.data === undefined ? (
            <Skeleton className="h-72" />
          ) : (
            <DiffView before={earlier.data} after={after.data} />
          )}
        </div>
      </SectionCard>
    </div>
  );
}
