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
import { SectionCount } from './design-progress.tsx';
import { Elapsed } from './elapsed.tsx';
import { StepStatusBadge } from './status-badge.tsx';
import { useUsd } from './use-usd.ts';

export type StepsProps = {
  definition: Blueprint;
  progress: RunProgress;
  records: RecordsByKey;
  steps: readonly StepView[];
  selected: string | null;
  onSelect: (key: string | null) => void;
};

/** On narrow screens what these columns say stands below the step's title. */
const onWide = 'max-sm:hidden';

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
  const isAnyFanOut = steps.some(({ branches }) => branches !== undefined);
  return (
    <Table label={t('view.steps')}>
      <TableHead>
        <tr>
          <TableHeadCell className="pl-4">{t('step.title')}</TableHeadCell>
          <TableHeadCell>{t('statusLabel')}</TableHeadCell>
          <TableHeadCell className={onWide}>{t('step.agent')}</TableHeadCell>
          <TableHeadCell className={cn(onWide, 'text-right')}>{t('step.attempt')}</TableHeadCell>
          <TableHeadCell className={cn(onWide, 'text-right')}>{t('duration')}</TableHeadCell>
          <TableHeadCell className={cn(onWide, 'pr-4 text-right')}>{t('cost.label')}</TableHeadCell>
        </tr>
      </TableHead>
      <tbody>
        {rows.map((view) => (
          <StepRow
            key={view.key}
            view={view}
            isIndented={isAnyFanOut}
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
  /** Leaves room for the button that unfolds branches, which other rows have. */
  isIndented: boolean;
  isSelected: boolean;
  isUnfolded: boolean;
  onSelect: (key: string) => void;
  onToggle: (key: string) => void;
};

const StepRow = memo(
  function StepRow({ view, isIndented, isSelected, isUnfolded, onSelect, onToggle }: StepRowProps) {
    const t = useTranslations('run');
    const usd = useUsd();
    const { key, branch, branches } = view;
    const isBranch = branch !== undefined;
    const Chevron = isUnfolded ? ChevronDown : ChevronRight;
    return (
      <tr className={cn('border-b last:border-b-0 hover:bg-muted/60', isSelected && 'bg-accent-soft')}>
        <th scope="row" className={cn('max-w-96 py-1.5 pr-3 font-normal sm:min-w-48', isBranch ? 'pl-12' : 'pl-4')}>
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
              !isBranch && isIndented && <span className="w-7 shrink-0" />
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
                <span className="block font-medium sm:truncate">{view.title}</span>
              )}
              <span className="block text-sm text-ink-faint sm:hidden">
                {view.agent}
                {view.startedAt !== undefined && ' · '}
                {view.startedAt !== undefined && <Elapsed from={view.startedAt} to={view.endedAt} />}
              </span>
            </a>
          </span>
        </th>
        <TableCell>
          <span className="flex flex-wrap items-center gap-2">
            <StepStatusBadge status={view.status} />
            <SectionCount view={view} />
            {branches && (
              <span className="font-mono text-sm whitespace-nowrap text-ink-soft tabular-nums">
                {t('branches.count', { done: branches.done, total: branches.total })}
              </span>
            )}
          </span>
        </TableCell>
        <TableCell className={cn(onWide, 'text-sm whitespace-nowrap text-ink-soft')}>{view.agent}</TableCell>
        <TableCell className={cn(onWide, 'text-right font-mono text-sm tabular-nums')}>{view.attempt || '–'}</TableCell>
        <TableCell className={cn(onWide, 'text-right font-mono text-sm whitespace-nowrap tabular-nums')}>
          <Elapsed from={view.startedAt} to={view.endedAt} />
        </TableCell>
        <TableCell className={cn(onWide, 'pr-4 text-right font-mono text-sm whitespace-nowrap tabular-nums')}>
          {view.usd > 0 ? usd(view.usd) : '–'}
        </TableCell>
      </tr>
    );
  },
  // The handlers are made anew each time and do the same.
  (before, after) =>
    isSameView(before.view, after.view) &&
    before.isIndented === after.isIndented &&
    before.isSelected === after.isSelected &&
    before.isUnfolded === after.isUnfolded,
);
