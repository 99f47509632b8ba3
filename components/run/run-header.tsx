'use client';

import { ChevronRight, GitCompareArrows } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useRunCost } from '#lib/client/run/use-run-cost';
import { isRunOver } from '#lib/domain/run/statuses';
import type { RunProgress } from '#lib/domain/run-view/run-detail';
import { Button } from '../ui/button.tsx';
import { CopyId } from '../ui/copy-id.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { CancelRunButton } from './cancel-run-button.tsx';
import { Elapsed } from './elapsed.tsx';
import { useRunInfo } from './run-info.ts';
import { RunStatusBadge } from './run-status-badge.tsx';
import { useUsd } from './use-usd.ts';

/** What a run is, how it stands, what it has cost, and what can be done with the whole of it. */
export function RunHeader({ progress }: { progress: RunProgress }) {
  const t = useTranslations('run');
  const { run, mayChange } = useRunInfo();
  const usd = useUsd();
  const cost = useRunCost(run.id, progress.status);
  const runs = `/projects/${run.projectId}/runs`;
  const { status, state } = progress;
  const endedAt = progress.endedAt ? Date.parse(progress.endedAt) : state.endedAt;
  const reason = progress.reason ?? state.reason;
  return (
    <header className="grid gap-3">
      <nav aria-label={t('path')} className="flex min-w-0 items-center gap-1.5 text-sm text-ink-soft">
        <Link href={`/projects/${run.projectId}`} className="truncate hover:text-accent-text hover:underline">
          {run.projectName}
        </Link>
        <ChevronRight aria-hidden className="size-3.5 shrink-0" />
        <Link href={runs} className="shrink-0 hover:text-accent-text hover:underline">
          {t('title')}
        </Link>
      </nav>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid min-w-0 gap-1.5">
          <h1 className="line-clamp-2 text-xl font-semibold break-words">{run.name}</h1>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span aria-live="polite">
              <RunStatusBadge status={status} />
            </span>
            <CopyId value={run.id} short={run.id.slice(0, 8)} />
            {run.replayOf && (
              <Link
                href={`${runs}/${run.replayOf}`}
                className="text-sm text-ink-soft hover:text-accent-text hover:underline"
              >
                {t(run.isFork ? 'forkFrom' : 'replayFrom', { step: run.fromStepId ?? '' })}
              </Link>
            )}
          </div>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button asChild>
            <Link href={`${runs}/${run.id}/compare${run.replayOf ? `?with=${run.replayOf}` : ''}`}>
              <GitCompareArrows aria-hidden />
              {t('compare.open')}
            </Link>
          </Button>
          {mayChange && !isRunOver(status) && <CancelRunButton runId={run.id} name={run.name} />}
        </div>
      </div>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <Fact label={t('started')}>
          <RelativeTime value={run.startedAt} />
          {run.startedByEmail && <span className="text-ink-faint"> · {run.startedByEmail}</span>}
        </Fact>
        <Fact label={t('duration')}>
          <span className="font-mono text-sm tabular-nums">
            <Elapsed from={Date.parse(run.startedAt)} to={endedAt} />
          </span>
        </Fact>
        <Fact label={t('cost.label')}>
          <span className="font-mono text-sm tabular-nums">{usd(cost.data?.totalUsd ?? progress.spentUsd ?? 0)}</span>
        </Fact>
        <Fact label={t('correlation')}>
          <CopyId value={run.correlationId} short={run.correlationId.slice(0, 8)} />
        </Fact>
      </dl>
      {reason && (
        <p className="rounded-md bg-muted px-3 py-2 break-words">
          <span className="font-medium">{t('reason')}:</span> {reason}
        </p>
      )}
    </header>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-0.5">
      <dt className="text-sm text-ink-faint">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
