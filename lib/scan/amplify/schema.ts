import type ts from 'typescript';
import type { Draft } from '../cdk/draft.ts';
import { field, options } from '../code/value.ts';
import type { SourceTree } from '../dialect.ts';
import type { ScriptValue } from '../script/evaluation.ts';
import { lineOfCall } from '../script/program.ts';
import { type Chain, chainOf } from './chain.ts';
import type { Defined } from './defined.ts';
import { type Model, readModel } from './models.ts';
import { dataSourcesOf, isOperation, readOperation } from './operations.ts';

/** `defineData`: the GraphQL API with a table for each model and the operations of its schema. */
export function readData({ id, input, node }: Defined, draft: Draft, tree: SourceTree): void {
  const source = { file: node.getSourceFile().fileName, line: lineOfCall(node) };
  draft.components.push({
    id,
    kind: 'api',
    type: 'AWS::AppSync::GraphQLApi',
    name: id,
    properties: [],
    source,
    confidence: 1,
  });
  const fields = schemaFields(field(input, 'schema'));
  const sources = dataSourcesOf(tree, draft.constructs);
  const models = new Map<string, Model>();
  for (const [name, value] of fields) {
    const chain = chainOf(value);
    if (!chain) continue;
    if (chain.root.method === 'a.model') models.set(name, readModel(draft.constructs.evaluator, name, chain));
    else if (isOperation(chain)) readOperationOf(id, name, chain);
  }
  for (const [name, model] of models) addModel(id, name, model);

  function readOperationOf(api: string, name: string, chain: Chain<ts.Node>): void {
    const operation = readOperation(name, chain, draft.constructs, sources);
    draft.apis.push(operation);
    const { target } = operation;
    if (target !== null && !fields.has(target)) {
      draft.relations.push({ from: api, to: target, kind: 'invokes', source: operation.source, confidence: 0.9 });
    }
  }

  function addModel(api: string, name: string, { component, store, apis }: Model): void {
    const of = [...models.values()].flatMap(({ children }) => children).filter((child) => child.model === name);
    const indexes = [...store.indexes, ...of.map(({ index }) => index)];
    draft.components.push(component);
    draft.stores.push({ ...store, indexes });
    draft.apis.push(...apis);
    for (const kind of ['reads', 'writes'] as const) {
      draft.relations.push({ from: api, to: name, kind, source: component.source, confidence: 0.9 });
    }
  }
}

/** The fields of `a.schema({ … })`, or of all of `a.combine([ … ])`. */
function schemaFields(value: ScriptValue | undefined, depth = 0): ReadonlyMap<string, ScriptValue> {
  const found = new Map<string, ScriptValue>();
  for (const one of options(value)) {
    const root = chainOf(one)?.root;
    const [first] = root?.inputs ?? [];
    if (root?.method === 'a.schema' && first?.kind === 'record')
      for (const [name, field_] of first.fields) found.set(name, field_);
    if (root?.method !== 'a.combine' || first?.kind !== 'list' || depth > 4) continue;
    for (const item of first.items) for (const [name, field_] of schemaFields(item, depth + 1)) found.set(name, field_);
  }
  return found;
}
