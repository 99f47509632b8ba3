import { field, literalOf } from '../code/value.ts';
import type { RelationKind, Source } from '../schema.ts';
import type { ScriptValue } from '../script/evaluation.ts';
import type { Construct } from './construct.ts';
import type { Draft } from './draft.ts';

const sources: Readonly<Record<string, RelationKind>> = {
  addLambdaDataSource: 'invokes',
  addDynamoDbDataSource: 'reads',
  addEventBridgeDataSource: 'publishes',
  addRdsDataSource: 'reads',
  addOpenSearchDataSource: 'reads',
  addHttpDataSource: 'invokes',
  addNoneDataSource: 'invokes',
};

export const isDataSource = (method: string): boolean => Object.hasOwn(sources, method);

/** `api.addLambdaDataSource('orders', fn)` */
export function readDataSource(
  method: string,
  apis: readonly Construct[],
  [name, of]: readonly ScriptValue[],
  source: Source,
  draft: Draft,
): void {
  const id = literalOf(name);
  const kind = sources[method];
  if (id === undefined || kind === undefined) return;
  draft.components.push({
    id,
    kind: 'data-source',
    type: 'AWS::AppSync::DataSource',
    name: id,
    properties: [],
    source,
    confidence: 1,
  });
  for (const { id: api } of apis)
    draft.relations.push({ from: api, to: id, kind: 'contains', source, confidence: 0.9 });
  for (const { id: to } of draft.constructs.of(of, source.file)) {
    draft.relations.push({ from: id, to, kind, source, confidence: 0.9 });
    if (kind === 'reads') draft.relations.push({ from: id, to, kind: 'writes', source, confidence: 0.6 });
  }
}

/** `dataSource.createResolver('id', { typeName, fieldName })`, `api.createResolver('id', { dataSource, … })` */
export function readResolver(
  receiver: ScriptValue,
  inputs: readonly ScriptValue[],
  source: Source,
  draft: Draft,
): void {
  const input = inputs.find(({ kind }) => kind === 'record');
  readField(field(input, 'dataSource') ?? receiver, input, source, draft);
}

/** A resolver's field as an API, answered by the function or table behind its data source. */
export function readField(dataSource: ScriptValue, input: ScriptValue | undefined, source: Source, draft: Draft): void {
  const type = literalOf(field(input, 'typeName'))?.toUpperCase();
  const name = literalOf(field(input, 'fieldName'));
  if (name === undefined || (type !== 'QUERY' && type !== 'MUTATION' && type !== 'SUBSCRIPTION')) return;
  const [target] = behind(dataSource, source.file, draft);
  draft.apis.push({ method: type, path: name, target: target ?? null, source, confidence: target ? 0.9 : 0.6 });
}

function behind(dataSource: ScriptValue, file: string, draft: Draft): string[] {
  if (dataSource.kind !== 'call' || dataSource.callee.kind !== 'member' || !isDataSource(dataSource.callee.name)) {
    return draft.constructs.of(dataSource, file).flatMap(({ id, kind }) => (kind === 'data-source' ? [id] : []));
  }
  const [id, of] = dataSource.inputs().positional;
  const found = draft.constructs.of(of, file).map((construct) => construct.id);
  const name = literalOf(id);
  return found.length > 0 || name === undefined ? found : [name];
}
