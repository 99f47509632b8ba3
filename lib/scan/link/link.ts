import type { SourceTree } from '../dialect.ts';
import type { Api, Component, Relation, Store, SystemModel } from '../schema.ts';
import { withEntryPoints } from './entry-points.ts';
import { joinEvents } from './events.ts';
import { withOverrides } from './overrides.ts';
import type { Piece } from './piece.ts';
import { type Owner, reachOf } from './reach.ts';
import { Resolver } from './resolver.ts';
import { shapesOf } from './shapes.ts';
import { linkUses } from './uses.ts';

/** Puts the fragments of all files together: references become ids, and what stands twice stands once. */
export function link(all: readonly Piece[], tree: SourceTree): Omit<SystemModel, 'files'> {
  const covered = new Set(all.flatMap(({ fragment }) => fragment.covers ?? []));
  const pieces = all.filter(({ file, fragment }) => fragment.covers !== undefined || !covered.has(file));
  const distinct = distinctComponents(pieces.flatMap(({ fragment }) => fragment.components ?? []));
  const components = withOverrides(withEntryPoints(distinct, pieces, tree), pieces);
  const stores = pieces.flatMap(({ fragment }) => fragment.stores ?? []);
  const resolver = new Resolver({
    components,
    names: pieces.flatMap(({ file, fragment }) => (fragment.names ?? []).map((each) => ({ ...each, file }))),
    environment: pieces.flatMap(({ fragment }) => fragment.environment ?? []),
  });
  const stated = [...pieces.flatMap(({ fragment }) => fragment.relations ?? []), ...settledRelations(pieces, resolver)];
  const owners = reachOf(pieces, tree);
  const { patterns, relations, events } = linkUses({
    uses: pieces.flatMap(({ fragment }) => fragment.uses ?? []),
    owners,
    resolver,
    stores,
    relations: stated,
  });
  return {
    components,
    relations: distinctRelations([...stated, ...relations], components),
    apis: distinctApis(settledApis({ pieces, resolver, relations: stated, owners })),
    stores: withPatterns(stores, patterns),
    events: joinEvents([...pieces.flatMap(({ fragment }) => fragment.events ?? []), ...events]),
    shapes: shapesOf(pieces, owners),
    findings: pieces.flatMap(({ fragment }) => fragment.findings ?? []),
  };
}

function settledRelations(pieces: readonly Piece[], resolver: Resolver): Relation[] {
  return pieces.flatMap(({ file, fragment }) =>
    (fragment.pending ?? []).flatMap(({ kind, source, confidence, ...ends }) => {
      const [from, to] = [ends.from, ends.to].map((end) => resolver.resolve(end, { file, functionId: null }));
      if (from === undefined || to === undefined || from.component === to.component) return [];
      const sure = Math.min(confidence, from.confidence, to.confidence);
      return [{ from: from.component.id, to: to.component.id, kind, source, confidence: sure }];
    }),
  );
}

/** APIs with the targets that other files know; behind a data source stands its function. */
function settledApis(input: {
  pieces: readonly Piece[];
  resolver: Resolver;
  relations: readonly Relation[];
  owners: ReadonlyMap<string, readonly Owner[]>;
}): Api[] {
  const { pieces, resolver, relations, owners } = input;
  const functions = new Map<string, string>();
  for (const { from, to, kind, source } of relations) {
    if (kind === 'invokes') functions.set(`${source.file}\n${from}`, to);
  }
  return pieces.flatMap(({ file, fragment }) => {
    const targets = new Map((fragment.targets ?? []).map(({ api, target }) => [api, target]));
    return (fragment.apis ?? []).map((api) => {
      const reference = targets.get(api);
      if (reference?.kind === 'code') return answeredByCode(api, owners.get(reference.file) ?? []);
      const found = resolver.resolve(reference, { file, functionId: null });
      if (found === undefined) return api;
      const { id, source } = found.component;
      const target = functions.get(`${source.file}\n${id}`) ?? id;
      return { ...api, target, confidence: Math.min(api.confidence, found.confidence) };
    });
  });
}

