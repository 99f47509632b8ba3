export type Sized = { readonly id: string; readonly width: number; readonly height: number };
export type Link = { readonly source: string; readonly target: string };
export type Place = { readonly x: number; readonly y: number };

/** Between nodes of a layer, and between layers, in pixels. */
export const gaps = { node: 24, layer: 56 } as const;

/** Passes over the layers that bring nodes near what they hang together with. */
const SWEEPS = 4;

/**
 * A plain layered drawing for large graphs, in milliseconds where dagre takes seconds: each node one layer after the
 * last of those that it depends on, within a layer by the middle of its neighbours.
 */
export function layerGraph(nodes: readonly Sized[], links: readonly Link[]): ReadonlyMap<string, Place> {
  const before = neighbours(nodes, links, 'target', 'source');
  const after = neighbours(nodes, links, 'source', 'target');
  const layers = layersOf(nodes, before);
  const order = new Map<string, number>();
  const number = (layer: readonly Sized[]) => layer.forEach(({ id }, index) => order.set(id, index));
  layers.forEach(number);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const isForward = sweep % 2 === 0;
    for (const layer of isForward ? layers : layers.toReversed()) {
      layer.sort(
        (a, b) => middleOf(a.id, isForward ? before : after, order) - middleOf(b.id, isForward ? before : after, order),
      );
      number(layer);
    }
  }
  return placesOf(layers);
}

type Neighbours = ReadonlyMap<string, readonly string[]>;

function neighbours(nodes: readonly Sized[], links: readonly Link[], from: keyof Link, to: keyof Link): Neighbours {
  const found = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const link of links) found.get(link[from])?.push(link[to]);
  return found;
}

function layersOf(nodes: readonly Sized[], before: Neighbours): Sized[][] {
  const depths = new Map<string, number>();
  const depthOf = (id: string): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    // Should there be a cycle, it ends here.
    depths.set(id, 0);
    const depth = Math.max(-1, ...(before.get(id) ?? []).map(depthOf)) + 1;
    depths.set(id, depth);
    return depth;
  };
  const layers: Sized[][] = [];
  for (const node of nodes) (layers[depthOf(node.id)] ??= []).push(node);
  return layers;
}

function middleOf(id: string, next: Neighbours, order: ReadonlyMap<string, number>): number {
  const near = next.get(id) ?? [];
  if (near.length === 0) return order.get(id) ?? 0;
  return near.reduce((sum, neighbour) => sum + (order.get(neighbour) ?? 0), 0) / near.length;
}

function placesOf(layers: readonly (readonly Sized[])[]): Map<string, Place> {
  const places = new Map<string, Place>();
  let x = 0;
  for (const layer of layers) {
    const height = layer.reduce((sum, node) => sum + node.height + gaps.node, -gaps.node);
    let y = -height / 2;
    for (const node of layer) {
      places.set(node.id, { x, y });
      y += node.height + gaps.node;
    }
    x += Math.max(0, ...layer.map(({ width }) => width)) + gaps.layer;
  }
  return places;
}
