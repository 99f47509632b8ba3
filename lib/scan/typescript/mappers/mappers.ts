import type ts from 'typescript';
import { exactText } from '../../code/value.ts';
import type { SourceTree } from '../../dialect.ts';
import type { Evaluator, ScriptValue } from '../../script/evaluation.ts';
import { dataMapper } from './data-mapper.ts';
import { dynamoose } from './dynamoose.ts';
import { electrodb } from './electrodb.ts';
import { idempotency } from './idempotency.ts';
import type { Mapper, MapperCall } from './mapper.ts';
import { onetable } from './onetable.ts';
import { toolbox } from './toolbox.ts';

const all: readonly Mapper[] = [electrodb, toolbox, dynamoose, onetable, dataMapper, idempotency];

const known = new WeakMap<SourceTree, readonly Mapper[]>();

/** The mappers that a source imports somewhere. */
function mappersOf(tree: SourceTree): readonly Mapper[] {
  const before = known.get(tree);
  if (before) return before;
  const found = all.filter(({ packageName }) =>
    tree.files.some(({ text, path }) => /[jt]sx?$/.test(path) && text.includes(packageName)),
  );
  known.set(tree, found);
  return found;
}

/** A call through an object mapper, with its input in DynamoDB's own words. */
export function mapperCalls(
  evaluator: Evaluator,
  node: ts.CallExpression | ts.NewExpression,
): { readonly operation: string; readonly input: ScriptValue; readonly confidence: number }[] {
  return mappersOf(evaluator.program.tree).flatMap((mapper) =>
    mapper
      .calls(evaluator, node)
      .map((call) => ({ operation: call.operation, input: inputOf(call), confidence: call.confidence })),
  );
}

/** What transactions and batches name a table by is the same as for one item here. */
function inputOf({ operation, table, index, keyCondition }: MapperCall): ScriptValue {
  const fields = new Map<string, ScriptValue>();
  if (operation.startsWith('Transact') && table) {
    const item: ScriptValue = { kind: 'record', fields: new Map([['TableName', table]]), computed: [] };
    const put: ScriptValue = { kind: 'record', fields: new Map([['Put', item]]), computed: [] };
    fields.set('TransactItems', { kind: 'list', items: [put] });
  } else if (operation.startsWith('Batch') && table) {
    const requests: ScriptValue = {
      kind: 'record',
      fields: new Map(),
      computed: [{ key: table, value: { kind: 'list', items: [] } }],
    };
    fields.set('RequestItems', requests);
  } else if (table) fields.set('TableName', table);
  if (index !== undefined) fields.set('IndexName', exactText(index));
  if (keyCondition !== undefined) fields.set('KeyConditionExpression', exactText(keyCondition));
  return { kind: 'record', fields, computed: [] };
}
