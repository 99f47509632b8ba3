'use client';

import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { ChevronDown, ChevronUp, ClipboardCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { isSameView, type StepView } from '#lib/domain/run-view/step-view';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/class-names.ts';
import type { Tone } from '../../ui/state-badge.tsx';
import { SectionCount } from '../design-progress.tsx';
import { Elapsed } from '../elapsed.tsx';
import { StepStatusWord, stepLook } from '../status-badge.tsx';

export type StepNodeData = {
  view: StepView;
  /** Of a fan-out that is unfolded; none otherwise. */
  branches: readonly StepView[];
  selected: string | null;
  onPick: (key: string) => void;
  onToggle: (key: string) => void;
};

const WIDTH = 256;
const HEIGHT = 82;
const FAN_OUT_HEIGHT = 124;
const CELL = 28;
const PADDING = 12;

const columnsFor = (branches: number) => Math.min(25, Math.max(7, Math.ceil(Math.sqrt(branches * 2))));

/** The size that a node is laid out and drawn with, in pixels. */
export function nodeSize(view: StepView, unfolded: number): { width: number; height: number } {
  if (!view.branches) return { width: WIDTH, height: HEIGHT };
  if (unfolded === 0) return { width: WIDTH, height: FAN_OUT_HEIGHT };
  const columns = columnsFor(unfolded);
  const rows = Math.ceil(unfolded / columns);
  const width = Math.max(WIDTH, columns * CELL + 2 * PADDING);
  return { width, height: FAN_OUT_HEIGHT + rows * CELL + PADDING };
}

const edge: Record<Tone, string> = {
  neutral: 'border-line-strong/60',
  running: 'border-running',
  waiting: 'border-waiting',
  done: 'border-line-strong/60',
  failed: 'border-failed',
};

/** A step: what it is, who does it, how it stands. A fan-out shows its branches when it is unfolded. */
export const StepNode = memo(StepNodeCard, ({ data: before }, { data: after }) => {
  const isSameChoice = before.selected === after.selected && before.branches.length === after.branches.length;
  const others = after.branches;
  return (
    isSameChoice &&
    isSameView(before.view, after.view) &&
    before.branches.every((branch, index) => {
      const other = others[index];
      return other !== undefined && isSameView(branch, other);
    })
  );
});

function StepNodeCard({ data }: NodeProps<Node<StepNodeData>>) {
  const t = useTranslations('run');
  const { view, branches, selected, onPick, onToggle } = data;
  const { title, agent, status, attempt, branches: counts } = view;
  const isUnfolded = branches.length > 0;
  const Chevron = isUnfolded ? ChevronUp : ChevronDown;
  return (
    <div
      className={cn(
        'nodrag nopan flex h-full w-full flex-col rounded-lg border bg-surface',
        edge[stepLook[status].tone],
        selected === view.key && 'outline-2 outline-offset-2 outline-accent-text',
      )}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} className="invisible" />
      <Handle type="source" position={Position.Right} isConnectable={false} className="invisible" />
      <button
        type="button"
        aria-pressed={selected === view.key}
        onClick={() => onPick(view.key)}
        className="grid w-full gap-0.5 rounded-lg px-3 py-2 text-left hover:bg-muted/60"
      >
        <span className="flex items-center gap-1.5">
          <span className="min-w-0 flex-1 truncate font-medium" title={title}>
            {title}
          </span>
          {view.hasGate && (
            <ClipboardCheck className="size-3.5 shrink-0 text-ink-faint" aria-label={t('step.hasGate')} />
          )}
        </span>
        <span className="flex items-center justify-between gap-2">
          <span className="truncate text-sm text-ink-faint">{agent}</span>
          <SectionCount view={view} />
        </span>
        <span className="flex items-center justify-between gap-2">
          <StepStatusWord status={status} />
          <span className="font-mono text-sm whitespace-nowrap text-ink-soft tabular-nums">
            {attempt > 1 && <span title={t('step.attempts', { count: attempt })}>×{attempt} </span>}
            {view.startedAt !== undefined && <Elapsed from={view.startedAt} to={view.endedAt} />}
          </span>
        </span>
      </button>
      {counts && (
        <div className="flex items-center justify-between gap-2 border-t py-0.5 pr-1 pl-3">
          <span className="font-mono text-sm text-ink-soft tabular-nums">
            {t('branches.count', { done: counts.done, total: counts.total })}
            {counts.failed > 0 && (
              <span className="text-failed"> · {t('branches.failed', { count: counts.failed })}</span>
            )}
          </span>
          {/* Large enough to be hit when the graph is drawn small. */}
          <Button
            variant="ghost"
            size="icon"
            aria-expanded={isUnfolded}
            aria-label={t('branches.toggle', { title })}
            onClick={() => onToggle(view.key)}
          >
            <Chevron aria-hidden />
          </Button>
        </div>
      )}
      {isUnfolded && <Branches branches={branches} selected={selected} onPick={onPick} />}
    </div>
  );
}

type BranchesProps = Pick<StepNodeData, 'branches' | 'selected' | 'onPick'>;

const cellTone: Record<Tone, string> = {
  neutral: 'bg-muted text-ink-soft',
  running: 'bg-running-soft text-running',
  waiting: 'bg-waiting-soft text-waiting',
  done: 'bg-done-soft text-done',
  failed: 'bg-failed-soft text-failed',
};

function Branches({ branches, selected, onPick }: BranchesProps) {
  const t = useTranslations('run');
  return (
    <ul
      className="grid justify-center border-t p-1.5"
      style={{ gridTemplateColumns: `repeat(${columnsFor(branches.length)}, ${CELL}px)` }}
    >
      {branches.map(({ key, branch, status }) => {
        const { tone, icon: Icon } = stepLook[status];
        const name = t('branches.one', { branch: (branch ?? 0) + 1, status: t(`stepStatus.${status}`) });
        return (
          <li key={key} className="size-7 p-0.5">
            <button
              type="button"
              title={name}
              aria-label={name}
              aria-pressed={selected === key}
              onClick={() => onPick(key)}
              className={cn(
                'grid size-6 place-items-center rounded-sm',
                cellTone[tone],
                selected === key && 'outline-2 outline-accent-text',
              )}
            >
              <Icon aria-hidden className="size-3.5" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
