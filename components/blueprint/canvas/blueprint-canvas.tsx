'use client';

import '@xyflow/react/dist/base.css';
import {
  Background,
  type Edge,
  MarkerType,
  type Node,
  type NodeChange,
  Position,
  ReactFlow,
  ReactFlowProvider,
} from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useEditor } from '#lib/client/blueprint/use-editor';
import { dependenciesOf } from '#lib/domain/blueprint/graph';
import { placeOfIssue } from '#lib/domain/blueprint-editor/issue-place';
import { moveStep } from '#lib/domain/blueprint-editor/positions';
import { disconnect, removeStep } from '#lib/domain/blueprint-editor/steps';
import { detours, linkId } from '../../run/graph/detour.ts';
import { DetourEdge, type DetourEdgeData } from '../../run/graph/detour-edge.tsx';
import { CanvasControls, CanvasFocus } from '../../run/graph/graph-canvas.tsx';
import { layoutGraph } from '../../run/graph/layout.ts';
import { canvasSize } from '../steps-skeleton.tsx';
import { DraftNode, type DraftNodeData, nodeHeight, nodeWidth } from './draft-node.tsx';

const nodeTypes = { step: DraftNode };
const edgeTypes = { detour: DetourEdge };
const origin = { x: 0, y: 0 };

type CanvasProps = {
  /** Two steps were joined by a line, or a line was chosen. */
  onConnect: (connection: { source: string; target: string }) => void;
};

