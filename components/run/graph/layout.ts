import dagre from '@dagrejs/dagre';

export type Sized = { readonly id: string; readonly width: number; readonly height: number };
export type Link = { readonly source: string; readonly target: string };
export type Place = { readonly x: number; readonly y: number };

/** Beyond this many nodes the tight ranking takes too long for a page; the simpler one is drawn wider. */
const TIGHT_NODES = 120;

/** Where each node goes, its upper left corner in pixels: from left to right, as the links say. */
export function layoutGraph(nodes: readonly Sized[], links: readonly Link[]): ReadonlyMap<string, Place> {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({
    rankdir: 'LR',
    nodesep: 24,
    ranksep: 56,
    ranker: nodes.length > TIGHT_NODES ? 'longest-path' : 'network-simplex',
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  for (const { source, target } of links) graph.setEdge(source, target);
  dagre.layout(graph);
  return new Map(
    nodes.map(({ id, width, height }) => {
      const { x, y } = graph.node(id);
      return [id, { x: x - width / 2, y: y - height / 2 }];
    }),
  );
}
