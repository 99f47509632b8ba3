import { type DefinedKind, definedBy } from '../amplify/defined.ts';
import { literalOf, originOf } from '../code/value.ts';
import type { Evaluator, ScriptValue } from '../script/evaluation.ts';
import { type Construct, placeOfCall } from './construct.ts';

const types: Readonly<Record<DefinedKind, Pick<Construct, 'kind' | 'type'>>> = {
  function: { kind: 'function', type: 'AWS::Lambda::Function' },
  auth: { kind: 'user-pool', type: 'AWS::Cognito::UserPool' },
  storage: { kind: 'bucket', type: 'AWS::S3::Bucket' },
  data: { kind: 'api', type: 'AWS::AppSync::GraphQLApi' },
};

/**
 * What an Amplify Gen 2 backend's members stand for: `backend.sayHello.resources.lambda`, `backend.data.resources.tables['Todo']`,
 * and what `defineFunction` and its like give themselves.
 */
export function backendResourceOf(evaluator: Evaluator, value: ScriptValue): Construct | undefined {
  const table = tableOf(evaluator, value);
  if (table) return table;
  const defined = definedOf(evaluator, value);
  if (!defined) return undefined;
  const { kind, id, node } = defined;
  return { id, ...types[kind], props: undefined, node: null, source: placeOfCall(node), confidence: 1 };
}

function definedOf(evaluator: Evaluator, value: ScriptValue, depth = 0): ReturnType<typeof definedBy> {
  if (value.kind === 'call') return definedBy(value) ?? undefined;
  if (value.kind !== 'member' || depth > 8) return undefined;
  const part = partOf(value);
  if (part) return definedOf(evaluator, part, depth + 1);
  return definedOf(evaluator, value.of, depth + 1);
}

/** `backend.name`: what `defineBackend({ name })` was given. */
function partOf(value: ScriptValue & { kind: 'member' }): ScriptValue | undefined {
  const { of, name } = value;
  if (of.kind !== 'call' || originOf(of.callee)?.name !== 'defineBackend') return undefined;
  const [parts] = of.inputs().positional;
  return parts?.kind === 'record' ? parts.fields.get(name) : undefined;
}

/** `….tables['Todo']`, `….tables.Todo`, `….amplifyDynamoDbTables['Todo']` */
function tableOf(evaluator: Evaluator, value: ScriptValue, depth = 0): Construct | undefined {
  if (depth > 4) return undefined;
  if (
    value.kind === 'member' &&
    value.of.kind === 'member' &&
    /^(?:tables|amplifyDynamoDbTables|cfnTables)$/.test(value.of.name)
  ) {
    return modelTable(evaluator, value.of.of, value.name);
  }
  if (value.kind === 'element' && value.of.kind === 'member' && value.of.name === 'tables') {
    const name = literalOf(value.key);
    return name === undefined ? undefined : modelTable(evaluator, value.of.of, name);
  }
  return value.kind === 'member' ? tableOf(evaluator, value.of, depth + 1) : undefined;
}

function modelTable(evaluator: Evaluator, of: ScriptValue, name: string): Construct | undefined {
  const data = definedOf(evaluator, of);
  if (data?.kind !== 'data') return undefined;
  return {
    id: name,
    kind: 'table',
    type: 'AWS::DynamoDB::Table',
    props: undefined,
    node: null,
    source: placeOfCall(data.node),
    confidence: 0.9,
  };
}
