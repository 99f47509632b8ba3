import type { ComponentKind, RelationKind } from '#lib/scan/schema';
import { distinctPatterns, type ModelIndex } from './model-index.ts';

/** One component sends something to another, in the direction in which it goes. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly verb: string;
  /** The sender does not wait for the outcome. */
  readonly isAsync: boolean;
}

const verbs: Partial<Record<RelationKind, { verb: string; isAsync: boolean }>> = {
  authorizes: { verb: 'authorizes', isAsync: false },
  'dead-letters': { verb: 'dead letters to', isAsync: true },
  invokes: { verb: 'invokes', isAsync: false },
  publishes: { verb: 'publishes to', isAsync: true },
  reads: { verb: 'reads', isAsync: false },
  routes: { verb: 'routes to', isAsync: true },
  subscribes: { verb: 'delivers to', isAsync: true },
  triggers: { verb: 'triggers', isAsync: true },
  writes: { verb: 'writes', isAsync: false },
};

/** Kinds between two parts of a system that only wire them together. */
const wiring: readonly ComponentKind[] = ['resolver', 'data-source'];

const senders: readonly ComponentKind[] = ['topic', 'queue', 'bus', 'stream', 'table', 'bucket'];
const readOperations = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);

export const isRead = (operation: string) => readOperations.has(operation);

function directed(index: ModelIndex, relation: { from: string; to: string; kind: RelationKind }): [string, string] {
  const kindOf = (id: string) => index.component(id)?.kind;
  const { from, to, kind } = relation;
  // A subscriber subscribes, but messages go the other way.
  const isSubscriber = kind === 'subscribes' && senders.includes(kindOf(to) ?? 'other') && kindOf(from) === 'function';
  const isAuthorized = kind === 'authorizes' && kindOf(from) === 'api';
  return isSubscriber || isAuthorized ? [to, from] : [from, to];
}

/** Who sends to whom, wiring left out: an API with a resolver on a data source on a table reaches the table. */
export function flowsOf(index: ModelIndex): Flow[] {
  const direct: Flow[] = [];
  for (const relation of index.model.relations) {
    const said = verbs[relation.kind];
    if (!said || !index.component(relation.from) || !index.component(relation.to)) continue;
    const [from, to] = directed(index, relation);
    const isCall = relation.kind === 'routes' && index.component(from)?.kind === 'api';
    direct.push({ from, to, ...(isCall ? { verb: 'invokes', isAsync: false } : said) });
  }
  for (const store of index.model.stores)
    for (const { by, operation } of distinctPatterns(store))
      if (by && index.component(by) && index.component(store.id))
        direct.push({ from: by, to: store.id, verb: isRead(operation) ? 'reads' : 'writes', isAsync: false });
  const apis = index.ofKind('api');
  for (const api of index.model.apis) {
    const target = api.target;
    if (!target || !index.component(target)) continue;
    const owner = apiOf(index, target) ?? (apis.length === 1 ? apis[0]?.id : undefined);
    if (owner && owner !== target) direct.push({ from: owner, to: target, verb: 'invokes', isAsync: false });
  }
  return unique(contract(index, direct));
}

/** The API component before a target, where a relation says so. */
export function apiOf(index: ModelIndex, target: string): string | undefined {
  const direct = index
    .incoming(target, 'invokes', 'routes', 'triggers')
    .find(({ from }) => index.component(from)?.kind === 'api');
  return direct?.from;
}

function contract(index: ModelIndex, flows: readonly Flow[]): Flow[] {
  const isWiring = (id: string) => wiring.includes(index.component(id)?.kind ?? 'other');
  const next = new Map<string, Flow[]>();
  for (const flow of flows) next.set(flow.from, [...(next.get(flow.from) ?? []), flow]);
  const reach = (flow: Flow, seen: ReadonlySet<string>): Flow[] => {
    if (!isWiring(flow.to)) return [flow];
    if (seen.has(flow.to)) return [];
    return (next.get(flow.to) ?? []).flatMap((after) =>
      reach({ ...after, from: flow.from }, new Set([...seen, flow.to])),
    );
  };
  return flows.filter(({ from }) => !isWiring(from)).flatMap((flow) => reach(flow, new Set()));
}

function unique(flows: readonly Flow[]): Flow[] {
  const byKey = new Map(flows.map((flow) => [`${flow.from}|${flow.verb}|${flow.to}`, flow]));
  return [...byKey.values()].filter(({ from, to }) => from !== to);
}
