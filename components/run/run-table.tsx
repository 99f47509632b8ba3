'use client';

import { Workflow } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type RunSummary, useLiveRuns } from '#lib/client/run/use-live-runs';
import { filterRuns, type RunFilter, runFilters } from '#lib/domain/run-view/run-filter';
import { Card } from '../ui/card.tsx';
import { cn } from '../ui/class-names.ts';
import { CopyId } from '../ui/copy-id.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { NavTabs } from '../ui/nav-tabs.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Table, TableCell, TableHead, TableHeadCell, TableRow } from '../ui/table.tsx';
import { Elapsed } from './elapsed.tsx';
import { RunStatusBadge } from './run-status-badge.tsx';
import { StartRunButton } from './start/start-run-button.tsx';
import { useUsd } from './use-usd.ts';

type RunTableProps = { projectId: string; initial: readonly RunSummary[]; filter: RunFilter; mayStart: boolean };

/** The runs of a project, newest first, live. */
export function RunTable({ projectId, initial, filter, mayStart }: RunTableProps) {
  const t = useTranslations('run');
  const runs = useLiveRuns(projectId, initial);
  const base = `/projects/${projectId}/runs`;
  const hrefOf = (key: RunFilter) => (key === 'all' ? base : `${base}?show=${key}`);
  const start = mayStart && <StartRunButton projectId={projectId} />;
  if (runs.length === 0) {
    return (
      <Card>
        <EmptyState icon={Workflow} title={<h2>{t('none')}</h2>} action={start}>
          {t(mayStart ? 'noneBody' : 'noneBodyReader')}
        </EmptyState>
      </Card>
    );
  }
  const shown = filterRuns(runs, filter);
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <div className="flex min-w-0 flex-col-reverse justify-between gap-3 sm:flex-row sm:items-end">
        <NavTabs
          label={t('filter.label')}
          currentHref={hrefOf(filter)}
          tabs={runFilters.map((key) => ({
            href: hrefOf(key),
            label: t(`filter.${key}`, { count: filterRuns(runs, key).length }),
          }))}
        />
        {start}
      </div>
      <Card className="min-w-0">
        {shown.length === 0 ? (
          <EmptyState icon={Workflow} title={t('noneOfFilter')} className="py-8" />
        ) : (
          <Rows runs={shown} base={base} />
        )}
      </Card>
    </div>
  );
}

/** On narrow screens what matters most of these columns stands below the run's name. */
const onWide = 'max-sm:hidden';

function Rows({ runs, base }: { runs: readonly RunSummary[]; base: string }) {
  const t = useTranslations('run');
  const usd = useUsd();
  return (
    <Table label={t('title')}>
      <TableHead>
        <tr>
          <TableHeadCell className="pl-4">{t('blueprint')}</TableHeadCell>
          <TableHeadCell>{t('statusLabel')}</TableHeadCell>
          <TableHeadCell className={onWide}>{t('started')}</TableHeadCell>
          <TableHeadCell className={cn(onWide, 'text-right')}>{t('duration')}</TableHeadCell>
          <TableHeadCell className={cn(onWide, 'text-right')}>{t('metered')}</TableHeadCell>
          <TableHeadCell className={onWide}>{t('startedBy')}</TableHeadCell>
          <TableHeadCell className={cn(onWide, 'pr-4')}>{t('id')}</TableHeadCell>
        </tr>
      </TableHead>
      <tbody>
        {runs.map((run) => (
          <TableRow key={run.id}>
            <th scope="row" className="max-w-80 py-1.5 pr-3 pl-4 font-normal sm:min-w-40">
              <Link
                href={`${base}/${run.id}`}
                className="block font-medium hover:text-accent-text hover:underline sm:truncate"
              >
                {run.name}
              </Link>
              {run.replayOf && (
                <span className="block text-sm text-ink-faint sm:truncate">
                  {t(run.isFork ? 'forkFrom' : 'replayFrom', { step: run.fromStepId ?? '' })}
                </span>
              )}
              <span className="block text-sm text-ink-soft sm:hidden">
                <RelativeTime value={run.startedAt} /> · {usd(run.spentUsd ?? 0)}
              </span>
            </th>
            <TableCell>
              <RunStatusBadge status={run.status} />
            </TableCell>
            <TableCell className={cn(onWide, 'text-sm whitespace-nowrap text-ink-soft')}>
              <RelativeTime value={run.startedAt} />
            </TableCell>
            <TableCell className={cn(onWide, 'text-right font-mono text-sm whitespace-nowrap tabular-nums')}>
              <Elapsed from={Date.parse(run.startedAt)} to={run.endedAt ? Date.parse(run.endedAt) : undefined} />
            </TableCell>
            <TableCell className={cn(onWide, 'text-right font-mono text-sm whitespace-nowrap tabular-nums')}>
              {usd(run.spentUsd ?? 0)}
            </TableCell>
            <TableCell className={cn(onWide, 'max-w-56 truncate text-sm text-ink-soft')}>
              {run.startedByEmail ?? '–'}
            </TableCell>
            <TableCell className={cn(onWide, 'pr-4')}>
              <CopyId value={run.id} short={run.id.slice(0, 8)} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
