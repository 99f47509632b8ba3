'use client';

import { CircleCheck, CircleHelp, GitCompareArrows, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useUrlState } from '#lib/client/run/use-url-state';
import type { RunStatus } from '#lib/domain/run/statuses';
import type { ComparedRow, ComparedStep, OutputDifference } from '#lib/domain/run-view/compare-runs';
import { SectionCard } from '../../ui/card.tsx';
import { cn } from '../../ui/class-names.ts';
import { StateBadge, type Tone } from '../../ui/state-badge.tsx';
import { Table, TableCell, TableHead, TableHeadCell, TableRow } from '../../ui/table.tsx';
import { Elapsed } from '../elapsed.tsx';
import { RunStatusBadge } from '../run-status-badge.tsx';
import { StepStatusWord } from '../status-badge.tsx';
import { useUsd } from '../use-usd.ts';

type ComparedRun = { id: string; status: RunStatus | null };
type CompareTableProps = {
  rows: readonly ComparedRow[];
  selected: string | undefined;
  left: ComparedRun;
  right: ComparedRun;
  projectId: string;
};

const look: Record<Exclude<OutputDifference, 'none'>, { tone: Tone; icon: LucideIcon }> = {
  same: { tone: 'done', icon: CircleCheck },
  different: { tone: 'waiting', icon: GitCompareArrows },
  unknown: { tone: 'neutral', icon: CircleHelp },
};

/** Two runs step by step; what differs leads to how. */
export function CompareTable({ rows, selected, left, right, projectId }: CompareTableProps) {
  const t = useTranslations('run');
  const url = useUrlState();
  const head = (run: ComparedRun, label: string) => (
    <th scope="colgroup" colSpan={3} className="border-l px-3 py-1.5 text-left font-medium">
      <span className="flex flex-wrap items-center gap-2">
        <Link href={`/projects/${projectId}/runs/${run.id}`} className="hover:text-accent-text hover:underline">
          {label} <span className="font-mono text-sm text-ink-faint">{run.id.slice(0, 8)}</span>
        </Link>
        <RunStatusBadge status={run.status} />
      </span>
    </th>
  );
  const columns = (side: string) => (
    <>
      <TableHeadCell key={`${side} status`} className="border-l">
        {t('statusLabel')}
      </TableHeadCell>
      <TableHeadCell key={`${side} duration`} className="text-right">
        {t('duration')}
      </TableHeadCell>
      <TableHeadCell key={`${side} cost`} className="text-right">
        {t('cost.label')}
      </TableHeadCell>
    </>
  );
  return (
    <SectionCard title={t('compare.steps')}>
      <Table label={t('compare.steps')}>
        <TableHead>
          <tr className="border-b">
            <td colSpan={2} />
            {head(left, t('compare.this'))}
            {head(right, t('compare.other'))}
          </tr>
          <tr>
            <TableHeadCell className="pl-4">{t('step.title')}</TableHeadCell>
            <TableHeadCell>{t('compare.output')}</TableHeadCell>
            {columns('left')}
            {columns('right')}
          </tr>
        </TableHead>
        <tbody>
          {rows.map((row) => {
            const isBranch = row.key.includes('[');
            const badge = row.output === 'none' ? '–' : <Difference of={row.output} />;
            return (
              <TableRow key={row.key} className={cn(row.key === selected && 'bg-accent-soft')}>
                <th scope="row" className={cn('min-w-40 py-1.5 pr-3 font-normal', isBranch ? 'pl-8' : 'pl-4')}>
                  {isBranch ? <span className="font-mono text-sm">{row.key}</span> : row.title}
                </th>
                <TableCell>
                  {row.output === 'different' && row.left?.output != null ? (
                    <Link
                      href={`${url.hrefWith({ step: row.key })}#changes`}
                      className="inline-block rounded-sm hover:underline"
                    >
                      {badge}
                    </Link>
                  ) : (
                    badge
                  )}
                </TableCell>
                <Side step={row.left} />
                <Side step={row.right} />
              </TableRow>
            );
          })}
        </tbody>
      </Table>
    </SectionCard>
  );
}

function Difference({ of }: { of: Exclude<OutputDifference, 'none'> }) {
  const t = useTranslations('run.compare');
  const { tone, icon } = look[of];
  return (
    <StateBadge tone={tone} icon={icon}>
      {t(of)}
    </StateBadge>
  );
}

function Side({ step }: { step: ComparedStep | undefined }) {
  const t = useTranslations('run');
  const usd = useUsd();
  if (!step) {
    return (
      <TableCell colSpan={3} className="border-l text-sm text-ink-faint">
        {t('compare.missing')}
      </TableCell>
    );
  }
  const { status, attempt, startedAt, endedAt, usd: amount } = step.view;
  const number = 'text-right font-mono text-sm whitespace-nowrap tabular-nums';
  return (
    <>
      <TableCell className="border-l whitespace-nowrap">
        <span className="flex items-center gap-2">
          <StepStatusWord status={status} />
          {attempt > 1 && (
            <span className="font-mono text-sm text-ink-soft" title={t('step.attempts', { count: attempt })}>
              ×{attempt}
            </span>
          )}
        </span>
      </TableCell>
      <TableCell className={number}>
        <Elapsed from={startedAt} to={endedAt} />
      </TableCell>
      <TableCell className={number}>{amount > 0 ? usd(amount) : '–'}</TableCell>
    </>
  );
}
