import { field, literalOf, options } from '../../code/value.ts';
import type { ScriptValue } from '../../script/evaluation.ts';
import { chainsOf, condition, isMadeBy, type MadeValue, type Mapper, type MapperCall, madeOf } from './mapper.ts';

const operations: Readonly<Record<string, string>> = {
  get: 'GetItem',
  create: 'PutItem',
  update: 'UpdateItem',
  upsert: 'UpdateItem',
  remove: 'DeleteItem',
  scan: 'Scan',
  find: 'Query',
};

/** DynamoDB OneTable: `table.getModel('Order').find({ … }, { index: 'gs1' })`, `table.create('Order', { … })`. */
export const onetable: Mapper = {
  packageName: 'dynamodb-onetable',
  calls(evaluator, node) {
    const inputs = (node.arguments ?? []).map((argument) => evaluator.evaluate(argument));
    return chainsOf(evaluator.evaluate(node.expression)).flatMap(({ made, names }) => {
      const [method = ''] = names;
      const operation = Object.hasOwn(operations, method) && names.length === 1 ? operations[method] : undefined;
      if (operation === undefined) return [];
      const isTable = isMadeBy(made, 'dynamodb-onetable', /^Table$/);
      const table = isTable ? made : modelsTable(made);
      return table ? [callOf(operation, table, inputs.slice(isTable ? 1 : 0))] : [];
    });
  },
};

/** `table.getModel('Order')` */
function modelsTable({ callee, isNew, inputs }: MadeValue): MadeValue | undefined {
  if (isNew) return undefined;
  if (callee.kind !== 'member' || callee.name !== 'getModel') return undefined;
  const table = madeOf(callee.of);
  return table && inputs().positional.length > 0 && isMadeBy(table, 'dynamodb-onetable', /^Table$/) ? table : undefined;
}

function callOf(operation: string, table: MadeValue, [, settings]: readonly ScriptValue[]): MapperCall {
  const [given] = table.inputs().positional;
  const call = { operation, table: field(given, 'name'), confidence: 0.9 };
  if (operation !== 'Query') return call;
  const index = literalOf(field(settings, 'index'));
  const schema = options(field(given, 'schema')).find(({ kind }) => kind === 'record');
  const keys = field(field(schema, 'indexes'), index ?? 'primary');
  const sort = literalOf(field(keys, 'sort'));
  const keyCondition = condition(
    literalOf(field(keys, 'hash')),
    sort === undefined ? undefined : { name: sort, operator: 'begins_with' },
  );
  return { ...call, index, keyCondition };
}
