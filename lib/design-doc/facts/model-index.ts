import type {
  AccessPattern,
  Api,
  Component,
  ComponentKind,
  Relation,
  RelationKind,
  Store,
  SystemModel,
} from '#lib/scan/schema';
import { apiElement, componentElement, storeElement } from './element-facts.ts';

/** The model as questions are put to it: everything in the model's own order, so that the same model reads the same. */
export class ModelIndex {
  readonly model: SystemModel;
  readonly #components: Map<string, Component>;
  readonly #stores: Map<string, Store>;
  readonly #operations: Map<string, Api>;
  readonly #outgoing = new Map<string, Relation[]>();
  readonly #incoming = new Map<string, Relation[]>();

  constructor(model: SystemModel) {
    this.model = model;
    // Of several with one id the first one counts, as it does for claims.
    this.#components = new Map(model.components.toReversed().map((one) => [one.id, one]));
    this.#stores = new Map(model.stores.toReversed().map((one) => [one.id, one]));
    this.#operations = new Map(model.apis.toReversed().map((one) => [`${one.method} ${one.path}`, one]));
    const seen = new Set<string>();
    for (const relation of model.relations) {
      const key = `${relation.from}|${relation.kind}|${relation.to}`;
      if (seen.has(key)) continue;
      seen.add(key);
      append(this.#outgoing, relation.from, relation);
      append(this.#incoming, relation.to, relation);
    }
  }

  component(id: string): Component | undefined {
    return this.#components.get(id);
  }

  /** How claims name a component: by its id, and by its file too where it is not the first of that id. */
  elementOf(component: Component): string {
    const { id, source } = component;
    return this.#components.get(id) === component ? componentElement(id) : componentElement(id, source.file);
  }

  /** Whether several components have this id, as in several stacks. */
  isShared(id: string): boolean {
    return this.model.components.filter((one) => one.id === id).length > 1;
  }

  /** How claims name an operation: by its method and path, and by its target too where the first of that path has another. */
  elementOfOperation({ method, path, target }: Api): string {
    const isFirst = this.#operations.get(`${method} ${path}`)?.target === target;
    return apiElement(isFirst ? { method, path } : { method, path, target });
  }

  elementOfStore(store: Store): string {
    const { id, source } = store;
    return this.#stores.get(id) === store ? storeElement(id) : storeElement(id, source.file);
  }

  /** The keys of a table; of several with one id those of the same file. */
  storeOf({ id, source }: Pick<Component, 'id' | 'source'>): Store | undefined {
    return this.model.stores.find((one) => one.id === id && one.source.file === source.file) ?? this.#stores.get(id);
  }

  /** The table of a store, the other way round. */
  componentOf({ id, source }: Pick<Store, 'id' | 'source'>): Component | undefined {
    return (
      this.model.components.find((one) => one.id === id && one.source.file === source.file) ?? this.#components.get(id)
    );
  }

  store(id: string): Store | undefined {
    return this.#stores.get(id);
  }

  ofKind(...kinds: readonly ComponentKind[]): Component[] {
    return this.model.components.filter(({ kind }) => kinds.includes(kind));
  }

  outgoing(id: string, ...kinds: readonly RelationKind[]): Relation[] {
    const all = this.#outgoing.get(id) ?? [];
    return kinds.length === 0 ? all : all.filter(({ kind }) => kinds.includes(kind));
  }

  incoming(id: string, ...kinds: readonly RelationKind[]): Relation[] {
    const all = this.#incoming.get(id) ?? [];
    return kinds.length === 0 ? all : all.filter(({ kind }) => kinds.includes(kind));
  }

  /** What a component itself does, told apart from those of other templates that share its id. */
  outgoingOf({ id, source }: Component, ...kinds: readonly RelationKind[]): Relation[] {
    if (!this.isShared(id)) return this.outgoing(id, ...kinds);
    const own = this.model.relations.filter(
      (one) => one.from === id && kinds.includes(one.kind) && one.source.file === source.file,
    );
    return [...new Map(own.map((one) => [`${one.kind}|${one.to}`, one])).values()];
  }

  /** What answers an operation; of several with one id that of the operation's own file. */
  targetOf({ target, source }: Api): Component | undefined {
    if (target === null) return undefined;
    return (
      this.model.components.find((one) => one.id === target && one.source.file === source.file) ??
      this.#components.get(target)
    );
  }

  apisOf(target: string): Api[] {
    return this.model.apis.filter((api) => api.target === target);
  }

  /** All relations of a kind. */
  incomingOf(kind: RelationKind): Relation[] {
    return [...this.#incoming.values()].flat().filter((one) => one.kind === kind);
  }

  /** What a component does to stores, one entry for each distinct pattern. */
  patternsOf(component: string): { store: Store; pattern: AccessPattern }[] {
    return this.model.stores.flatMap((store) =>
      distinctPatterns(store)
        .filter(({ by }) => by === component)
        .map((pattern) => ({ store, pattern })),
    );
  }
}

function append(map: Map<string, Relation[]>, key: string, relation: Relation): void {
  const list = map.get(key);
  if (list) list.push(relation);
  else map.set(key, [relation]);
}

const keysOf = ({ keys }: Store) => JSON.stringify(keys);

/** Tables that no code read here uses; one that stands in several templates under one id is used if any of them is. */
export function untouchedStores({ model }: ModelIndex): Store[] {
  const isUsed = (store: Store) =>
    model.stores.some((one) => one.id === store.id && keysOf(one) === keysOf(store) && one.accessPatterns.length > 0);
  const unused = model.stores.filter((store) => !isUsed(store));
  return [...new Map(unused.map((store) => [`${store.id}|${keysOf(store)}`, store])).values()];
}

/** Indexes that no code read here uses, by the same rule. */
export function untouchedIndexes({ model }: ModelIndex): { store: Store; index: string }[] {
  const all = model.stores.flatMap((store) => store.indexes.map(({ name }) => ({ store, index: name })));
  const unused = all.filter(
    ({ store, index }) =>
      !model.stores.some(
        ({ id, accessPatterns }) => id === store.id && accessPatterns.some((one) => one.index === index),
      ),
  );
  return [...new Map(unused.map((one) => [`${one.store.id}|${one.index}|${keysOf(one.store)}`, one])).values()];
}

/** The same operation, index and key condition by the same component is one pattern, wherever else it stands. */
export function distinctPatterns(store: Store): AccessPattern[] {
  const byKey = new Map<string, AccessPattern>();
  for (const pattern of store.accessPatterns) {
    const key = JSON.stringify([pattern.by, pattern.operation, pattern.index, pattern.keyCondition]);
    if (!byKey.has(key)) byKey.set(key, pattern);
  }
  return [...byKey.values()];
}
