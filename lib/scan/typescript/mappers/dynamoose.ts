import ts from 'typescript';
import { literalOf } from '../../code/value.ts';
import type { Evaluator } from '../../script/evaluation.ts';
import { chainsOf, condition, isMadeBy, type Mapper, sortOperators } from './mapper.ts';

const operations: Readonly<Record<string, string>> = {
  get: 'GetItem',
  create: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  scan: 'Scan',
  batchGet: 'BatchGetItem',
  batchPut: 'BatchWriteItem',
  batchDelete: 'BatchWriteItem',
};

/** Dynamoose: `Order.query('status').eq('OPEN').using('byStatus').exec()`, `Order.get(id)`, `new Order({ … }).save()`. */
export const dynamoose: Mapper = {
  packageName: 'dynamoose',
  calls(evaluator, node) {
    if (!ts.isCallExpression(node)) return [];
    return chainsOf(evaluator.evaluate(node.expression)).flatMap(({ made, names }) => {
      const [method = ''] = names;
      if (names.length !== 1) return [];
      const saved = method === 'save' && made.isNew && made.callee.kind === 'call' ? made.callee : undefined;
      const model = saved ?? made;
      if (!isMadeBy(model, 'dynamoose', /(?:^|\.)model$/)) return [];
      const [table] = model.inputs().positional;
      if (saved) return [{ operation: 'PutItem', table, confidence: 0.9 }];
      if (method === 'query') return [{ operation: 'Query', table, ...queryOf(evaluator, node), confidence: 0.9 }];
      const operation = Object.hasOwn(operations, method) ? operations[method] : undefined;
      return operation === undefined ? [] : [{ operation, table, confidence: 0.9 }];
    });
  },
};

/** What the calls after `query(…)` add. */
function queryOf(evaluator: Evaluator, node: ts.CallExpression) {
  const [first] = node.arguments;
  const partition = first && literalOf(evaluator.evaluate(first));
  let index: string | undefined;
  let sort: { name: string; operator: string } | undefined;
  let current: ts.Node = node;
  while (ts.isPropertyAccessExpression(current.parent) && ts.isCallExpression(current.parent.parent)) {
    const { text: name } = current.parent.name;
    current = current.parent.parent;
    const [argument] = ts.isCallExpression(current) ? current.arguments : [];
    const text = argument && literalOf(evaluator.evaluate(argument));
    if (name === 'using') index = text;
    if ((name === 'where' || name === 'filter') && text !== undefined && name === 'where')
      sort = { name: text, operator: '=' };
    else if (sort && Object.hasOwn(sortOperators, name)) sort = { ...sort, operator: sortOperators[name] ?? '=' };
  }
  return { index, keyCondition: condition(partition, sort) };
}
