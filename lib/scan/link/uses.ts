import type { CodeUse } from '../dialect.ts';
import type { Component, ComponentKind, Relation, RelationKind, Store, SystemEvent } from '../schema.ts';
import type { Owner } from './reach.ts';
import type { Resolved, Resolver } from './resolver.ts';

const READS =
  /^(?:Get|BatchGet|Query|Scan|List|Head|Describe|Select|Receive|ExecuteStatement|BatchExecute|TransactGet|Paginate)/;
/** Where a function reaches so many files that others reach too, its use is a convention's word. */
const CROWD = 4;

/** What a service's resources are; a function may be put where a queue is named, but not the other way round. */
const kindsOfService: Readonly<Partial<Record<CodeUse['service'], readonly ComponentKind[]>>> = {
  dynamodb: ['table'],
  events: ['bus'],
  sqs: ['queue'],
  sns: ['topic'],
  s3: ['bucket'],
  lambda: ['function'],
  states: ['state-machine'],
};

interface Outcome {
  readonly patterns: { store: Store; pattern: Store['accessPatterns'][number] }[];
  readonly relations: Relation[];
  readonly events: SystemEvent[];
}

/** Turns what code does into access patterns, relations and events of the functions that reach it. */
export function linkUses(input: {
  uses: readonly CodeUse[];
  owners: ReadonlyMap<string, readonly Owner[]>;
  resolver: Resolver;
  stores: readonly Store[];
  relations: readonly Relation[];
}): Outcome {
  const outcome: Outcome = { patterns: [], relations: [], events: [] };
  const storesById = Map.groupBy(input.stores, ({ id }) => id);
  const touched = tablesByFunction(input.relations, storesById);
  for (const use of input.uses) {
    const owners = input.owners.get(use.file) ?? [];
    for (const owner of owners.length > 0 ? owners : [undefined]) {
      const kinds = kindsOfService[use.service];
      const from = { file: owner?.file ?? use.source.file, functionId: owner?.functionId ?? null, kinds };
      const resolved = input.resolver.resolve(use.resource, from) ?? onlyTable(use, owner, touched, input.resolver);
      const crowded = owners.length > CROWD ? 0.6 : 0.9;
      const confidence = Math.min(use.confidence, resolved?.confidence ?? 1, owner === undefined ? 1 : crowded);
      record({ use, owner, resolved, confidence, storesById, outcome });
    }
  }
  return outcome;
}

function record(input: {
  use: CodeUse;
  owner: Owner | undefined;
  resolved: Resolved | undefined;
  confidence: number;
  storesById: ReadonlyMap<string, readonly Store[]>;
  outcome: Outcome;
}): void {
  const { use, owner, resolved, confidence, outcome } = input;
  const { source } = use;
  const by = owner?.functionId ?? null;
  const target = resolved?.component;
  if (use.service === 'events' && use.eventName !== null) {
    const origin = use.eventSource === undefined ? {} : { eventSource: use.eventSource };
    const name = use.eventName.slice(0, 512);
    outcome.events.push({ name, producer: by, consumer: null, ...origin, source, confidence });
  }
  if (target === undefined) return;
  if (use.service === 'dynamodb') {
    const stores = input.storesById.get(target.id) ?? [];
    const store = stores.find((each) => each.source.file === target.source.file) ?? stores[0];
    const { operation, index } = use;
    const keyCondition = use.keyCondition?.slice(0, 1024) ?? null;
    if (store !== undefined)
      outcome.patterns.push({ store, pattern: { operation, index, keyCondition, by, source, confidence } });
  }
  if (by === null || by === target.id) return;
  for (const kind of kindsOf(use, target))
    outcome.relations.push({ from: by, to: target.id, kind, source, confidence });
}

function kindsOf({ service, operation }: CodeUse, { kind }: Component): RelationKind[] {
  if (kind === 'queue' && /^Receive|^Delete/.test(operation)) return ['reads'];
  if (kind === 'queue' || kind === 'topic' || kind === 'bus') return ['publishes'];
  if (kind === 'stream') return [/^Put/.test(operation) ? 'publishes' : 'reads'];
  if (kind === 'function' || kind === 'state-machine' || kind === 'api' || kind === 'external') return ['invokes'];
  const verb = operation.split(':').at(-1) ?? operation;
  if (service === 'dynamodb' && verb === 'TransactWriteItems') return ['writes'];
  return [READS.test(verb) ? 'reads' : 'writes'];
}

/** The tables that a function is granted, names in its environment, or otherwise mentions. */
function tablesByFunction(
  relations: readonly Relation[],
  stores: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { from, to, source } of relations) {
    if (!stores.has(to)) continue;
    const key = `${source.file}\n${from}`;
    found.set(key, (found.get(key) ?? new Set()).add(to));
  }
  return found;
}

/** A table whose name the code does not show can only be the one that its function knows. */
function onlyTable(
  use: CodeUse,
  owner: Owner | undefined,
  touched: ReadonlyMap<string, ReadonlySet<string>>,
  resolver: Resolver,
): Resolved | undefined {
  if (use.service !== 'dynamodb' || owner === undefined) return undefined;
  const tables = touched.get(`${owner.file}\n${owner.functionId}`);
  const [only] = tables ?? [];
  if (tables?.size !== 1 || only === undefined) return undefined;
  const component = resolver.byId(only, owner.file);
  return component && { component, confidence: 0.6 };
}
