'use client';

import '@xyflow/react/dist/base.css';
import {
  Background,
  type Edge,
  type Node,
  type NodeTypes,
  Panel,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { detours, linkId } from './detour.ts';
import { DetourEdge, type DetourEdgeData } from './detour-edge.tsx';
import { layoutGraph } from './layout.ts';

export type CanvasNode<Data extends Record<string, unknown>> = {
  id: string;
  /** A key of `nodeTypes`. */
  type: string;
  width: number;
  height: number;
  data: Data;
};
export type CanvasLink = { source: string; target: string; isActive?: boolean };

type GraphCanvasProps<Data extends Record<string, unknown>> = {
  label: string;
  nodes: readonly CanvasNode<Data>[];
  links: readonly CanvasLink[];
  /** Must be the same object from draw to draw. */
  nodeTypes: NodeTypes;
  /** Brought into view when it changes. */
  focused?: string | null;
};

const edgeTypes = { detour: DetourEdge };
const origin = { x: 0, y: 0 };
const READABLE_NODES = 30;
/** At least: text is still read and buttons are still hit. */
const INITIAL_ZOOM = 0.7;

/**
 * A graph from left to right. Nodes are laid out anew only when nodes, sizes or links change; what is out of sight is
 * not drawn.
 */
export function GraphCanvas<Data extends Record<string, unknown>>(props: GraphCanvasProps<Data>) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas<Data extends Record<string, unknown>>({
  label,
  nodes,
  links,
  nodeTypes,
  focused,
}: GraphCanvasProps<Data>) {
  const shape = JSON.stringify([nodes.map(({ id, width, height }) => [id, width, height]), links.map(linkId)]);
  const [{ shape: drawnShape, places, corners }, setDrawn] = useState(() => ({ shape, ...draw(nodes, links) }));
  if (drawnShape !== shape) setDrawn({ shape, ...draw(nodes, links) });
  const flowNodes = useMemo(
    () =>
      nodes.map(
        ({ id, type, width, height, data }): Node<Data> => ({
          id,
          type,
          width,
          height,
          // Known without drawing it: what is out of sight counts when all is to be brought into view.
          measured: { width, height },
          data,
          // Nodes answer the pointer by their own buttons, though the canvas neither drags nor selects them.
          style: { pointerEvents: 'all' },
          position: places.get(id) ?? origin,
          // Known ahead, so that lines reach nodes that are out of sight.
          handles: [
            { type: 'target', position: Position.Left, x: 0, y: height / 2, width: 1, height: 1 },
            { type: 'source', position: Position.Right, x: width, y: height / 2, width: 1, height: 1 },
          ],
        }),
      ),
    [nodes, places],
  );
  const flowEdges = useMemo(
    () =>
      links.map(
        (link): Edge<DetourEdgeData> => ({
          id: linkId(link),
          type: 'detour',
          data: { via: corners.get(linkId(link)) ?? [] },
          source: link.source,
          target: link.target,
          focusable: false,
          style: { stroke: link.isActive ? 'var(--running)' : 'var(--line-strong)', strokeWidth: 1.25 },
        }),
      ),
    [corners, links],
  );
  return (
    <section aria-label={label} className="h-[min(64vh,560px)] min-h-80 w-full">
      <ReactFlow
        nodes={flowNodes}
        edges={flowEdges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onlyRenderVisibleElements
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        edgesFocusable={false}
        // The page scrolls with the wheel; with Control held the graph zooms.
        zoomOnScroll={false}
        zoomOnDoubleClick={false}
        preventScrolling={false}
        zoomActivationKeyCode={['Control', 'Meta']}
        minZoom={0.1}
        maxZoom={1.5}
        fitView
        fitViewOptions={{ padding: 0.12, minZoom: INITIAL_ZOOM, maxZoom: 1, nodes: firstOf(flowNodes) }}
        className="[&_.react-flow\\_\\_attribution]:bg-surface! [&_.react-flow\\_\\_attribution_a]:text-ink-faint!"
        attributionPosition="top-right"
      >
        <Background gap={16} size={1} color="var(--line)" />
        <CanvasControls />
        <CanvasFocus id={focused ?? null} nodes={flowNodes} />
      </ReactFlow>
    </section>
  );
}

/** Where the nodes go, and which corners lines take around those in their way. */
function draw<Data extends Record<string, unknown>>(nodes: readonly CanvasNode<Data>[], links: readonly CanvasLink[]) {
  const places = layoutGraph(nodes, links);
  const boxes = nodes.map(({ id, width, height }) => ({ id, width, height, ...(places.get(id) ?? origin) }));
  return { places, corners: detours(boxes, links) };
}

/** Of a graph that is too large to be read as a whole, its beginning. */
function firstOf<Data extends Record<string, unknown>>(nodes: readonly Node<Data>[]): Node<Data>[] {
  return nodes.toSorted((a, b) => a.position.x - b.position.x).slice(0, READABLE_NODES);
}

/** Zooms and fits; within a React Flow. */
export function CanvasControls() {
  const t = useTranslations('run.graph');
  const flow = useReactFlow();
  const buttons = [
    { label: t('zoomIn'), Icon: Plus, act: () => flow.zoomIn() },
    { label: t('zoomOut'), Icon: Minus, act: () => flow.zoomOut() },
    { label: t('fit'), Icon: Maximize, act: () => flow.fitView({ padding: 0.12 }) },
  ];
  return (
    <Panel position="bottom-right" className="flex gap-1">
      {buttons.map(({ label, Icon, act }) => (
        <Button key={label} size="icon-small" aria-label={label} title={label} onClick={() => void act()}>
          <Icon aria-hidden />
        </Button>
      ))}
    </Panel>
  );
}

/** Brings a node into view that was chosen elsewhere, or that the pane has become too narrow for. */
export function CanvasFocus({ id, nodes }: { id: string | null; nodes: readonly Node[] }) {
  const flow = useReactFlow();
  const paneWidth = useStore(({ width }) => width);
  // Fitting the whole comes last, and would undo it.
  const isFitted = useStore(({ fitViewQueued }) => !fitViewQueued);
  const show = useEffectEvent(() => {
    const node = nodes.find((candidate) => candidate.id === id);
    if (!node) return;
    const { width = 0, height = 0 } = node;
    const upper = flow.flowToScreenPosition(node.position);
    const lower = flow.flowToScreenPosition({ x: node.position.x + width, y: node.position.y + height });
    const pane = document.querySelector('.react-flow')?.getBoundingClientRect();
    const isSeen =
      pane && upper.x >= pane.left && upper.y >= pane.top && lower.x <= pane.right && lower.y <= pane.bottom;
    if (isSeen) return;
    void flow.setCenter(node.position.x + width / 2, node.position.y + height / 2, { zoom: flow.getZoom() });
  });
  useEffect(() => {
    if (!isFitted) return;
    // The pane takes its new width first.
    const frame = requestAnimationFrame(() => show());
    return () => cancelAnimationFrame(frame);
  }, [id, isFitted, paneWidth]);
  return null;
}
