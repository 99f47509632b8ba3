'use client';

import { ExternalLink } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { useUrlState } from '#lib/client/run/use-url-state';
import { type DesignRevisionFiles, downloadsOf } from '#lib/domain/design-view/design-files';
import { RunStatusBadge } from '../run/run-status-badge.tsx';
import { Button } from '../ui/button.tsx';
import { LazyMenu } from '../ui/lazy-menu.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Select } from '../ui/select.tsx';
import type { DesignRun } from './design-run.ts';
import { DownloadTrigger } from './download-trigger.tsx';

const loadDownloads = () => import('./download-list.tsx').then(({ DownloadList }) => DownloadList);

type DesignHeaderProps = {
  title: string;
  projectId: string;
  runId: string;
  runs: readonly DesignRun[];
  revisions: readonly DesignRevisionFiles[];
  revision: DesignRevisionFiles | undefined;
};

/** Which design, in which revision, how its run stands, and its files. */
export function DesignHeader({ title, projectId, runId, runs, revisions, revision }: DesignHeaderProps) {
  const t = useTranslations('technicalDesign');
  const format = useFormatter();
  const router = useRouter();
  const url = useUrlState();
  const run = runs.find(({ id }) => id === runId);
  return (
    <div className="flex flex-wrap items-start justify-between gap-3">
      <div className="grid min-w-0 gap-1.5">
        <h2 className="text-lg font-semibold break-words">{title || t('title')}</h2>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-soft">
          {run && <RunStatusBadge status={run.status} />}
          <Link
            href={`/projects/${projectId}/runs/${runId}`}
            className="inline-flex items-center gap-1 hover:text-accent-text hover:underline"
          >
            {t('toRun')}
            <ExternalLink aria-hidden className="size-3.5" />
          </Link>
          {revision?.at && <RelativeTime value={revision.at} />}
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        {runs.length > 1 && (
          <Select
            aria-label={t('run')}
            value={runId}
            onChange={({ target }) => router.push(`/projects/${projectId}/design?run=${target.value}`)}
          >
            {runs.map(({ id, startedAt }) => (
              <option key={id} value={id}>
                {format.dateTime(new Date(startedAt), { dateStyle: 'medium', timeStyle: 'short' })}
              </option>
            ))}
          </Select>
        )}
        {revisions.length > 1 && (
          <Select
            aria-label={t('revision')}
            value={revision?.attempt}
            onChange={({ target }) =>
              url.set({ revision: target.value === String(revisions[0]?.attempt) ? null : target.value })
            }
          >
            {revisions.map(({ attempt }) => (
              <option key={attempt} value={attempt}>
                {t('revisionNumber', { number: attempt })}
              </option>
            ))}
          </Select>
        )}
        {revision && (
          <LazyMenu
            load={loadDownloads}
            props={{ projectId, files: downloadsOf(revision.files) }}
            trigger={<Button>{<DownloadTrigger />}</Button>}
          />
        )}
      </div>
    </div>
  );
}