/** The steps as they lie and what waits for what. Lines are drawn from a step's right side to another's left one. */
export function BlueprintCanvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ onConnect }: CanvasProps) {
  const t = useTranslations('blueprint.canvas');
  const { blueprint, catalogue, issues, isReadOnly, selection, change, select } = useEditor();
  // Where nodes are while they are dragged: the blueprint has it when they are let go.
  const [dragged, setDragged] = useState<Readonly<Record<string, { x: number; y: number }>>>({});
  const [chosenEdge, setChosenEdge] = useState<string | null>(null);
  const links = useMemo(
    () => [...dependenciesOf(blueprint)].flatMap(([target, sources]) => sources.map((source) => ({ source, target }))),
    [blueprint],
  );
  const places = usePlaces(links);
  const corners = useMemo(
    () =>
      detours(
        blueprint.steps.map(({ id, position }) => {
          const { x, y } = position ?? places.get(id) ?? origin;
          return { id, x, y, width: nodeWidth, height: nodeHeight };
        }),
        links,
      ),
    [blueprint.steps, links, places],
  );
  const issuesOf = new Map<string, number>();
  for (const { path } of issues) {
    const { stepId } = placeOfIssue(blueprint, path);
    if (stepId !== undefined) issuesOf.set(stepId, (issuesOf.get(stepId) ?? 0) + 1);
  }
  const nodes = blueprint.steps.map((step): Node<DraftNodeData> => {
    const agent = Object.hasOwn(catalogue, step.agent) ? catalogue[step.agent] : undefined;
    const task = agent?.tasks[step.task ?? agent.defaultTask]?.title ?? step.task ?? '';
    return {
      id: step.id,
      type: 'step',
      position: dragged[step.id] ?? step.position ?? places.get(step.id) ?? origin,
      width: nodeWidth,
      height: nodeHeight,
      selected: selection.stepId === step.id,
      ariaLabel: t('node', { title: step.title }),
      // Known ahead, so that lines reach nodes that are out of sight.
      handles: [
        { type: 'target', position: Position.Left, x: 0, y: nodeHeight / 2, width: 1, height: 1 },
        { type: 'source', position: Position.Right, x: nodeWidth, y: nodeHeight / 2, width: 1, height: 1 },
      ],
      data: { step, task: [agent?.name ?? step.agent, task].join(' · '), issues: issuesOf.get(step.id) ?? 0 },
    };
  });
  const known = new Set(blueprint.steps.map(({ id }) => id));
  const edges = links
    .filter(({ source }) => known.has(source))
    .map(({ source, target }): Edge<DetourEdgeData> => {
      const id = linkId({ source, target });
      const isNear = selection.stepId === source || selection.stepId === target || chosenEdge === id;
      const stroke = isNear ? 'var(--accent-text)' : 'var(--line-strong)';
      return {
        id,
        type: 'detour',
        // A line of a step that is being moved is drawn straight: the others' ways are looked for when it lies.
        data: { via: dragged[source] || dragged[target] ? [] : (corners.get(id) ?? []) },
        source,
        target,
        selected: chosenEdge === id,
        ariaLabel: t('edge', { source, target }),
        markerEnd: { type: MarkerType.ArrowClosed, color: stroke, width: 16, height: 16 },
        style: { stroke, strokeWidth: isNear ? 2 : 1.25 },
      };
    });

  const onNodesChange = (changes: NodeChange<Node<DraftNodeData>>[]) => {
    for (const one of changes) {
      if (one.type === 'select' && one.selected) {
        setChosenEdge(null);
        select(one.id);
      }
      if (one.type !== 'position' || !one.position) continue;
      const { id, position } = one;
      if (one.dragging) setDragged((before) => ({ ...before, [id]: position }));
      else {
        setDragged({});
        const before = nodes.find((node) => node.id === id && dragged[id] === undefined)?.position;
        // Clicked, not moved.
        if (before?.x === position.x && before.y === position.y) continue;
        change(moveStep(blueprint, { id, position, shown: places }), `move:${id}`);
      }
    }
  };
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (isReadOnly || (key !== 'Delete' && key !== 'Backspace')) return;
    const edge = edges.find(({ id }) => id === chosenEdge);
    if (edge) {
      change(disconnect(blueprint, edge.source, edge.target));
      setChosenEdge(null);
    } else if (selection.stepId !== null) {
      change(removeStep(blueprint, selection.stepId));
      select(null);
    }
  };
  return (
    <section aria-label={t('label')} className={canvasSize}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodesDraggable={!isReadOnly}
        nodesConnectable={!isReadOnly}
        onNodesChange={onNodesChange}
        onKeyDown={onKeyDown}
        onEdgesChange={(changes) => {
          for (const one of changes) if (one.type === 'select') setChosenEdge(one.selected ? one.id : null);
        }}
        onEdgeDoubleClick={(_, { source, target }) => onConnect({ source, target })}
        onConnect={({ source, target }) => {
          if (source !== target) onConnect({ source, target });
        }}
        onPaneClick={() => select(null)}
        // Its own listens to the whole page, buttons of dialogs among it.
        deleteKeyCode={null}
        multiSelectionKeyCode={null}
        selectionKeyCode={null}
        snapToGrid
        snapGrid={[4, 4]}
        connectionRadius={32}
        zoomOnScroll={false}
        zoomOnDoubleClick={false}
        preventScrolling={false}
        zoomActivationKeyCode={['Control', 'Meta']}
        minZoom={0.1}
        maxZoom={1.5}
        fitView
        fitViewOptions={{ padding: 0.12, minZoom: 0.4, maxZoom: 1 }}
        className="[&_.react-flow\_\_attribution]:bg-surface! [&_.react-flow\_\_attribution_a]:text-ink-faint!"
        attributionPosition="top-right"
      >
        <Background gap={16} size={1} color="var(--line)" />
        <CanvasControls />
        <CanvasFocus id={selection.stepId} nodes={nodes} />
      </ReactFlow>
    </section>
  );
}

/** Where steps go that nobody has placed. */
function usePlaces(links: readonly { source: string; target: string }[]) {
  const { blueprint } = useEditor();
  // As texts, which are the same while the drawing is: ids hold neither spaces nor arrows.
  const ids = blueprint.steps.map(({ id }) => id).join(' ');
  const lines = links.map(({ source, target }) => `${source}>${target}`).join(' ');
  return useMemo(() => {
    const known = new Set(ids.split(' '));
    const drawn = lines.split(' ').map((line) => {
      const [source = '', target = ''] = line.split('>');
      return { source, target };
    });
    return layoutGraph(
      [...known].map((id) => ({ id, width: nodeWidth, height: nodeHeight })),
      drawn.filter(({ source }) => known.has(source)),
    );
  }, [ids, lines]);
}
