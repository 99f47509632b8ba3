import dagre from '@dagrejs/dagre';
import { gaps, type Link, layerGraph, type Place, type Sized } from './layer-graph.ts';

/** Beyond this many nodes dagre keeps a page from answering: some hundreds take it a second. */
const DAGRE_NODES = 120;

/** Where each node goes, its upper left corner in pixels: from left to right, as the links say. */
export function layoutGraph(nodes: readonly Sized[], links: readonly Link[]): ReadonlyMap<string, Place> {
  return nodes.length > DAGRE_NODES ? layerGraph(nodes, links) : layoutByDagre(nodes, links);
}

function layoutByDagre(nodes: readonly Sized[], links: readonly Link[]): ReadonlyMap<string, Place> {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: gaps.node, ranksep: gaps.layer });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  for (const { source, target } of links) graph.setEdge(source, target);
  dagre.layout(graph);
  return new Map(
    nodes.map(({ id, width, height }) => {
      const { x, y } = centreOf(graph.node(id));
      return [id, { x: x - width / 2, y: y - height / 2 }];
    }),
  );
}

function centreOf(node: unknown): Place {
  if (typeof node === 'object' && node !== null && 'x' in node && 'y' in node) {
    const { x, y } = node;
    if (typeof x === 'number' && typeof y === 'number') return { x, y };
  }
  throw new Error('dagre has given a node no place.');
}
