'use client';

import { ChevronDown, ChevronRight } from 'lucide-react';
import { useNow, useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import type { Approval } from '#lib/client/run/use-live-approvals';
import { isRunOver } from '#lib/domain/run/statuses';
import { branchViews } from '#lib/domain/run-view/step-view';
import { type SpanKind, type TimeAxis, type TimelineRow, timeAxis, timelineRows } from '#lib/domain/run-view/timeline';
import { Button } from '../ui/button.tsx';
import { cn } from '../ui/class-names.ts';
import { useRunInfo } from './run-info.ts';
import { stepLook } from './status-badge.tsx';
import type { StepsProps } from './step-table.tsx';
import { useDuration } from './use-duration.ts';

const spanKinds = ['done', 'running', 'failed', 'waiting', 'gate'] as const satisfies readonly SpanKind[];

const spanTone: Record<SpanKind, string> = {
  done: 'bg-done',
  running: 'bg-running',
  failed: 'bg-failed',
  waiting: 'bg-waiting',
  gate: 'border border-waiting bg-waiting-soft',
};

type TimelineProps = StepsProps & { approvals: readonly Approval[] };

/** When each step was at work, attempt by attempt, and how long its gates waited: the run's trace as a waterfall. */
export function Timeline({ definition, progress, records, steps, selected, onSelect, approvals }: TimelineProps) {
  const t = useTranslations('run');
  const { run } = useRunInfo();
  const isOver = isRunOver(progress.status);
  const live = useNow(isOver ? {} : { updateInterval: 1000 }).getTime();
  const ended = progress.endedAt ? Date.parse(progress.endedAt) : progress.state.endedAt;
  const now = isOver ? (ended ?? live) : live;
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string) => {
    const next = new Set(unfolded);
    if (!next.delete(key)) next.add(key);
    setUnfolded(next);
  };
  const views = useMemo(
    () =>
      steps.flatMap((view) => {
        const step = unfolded.has(view.key) ? definition.steps.find(({ id }) => id === view.key) : undefined;
        return step ? [view, ...branchViews(step, progress.state, records)] : [view];
      }),
    [definition, progress.state, records, steps, unfolded],
  );
  const rows = useMemo(() => timelineRows({ views, records, gates: approvals, now }), [approvals, now, records, views]);
  const isAnyFanOut = steps.some(({ branches }) => branches !== undefined);
  const axis = timeAxis(rows, Date.parse(run.startedAt));
  return (
    <div className="grid gap-3 p-4">
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-soft">
        {spanKinds.map((kind) => (
          <li key={kind} className="flex items-center gap-1.5">
            <span aria-hidden className={cn('h-2.5 w-4 rounded-sm', spanTone[kind])} />
            {t(`timeline.${kind}`)}
          </li>
        ))}
      </ul>
      {/* A region that scrolls must be reachable by keyboard. */}
      <section aria-label={t('view.timeline')} tabIndex={0} className="overflow-x-auto -outline-offset-2">
        <div className="min-w-160">
          <Axis axis={axis} />
          <ol>
            {rows.map((row) => (
              <Row
                key={row.view.key}
                row={row}
                axis={axis}
                isIndented={isAnyFanOut}
                isSelected={row.view.key === selected}
                isUnfolded={unfolded.has(row.view.key)}
                onSelect={onSelect}
                onToggle={toggle}
              />
            ))}
          </ol>
        </div>
      </section>
    </div>
  );
}

const columns = 'grid grid-cols-[216px_minmax(0,1fr)_88px] items-center gap-3';

function Axis({ axis }: { axis: TimeAxis }) {
  const duration = useDuration();
  const length = axis.to - axis.from;
  return (
    <div className={cn(columns, 'h-6 border-b text-xs text-ink-faint')} aria-hidden>
      <span />
      <span className="relative h-full">
        {axis.ticks.map((tick) => (
          <span
            key={tick}
            className="absolute top-1 border-l pl-1 font-mono whitespace-nowrap tabular-nums"
            style={{ left: `${(tick / length) * 100}%` }}
          >
            {duration(tick)}
          </span>
        ))}
      </span>
      <span />
    </div>
  );
}

type RowProps = {
  row: TimelineRow;
  axis: TimeAxis;
  /** Leaves room for the button that unfolds branches, which other rows have. */
  isIndented: boolean;
  isSelected: boolean;
  isUnfolded: boolean;
  onSelect: (key: string) => void;
  onToggle: (key: string) => void;
};

function Row({ row: { view, spans }, axis, isIndented, isSelected, isUnfolded, onSelect, onToggle }: RowProps) {
  const t = useTranslations('run');
  const duration = useDuration();
  const { icon: Icon } = stepLook[view.status];
  const length = axis.to - axis.from;
  const isBranch = view.branch !== undefined;
  const Chevron = isUnfolded ? ChevronDown : ChevronRight;
  const total = spans.reduce((sum, { kind, from, to }) => (kind === 'gate' ? sum : sum + (to - from)), 0);
  const names = spans.map(({ kind, from, to, attempt }) => {
    const length = duration(to - from);
    return attempt === undefined
      ? t('timeline.span', { kind: t(`timeline.${kind}`), length })
      : t('timeline.attemptSpan', { kind: t(`timeline.${kind}`), length, attempt });
  });
  return (
    <li
      className={cn(
        columns,
        'h-8 border-b [contain-intrinsic-size:auto_32px] [content-visibility:auto] last:border-b-0',
        {
          'bg-accent-soft': isSelected,
        },
      )}
    >
      <span className={cn('flex min-w-0 items-center gap-1', isBranch && 'pl-7')}>
        {view.branches ? (
          <Button
            variant="ghost"
            size="icon-small"
            aria-expanded={isUnfolded}
            aria-label={t('branches.toggle', { title: view.title })}
            onClick={() => onToggle(view.key)}
          >
            <Chevron aria-hidden />
          </Button>
        ) : (
          !isBranch && isIndented && <span className="w-7 shrink-0" />
        )}
        <button
          type="button"
          aria-pressed={isSelected}
          onClick={() => onSelect(view.key)}
          className={cn(
            'flex min-h-6 min-w-0 items-center gap-1.5 -outline-offset-2 hover:text-accent-text hover:underline',
            isBranch && 'font-mono text-sm',
          )}
        >
          <Icon className="size-3.5 shrink-0" aria-label={t(`stepStatus.${view.status}`)} />
          <span className="truncate">{isBranch ? view.key : view.title}</span>
        </button>
      </span>
      <span className="relative h-4">
        <span className="sr-only">{names.join(', ')}</span>
        {spans.map(({ kind, from, to }, index) => (
          <span
            key={index}
            aria-hidden
            title={names[index]}
            className={cn('absolute top-0.5 h-3 min-w-0.5 rounded-xs', spanTone[kind])}
            style={{ left: `${((from - axis.from) / length) * 100}%`, width: `${((to - from) / length) * 100}%` }}
          />
        ))}
      </span>
      <span className="text-right font-mono text-sm whitespace-nowrap text-ink-soft tabular-nums">
        {spans.length > 0 ? duration(total) : '–'}
      </span>
    </li>
  );
}
