import ts from 'typescript';
import { field, literalOf } from '../../code/value.ts';
import type { Evaluator, ScriptValue } from '../../script/evaluation.ts';
import { chainsOf, isMadeBy, type Mapper } from './mapper.ts';

const operations: Readonly<Record<string, string>> = {
  get: 'GetItem',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  query: 'Query',
  scan: 'Scan',
  batchGet: 'BatchGetItem',
  batchPut: 'BatchWriteItem',
  batchDelete: 'BatchWriteItem',
};

/** The DynamoDB DataMapper: `mapper.query(Order, { … }, { indexName })` of a class under `@table('orders')`. */
export const dataMapper: Mapper = {
  packageName: '@aws/dynamodb-data-mapper',
  calls(evaluator, node) {
    const inputs = (node.arguments ?? []).map((argument) => evaluator.evaluate(argument));
    return chainsOf(evaluator.evaluate(node.expression)).flatMap(({ made, names }) => {
      const [method = ''] = names;
      const operation = Object.hasOwn(operations, method) && names.length === 1 ? operations[method] : undefined;
      if (operation === undefined || !isMadeBy(made, '@aws/dynamodb-data-mapper', /^DataMapper$/)) return [];
      const index = literalOf(field(inputs[2], 'indexName')) ?? literalOf(field(inputs[1], 'indexName'));
      return [{ operation, table: tableOf(evaluator, inputs[0]), index, confidence: 0.9 }];
    });
  },
};

/** The name in the decorator of the class that a value is, or is made of. */
function tableOf(evaluator: Evaluator, value: ScriptValue | undefined): ScriptValue | undefined {
  const item = value?.kind === 'call' && !value.isNew ? value.inputs().positional[0] : value;
  const made = item?.kind === 'call' ? item.callee : item;
  if (made?.kind !== 'class' || !ts.isClassDeclaration(made.node)) return undefined;
  for (const { expression } of ts.getDecorators(made.node) ?? []) {
    const [name] = ts.isCallExpression(expression) ? expression.arguments : [];
    if (name && ts.isCallExpression(expression) && expression.expression.getText() === 'table')
      return evaluator.evaluate(name);
  }
  return undefined;
}
