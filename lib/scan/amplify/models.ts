import type ts from 'typescript';
import { field, literalOf, options } from '../code/value.ts';
import type { Api, Component, Source, Store } from '../schema.ts';
import type { Evaluator, ScriptValue } from '../script/evaluation.ts';
import { lineOf } from '../script/program.ts';
import { returnOf } from '../script/returns.ts';
import { type Chain, chainOf, linkOf } from './chain.ts';
import { indexName, indexQuery, operationsOf } from './names.ts';

type Key = Store['keys'][number];
type ScriptChain = Chain<ts.Node>;

/** A model of a schema as the table, operations and indexes that Amplify makes of it. */
export interface Model {
  readonly component: Component;
  readonly store: Store;
  readonly apis: readonly Api[];
  /** Models that have many of it: by another's field, the reference. */
  readonly children: readonly { readonly model: string; readonly index: Store['indexes'][number] }[];
}

const texts = (value: ScriptValue | undefined): string[] =>
  options(value)
    .flatMap((one) => (one.kind === 'list' ? one.items : []))
    .flatMap((item) => literalOf(item) ?? []);

export function readModel(evaluator: Evaluator, name: string, chain: ScriptChain): Model {
  const { root } = chain;
  const source: Source = { file: root.node.getSourceFile().fileName, line: lineOf(root.node) };
  const [fields] = root.inputs;
  const keys = keysOf(texts(linkOf(chain, 'identifier')?.inputs[0]), fields);
  const indexes = indexesOf(evaluator, name, chain, fields);
  const disabled = new Set(texts(linkOf(chain, 'disableOperations')?.inputs[0]));
  const generated = operationsOf(name).filter(({ words }) => !words.some((word) => disabled.has(word)));
  const queries = disabled.has('queries') || disabled.has('list') ? [] : indexes.flatMap(({ query }) => query ?? []);
  const apis = [...generated, ...queries.map((path) => ({ method: 'QUERY', path }))].map(({ method, path }) => ({
    method,
    path,
    target: name,
    source,
    confidence: 0.9,
  }));
  return {
    component: {
      id: name,
      kind: 'table',
      type: 'AWS::DynamoDB::Table',
      name,
      properties: propertiesOf(chain, source),
      source,
      confidence: 1,
    },
    store: {
      id: name,
      keys,
      indexes: indexes.map(({ name: index, keys: own }) => ({ name: index, keys: own })),
      accessPatterns: [],
      source,
      confidence: 1,
    },
    apis,
    children: childrenOf(name, fields),
  };
}

/** Amplify's tables are paid by request, with a stream of both images. */
function propertiesOf(chain: ScriptChain, source: Source): Component['properties'] {
  const stated = [
    { name: 'BillingMode', value: 'PAY_PER_REQUEST', source },
    { name: 'StreamSpecification.StreamViewType', value: 'NEW_AND_OLD_IMAGES', source },
  ];
  const rules = linkOf(chain, 'authorization')?.node;
  const text = rules?.getText().split('.authorization(').at(-1)?.replaceAll(/\s+/g, ' ').slice(0, 400);
  if (rules && text)
    stated.push({
      name: 'Authorization',
      value: text.replace(/\)$/, ''),
      source: { file: source.file, line: lineOfRules(rules) },
    });
  return stated;
}

function lineOfRules(node: ts.Node): number {
  const file = node.getSourceFile();
  const at = file.text.indexOf('.authorization', node.getStart(file));
  return file.getLineAndCharacterOfPosition(Math.max(at, node.getStart(file))).line + 1;
}

function keysOf(identifier: readonly string[], fields: ScriptValue | undefined): Key[] {
  const [first = 'id', ...sort] = identifier;
  return withSort(keyOf(first, 'HASH', fields), sort, fields);
}

/** Several sort fields are one attribute, joined by `#`. */
function withSort(hash: Key, sort: readonly string[], fields: ScriptValue | undefined): Key[] {
  const [first] = sort;
  if (first === undefined) return [hash];
  return [
    hash,
    sort.length === 1
      ? keyOf(first, 'RANGE', fields)
      : { name: sort.join('#').slice(0, 256), role: 'RANGE', type: 'S' },
  ];
}

function keyOf(name: string, role: Key['role'], fields: ScriptValue | undefined): Key {
  const made = chainOf(field(fields, name))?.root.method.split('.').at(-1) ?? '';
  return { name: name.slice(0, 256), role, type: /^(?:integer|float|timestamp)$/.test(made) ? 'N' : 'S' };
}

function indexesOf(evaluator: Evaluator, model: string, chain: ScriptChain, fields: ScriptValue | undefined) {
  const [callback] = linkOf(chain, 'secondaryIndexes')?.inputs ?? [];
  if (callback?.kind !== 'function') return [];
  const listed = options(returnOf(evaluator, callback.node)).flatMap((value) =>
    value.kind === 'list' ? value.items : [],
  );
  return listed.flatMap((value) => {
    const index = chainOf(value);
    const hash = literalOf(index?.root.inputs[0]);
    if (!index || hash === undefined) return [];
    const sort = texts(linkOf(index, 'sortKeys')?.inputs[0]);
    const named = literalOf(linkOf(index, 'name')?.inputs[0]);
    const [field_] = linkOf(index, 'queryField')?.inputs ?? [];
    const query = field_?.kind === 'scalar' ? undefined : (literalOf(field_) ?? indexQuery(model, [hash, ...sort]));
    return [
      {
        name: (named ?? indexName(model, [hash, ...sort])).slice(0, 256),
        keys: withSort(keyOf(hash, 'HASH', fields), sort, fields),
        query,
      },
    ];
  });
}

/** `a.hasMany('Comment', 'postId')` gives comments an index by the reference. */
function childrenOf(model: string, fields: ScriptValue | undefined): Model['children'] {
  if (fields?.kind !== 'record') return [];
  return [...fields.fields].flatMap(([name, value]) => {
    const root = chainOf(value)?.root;
    if (!root || !/(?:^|\.)has(?:Many|One)$/.test(root.method)) return [];
    const [child, references] = root.inputs;
    const [only] = options(references).flatMap((one) => (one.kind === 'list' ? one.items : [one]));
    const target = literalOf(child);
    const reference = literalOf(only);
    if (target === undefined || reference === undefined) return [];
    return [
      {
        model: target,
        index: { name: `gsi-${model}.${name}`, keys: [{ name: reference, role: 'HASH', type: 'S' } satisfies Key] },
      },
    ];
  });
}
