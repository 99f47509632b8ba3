'use client';

import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { CircleAlert, ClipboardCheck, GitFork, Split } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import type { Step } from '#lib/domain/blueprint/schema';
import { cn } from '../../ui/class-names.ts';

export type DraftNodeData = { step: Step; task: string; issues: number };

export const nodeWidth = 224;
export const nodeHeight = 76;

const handleStyle = 'size-3! rounded-full! border-2! border-surface! bg-line-strong! hover:bg-accent!';

/** A step on the canvas: what it is, who does it, and what is particular about it. */
export const DraftNode = memo(function DraftNode({ data, selected, isConnectable }: NodeProps<Node<DraftNodeData>>) {
  const t = useTranslations('blueprint.node');
  const { step, task, issues } = data;
  return (
    <div
      className={cn(
        'grid h-full w-full content-center gap-0.5 rounded-lg border bg-surface px-3',
        issues > 0 ? 'border-failed' : 'border-line-strong/60',
        selected && 'outline-2 outline-offset-2 outline-accent-text',
      )}
    >
      <Handle type="target" position={Position.Left} isConnectable={isConnectable} className={handleStyle} />
      <span className="flex items-center gap-1.5">
        <span className="min-w-0 flex-1 truncate font-medium">{step.title}</span>
        {step.forEach && <Split className="size-3.5 shrink-0 text-ink-faint" aria-label={t('fanOut')} />}
        {step.when && <GitFork className="size-3.5 shrink-0 text-ink-faint" aria-label={t('condition')} />}
        {step.gate && <ClipboardCheck className="size-3.5 shrink-0 text-ink-faint" aria-label={t('gate')} />}
      </span>
      <span className="truncate text-sm text-ink-faint">{task}</span>
      {issues > 0 && (
        <span className="flex items-center gap-1 text-sm text-failed">
          <CircleAlert aria-hidden className="size-3.5" />
          {t('issues', { count: issues })}
        </span>
      )}
      <Handle type="source" position={Position.Right} isConnectable={isConnectable} className={handleStyle} />
    </div>
  );
});
