import type { Component, ComponentKind } from '#lib/scan/schema';
import { flowsOf } from '../facts/flows.ts';
import type { ModelIndex } from '../facts/model-index.ts';
import type { Graph, PictureNode } from './picture.ts';

const layers: readonly (readonly [string, readonly ComponentKind[]])[] = [
  ['Clients and edge', ['distribution']],
  ['Identity', ['user-pool', 'identity-pool']],
  ['API layer', ['api']],
  ['Compute', ['function', 'state-machine']],
  ['Messaging', ['bus', 'rule', 'schedule', 'queue', 'topic', 'stream']],
  ['Data', ['table', 'bucket', 'database', 'cache']],
  ['External systems', ['external']],
];

const client: PictureNode = { id: '(client)', label: 'Client', group: 'Clients and edge', shape: 'actor' };
const mostNodes = 40;

function shapeOf(kind: ComponentKind): PictureNode['shape'] {
  if (['table', 'bucket', 'database', 'cache'].includes(kind)) return 'store';
  return ['queue', 'topic', 'bus', 'stream'].includes(kind) ? 'queue' : 'box';
}

export interface ArchitecturePicture {
  readonly picture: Graph;
  /** Components of a shown kind that did not fit. */
  readonly leftOut: readonly Component[];
}

/** The parts that do something and what goes between them; the best connected ones where there are more. */
export function architecturePicture(index: ModelIndex, most = mostNodes): ArchitecturePicture {
  const flows = flowsOf(index);
  const groupOf = (kind: ComponentKind) => layers.find(([, kinds]) => kinds.includes(kind))?.[0];
  const weight = (id: string) => flows.filter(({ from, to }) => from === id || to === id).length;
  const shown = index.model.components.filter(({ kind }) => groupOf(kind) !== undefined);
  // Several stacks may use one logical id; relations do not tell them apart, so neither does the picture.
  const all = [...new Map(shown.map((one) => [one.id, one])).values()];
  const count = (id: string) => shown.filter((one) => one.id === id).length;
  const kept = all
    .map((component, position) => ({ component, position, weight: weight(component.id) }))
    .toSorted((one, other) => other.weight - one.weight || one.position - other.position)
    .slice(0, most)
    .toSorted((one, other) => one.position - other.position)
    .map(({ component }) => component);
  const ids = new Set(kept.map(({ id }) => id));
  const apis = kept.filter(({ kind }) => kind === 'api');
  const nodes: PictureNode[] = kept.map(({ id, kind }) => ({
    id,
    label: count(id) > 1 ? `${id} (${count(id)} stacks)` : id,
    group: groupOf(kind) ?? 'Compute',
    shape: shapeOf(kind),
  }));
  const edges = flows
    .filter(({ from, to }) => ids.has(from) && ids.has(to))
    .map(({ from, to, verb, isAsync }) => ({ from, to, label: verb, isAsync }));
  const calls = apis.map(({ id }) => ({ from: client.id, to: id, label: 'calls', isAsync: false }));
  return {
    picture: {
      kind: 'architecture',
      groups: layers.map(([title]) => title),
      nodes: apis.length > 0 ? [client, ...nodes] : nodes,
      edges: [...calls, ...edges],
    },
    leftOut: all.filter(({ id }) => !ids.has(id)),
  };
}
