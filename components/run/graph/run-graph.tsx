'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { dependenciesOf } from '#lib/domain/blueprint/graph';
import { branchViews, isAtWork, type StepView } from '#lib/domain/run-view/step-view';
import type { StepsProps } from '../step-table.tsx';
import { type CanvasNode, GraphCanvas } from './graph-canvas.tsx';
import { nodeSize, StepNode, type StepNodeData } from './step-node.tsx';

const nodeTypes = { step: StepNode };

/** The steps of a run and what depends on what, with their states as they change. */
export function RunGraph({ definition, progress, records, steps, selected, onSelect }: StepsProps) {
  const t = useTranslations('run.graph');
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [toggle] = useState(() => (key: string) => {
    setUnfolded((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  });
  // The same from draw to draw: whatever is chosen goes into the address as it then is.
  const [onPick] = useState(() => onSelect);

  const nodes = useMemo(() => {
    return steps.map((view): CanvasNode<StepNodeData> => {
      const step = definition.steps.find(({ id }) => id === view.key);
      const isUnfolded = unfolded.has(view.key) && view.branches !== undefined;
      const branches = isUnfolded && step ? branchViews(step, progress.state, records) : [];
      const data: StepNodeData = { view, branches, selected: selectedWithin(view, selected), onPick, onToggle: toggle };
      return { id: view.key, type: 'step', ...nodeSize(view, branches.length), data };
    });
  }, [definition, onPick, progress.state, records, selected, steps, toggle, unfolded]);

  const dependencies = useMemo(() => dependenciesOf(definition), [definition]);
  const links = useMemo(() => {
    const active = new Set(steps.filter(({ status }) => isAtWork(status)).map(({ key }) => key));
    return [...dependencies].flatMap(([target, sources]) =>
      sources.map((source) => ({ source, target, isActive: active.has(target) })),
    );
  }, [dependencies, steps]);
  return (
    <GraphCanvas
      label={t('label')}
      nodes={nodes}
      links={links}
      nodeTypes={nodeTypes}
      focused={selected?.split('[')[0] ?? null}
    />
  );
}

function selectedWithin(view: StepView, selected: string | null): string | null {
  return selected === view.key || selected?.startsWith(`${view.key}[`) ? selected : null;
}
