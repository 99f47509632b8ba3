'use client';

import { ChevronDown, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo, useMemo, useState } from 'react';
import type { Blueprint } from '#lib/domain/blueprint/schema';
import type { RunProgress } from '#lib/domain/run-view/run-detail';
import { branchViews, isSameView, type RecordsByKey, type StepView } from '#lib/domain/run-view/step-view';
import { Button } from '../ui/button.tsx';
import { cn } from '../ui/class-names.ts';
import { Table, TableCell, TableHead, TableHeadCell } from '../ui/table.tsx';
import { Elapsed } from './elapsed.tsx';
import { StepStatusBadge } from './step-status.tsx';
import { useUsd } from './use-usd.ts';

export type StepsProps = {
  definition: Blueprint;
  progress: RunProgress;
  records: RecordsByKey;
  steps: readonly StepView[];
  selected: string | null;
  onSelect: (key: string | null) => void;
};

/** Every step as a row, fan-outs to be unfolded: the same as the graph, for narrow screens, keyboards and readers. */
export function StepTable({ definition, progress, records, steps, selected, onSelect }: StepsProps) {
  const t = useTranslations('run');
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string) =>
    setUnfolded((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const rows = useMemo(
    () =>
      steps.flatMap((view) => {
        const step = definition.steps.find(({ id }) => id === view.key);
        const isOpen = unfolded.has(view.key) && step !== undefined;
        return isOpen ? [view, ...branchViews(step, progress.state, records)] : [view];
      }),
    [definition, progress.state, records, steps, unfolded],
  );
  return (
    <Table label={t('view.steps')}>
      <TableHead>
        <tr>
          <TableHeadCell className="pl-4">{t('step.title')}</TableHeadCell>
          <TableHeadCell>{t('statusLabel')}</TableHeadCell>
          <TableHeadCell>{t('step.agent')}</TableHeadCell>
          <TableHeadCell className="text-right">{t('step.attempt')}</TableHeadCell>
          <TableHeadCell className="text-right">{t('duration')}</TableHeadCell>
          <TableHeadCell className="pr-4 text-right">{t('cost.label')}</TableHeadCell>
        </tr>
      </TableHead>
      <tbody>
        {rows.map((view) => (
          <StepRow
            key={view.key}
            view={view}
            isSelected={view.key === selected}
            isUnfolded={unfolded.has(view.key)}
            onSelect={onSelect}
            onToggle={toggle}
          />
        ))}
      </tbody>
    </Table>
  );
}

type StepRowProps = {
  view: StepView;
  isSelected: boolean;
  isUnfolded: boolean;
  onSelect: (key: string) => void;
  onToggle: (key: string) => void;
};

const StepRow = memo(
  function StepRow({ view, isSelected, isUnfolded, onSelect, onToggle }: StepRowProps) {
    const t = useTranslations('run');
    const usd = useUsd();
    const { key, branch, branches } = view;
    const isBranch = branch !== undefined;
    const Chevron = isUnfolded ? ChevronDown : ChevronRight;
    return (
      <tr className={cn('border-b last:border-b-0 hover:bg-muted/60', isSelected && 'bg-accent-soft')}>
        <th scope="row" className={cn('max-w-96 min-w-48 py-1.5 pr-3 font-normal', isBranch ? 'pl-12' : 'pl-4')}>
          <span className="flex min-w-0 items-center gap-1">
            {branches ? (
              <Button
                variant="ghost"
                size="icon-small"
                aria-expanded={isUnfolded}
                aria-label={t('branches.toggle', { title: view.title })}
                onClick={() => onToggle(key)}
              >
                <Chevron aria-hidden />
              </Button>
            ) : (
              !isBranch && <span className="w-7 shrink-0" />
            )}
            <a
              href={`?step=${encodeURIComponent(key)}`}
              aria-current={isSelected ? 'true' : undefined}
              onClick={(event) => {
                event.preventDefault();
                onSelect(key);
              }}
              className="min-w-0 py-1 hover:text-accent-text hover:underline"
            >
              {isBranch ? (
                <span className="font-mono text-sm">{key}</span>
              ) : (
                <span className="block truncate font-medium">{view.title}</span>
              )}
            </a>
          </span>
        </th>
        <TableCell>
          <span className="flex flex-wrap items-center gap-2">
            <StepStatusBadge status={view.status} />
            {branches && (
              <span className="font-mono text-sm whitespace-nowrap text-ink-soft tabular-nums">
                {t('branches.count', { done: branches.done, total: branches.total })}
              </span>
            )}
          </span>
        </TableCell>
        <TableCell className="text-sm whitespace-nowrap text-ink-soft">{view.agent}</TableCell>
        <TableCell className="text-right font-mono text-sm tabular-nums">{view.attempt || '–'}</TableCell>
        <TableCell className="text-right font-mono text-sm whitespace-nowrap tabular-nums">
          <Elapsed from={view.startedAt} to={view.endedAt} />
        </TableCell>
        <TableCell className="pr-4 text-right font-mono text-sm whitespace-nowrap tabular-nums">
          {view.usd > 0 ? usd(view.usd) : '–'}
        </TableCell>
      </tr>
    );
  },
  // The handlers are made anew each time and do the same.
  (before, after) =>
    isSameView(before.view, after.view) &&
    before.isSelected === after.isSelected &&
    before.isUnfolded === after.isUnfolded,
);