/** A route that code takes is answered by the function that the code belongs to, of several by the one that starts there. */
function answeredByCode(api: Api, owners: readonly Owner[]): Api {
  const starting = owners.filter(({ isEntry }) => isEntry);
  const [owner, ...others] = starting.length > 0 ? starting : owners;
  if (owner === undefined || others.length > 0) return api;
  return { ...api, target: owner.functionId, confidence: Math.min(api.confidence, 0.9) };
}

/** One component an id and file: two dialects may read one thing. */
function distinctComponents(components: readonly Component[]): Component[] {
  const seen = new Map<string, Component>();
  for (const component of components) {
    const key = `${component.source.file}\n${component.id}`;
    if (!seen.has(key)) seen.set(key, component);
  }
  return [...seen.values()];
}

/** What a policy allows is only a guess at what is done: it gives way where code is seen doing it. */
const GUESS = 0.6;

/** One relation of a kind between two, per file; the surest, else the first, since several places may say it. */
function distinctRelations(relations: readonly Relation[], components: readonly Component[]): Relation[] {
  const seen = new Map<string, Relation>();
  for (const relation of relations) {
    const key = `${endsOf(relation)}\n${relation.source.file}`;
    const known = seen.get(key);
    if (known === undefined || known.confidence < relation.confidence) seen.set(key, relation);
  }
  const surer = Map.groupBy(
    relations.filter(({ confidence }) => confidence > GUESS),
    endsOf,
  );
  const counts = new Map<string, number>();
  for (const { id } of components) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...seen.values()].filter((relation) => {
    const seenDone = relation.confidence > GUESS ? undefined : surer.get(endsOf(relation));
    if (seenDone === undefined) return true;
    // Of ids that several templates have, only what is near is of the same.
    if (counts.get(relation.from) === 1 && counts.get(relation.to) === 1) return false;
    const folder = relation.source.file.slice(0, relation.source.file.lastIndexOf('/') + 1);
    return !seenDone.some(({ source }) => source.file.startsWith(folder));
  });
}

const endsOf = ({ from, to, kind }: Relation) => `${from}\n${to}\n${kind}`;

function distinctApis(apis: readonly Api[]): Api[] {
  const seen = new Map<string, Api>();
  for (const api of apis) {
    const key = [api.method, api.path, api.source.file, api.source.line].join('\n');
    const known = seen.get(key);
    if (known === undefined || (known.target === null && api.target !== null)) seen.set(key, api);
  }
  return withoutBareFields([...seen.values()]);
}

/** A GraphQL field that a schema states and a resolver answers is one API: the resolver's word says more. */
function withoutBareFields(apis: readonly Api[]): Api[] {
  const isField = ({ method }: Api) => method === 'QUERY' || method === 'MUTATION' || method === 'SUBSCRIPTION';
  const answered = new Set(apis.filter((api) => isField(api) && api.target !== null).map(fieldOf));
  return apis.filter((api) => !isField(api) || api.target !== null || !answered.has(fieldOf(api)));
}

const fieldOf = ({ method, path }: Api) => `${method} ${path}`;

function withPatterns(
  stores: readonly Store[],
  patterns: readonly { store: Store; pattern: Store['accessPatterns'][number] }[],
): Store[] {
  const found = new Map<Store, Map<string, Store['accessPatterns'][number]>>();
  for (const { store, pattern } of patterns) {
    const known = found.get(store) ?? new Map<string, Store['accessPatterns'][number]>();
    const { operation, index, by, source } = pattern;
    known.set([operation, index, by, source.file, source.line].join('\n'), pattern);
    found.set(store, known);
  }
  return stores.map((store) => ({
    ...store,
    accessPatterns: [...store.accessPatterns, ...(found.get(store)?.values() ?? [])],
  }));
}
