import { describe, field, literalOf, options, originOf, textOf } from '../../code/value.ts';
import type { ScriptValue } from '../../script/evaluation.ts';
import {
  chainsOf,
  condition,
  isMadeBy,
  type MadeValue,
  type Mapper,
  type MapperCall,
  madeOf,
  sortOperators,
} from './mapper.ts';

/** Commands of version 1 and later, by name. */
const commands: Readonly<Record<string, string>> = {
  GetItemCommand: 'GetItem',
  PutItemCommand: 'PutItem',
  UpdateItemCommand: 'UpdateItem',
  UpdateAttributesCommand: 'UpdateItem',
  DeleteItemCommand: 'DeleteItem',
  ScanCommand: 'Scan',
  BatchGetCommand: 'BatchGetItem',
  BatchWriteCommand: 'BatchWriteItem',
  PutTransaction: 'TransactWriteItems',
  UpdateTransaction: 'TransactWriteItems',
  DeleteTransaction: 'TransactWriteItems',
  ConditionCheck: 'TransactWriteItems',
  GetTransaction: 'TransactGetItems',
};
/** Methods of version 0. */
const methods: Readonly<Record<string, string>> = {
  get: 'GetItem',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  scan: 'Scan',
  batchGet: 'BatchGetItem',
  batchWrite: 'BatchWriteItem',
  transactGet: 'TransactGetItems',
  transactWrite: 'TransactWriteItems',
};

/** DynamoDB-Toolbox: `Order.build(GetItemCommand)`, `table.build(QueryCommand).query({ … })`, of old `Order.query('pk', { … })`. */
export const toolbox: Mapper = {
  packageName: 'dynamodb-toolbox',
  calls(evaluator, node) {
    const inputs = (node.arguments ?? []).map((argument) => evaluator.evaluate(argument));
    return chainsOf(evaluator.evaluate(node.expression)).flatMap(({ made, names }) => {
      const [method = ''] = names;
      if (names.length !== 1) return [];
      const owner = ownerOf(made);
      if (owner) return ownCalls(owner, method, inputs);
      const built = method === 'query' ? builtBy(made) : undefined;
      return built ? queryOf(built, inputs[0], inputs[0]) : [];
    });
  },
};

interface Owner {
  readonly table: MadeValue | undefined;
}

/** The entity or table that a value is, with its table. */
function ownerOf(made: MadeValue): Owner | undefined {
  if (isMadeBy(made, 'dynamodb-toolbox', /^Table$/)) return { table: made };
  if (!isMadeBy(made, 'dynamodb-toolbox', /^Entity$/)) return undefined;
  return { table: madeOf(field(made.inputs().positional[0], 'table')) };
}

function ownCalls(owner: Owner, method: string, inputs: readonly ScriptValue[]): MapperCall[] {
  const table = nameOf(owner);
  if (method === 'build') {
    const command = originOf(inputs[0])?.name ?? '';
    const operation = Object.hasOwn(commands, command) ? commands[command] : undefined;
    return operation === undefined ? [] : [{ operation, table, confidence: 0.9 }];
  }
  if (method === 'query' && inputs[0]) return queryOf(owner, inputs[1], inputs[1]);
  const operation = Object.hasOwn(methods, method) ? methods[method] : undefined;
  return operation === undefined ? [] : [{ operation, table, confidence: 0.9 }];
}

/** `table.build(QueryCommand).entities(Order)` */
function builtBy(made: MadeValue, depth = 0): Owner | undefined {
  if (made.callee.kind !== 'member' || depth > 6) return undefined;
  const { name, of } = made.callee;
  const inner = madeOf(of);
  if (!inner) return undefined;
  if (name !== 'build') return builtBy(inner, depth + 1);
  return originOf(made.inputs().positional[0])?.name === 'QueryCommand' ? ownerOf(inner) : undefined;
}

const nameOf = ({ table }: Owner) => field(table?.inputs().positional[0], 'name');

function queryOf(owner: Owner, input: ScriptValue | undefined, range: ScriptValue | undefined): MapperCall[] {
  const [settings] = owner.table?.inputs().positional ?? [];
  const given = field(input, 'index');
  const index = given && (textOf(given) ?? describe(given));
  const keys = index === undefined ? settings : field(field(settings, 'indexes'), index);
  const sort = keyName(field(keys, 'sortKey'));
  const operator = operatorIn(field(range, 'range')) ?? operatorIn(range);
  const keyCondition = condition(
    keyName(field(keys, 'partitionKey')),
    sort !== undefined && operator !== undefined ? { name: sort, operator } : undefined,
  );
  return [{ operation: 'Query', table: nameOf(owner), index, keyCondition, confidence: 0.9 }];
}

const keyName = (key: ScriptValue | undefined) => literalOf(key) ?? literalOf(field(key, 'name'));

function operatorIn(value: ScriptValue | undefined): string | undefined {
  for (const one of options(value)) {
    if (one.kind !== 'record') continue;
    for (const name of one.fields.keys()) if (Object.hasOwn(sortOperators, name)) return sortOperators[name];
  }
  return undefined;
}
