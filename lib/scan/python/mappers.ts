import { usesOf } from '../code/sdk-use.ts';
import { literalOf, options, originOf } from '../code/value.ts';
import type { CodeUse, SourceTree } from '../dialect.ts';
import { classMember } from './class-members.ts';
import type { PythonEvaluator, PythonValue } from './evaluation.ts';
import { callsIn } from './program.ts';
import type { PythonFile, PythonNode } from './syntax.ts';

/** What PynamoDB's methods call. */
const methods: Readonly<Record<string, string>> = {
  query: 'Query',
  scan: 'Scan',
  get: 'GetItem',
  count: 'Query',
  batch_get: 'BatchGetItem',
  batch_write: 'BatchWriteItem',
  save: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  refresh: 'GetItem',
};

/** What a file does with tables through libraries: PynamoDB's models, Powertools' idempotency. */
export function mapperUses(evaluator: PythonEvaluator, file: PythonFile): CodeUse[] {
  const isModelled = hasModels(evaluator.program.tree);
  return callsIn(file).flatMap((node) => [
    ...persistenceUses(evaluator, file, node),
    ...(isModelled ? modelUses(evaluator, file, node) : []),
  ]);
}

const known = new WeakMap<SourceTree, boolean>();

/** Whether a source has PynamoDB's models anywhere. */
function hasModels(tree: SourceTree): boolean {
  const before = known.get(tree);
  if (before !== undefined) return before;
  const found = tree.files.some(({ path, text }) => path.endsWith('.py') && text.includes('pynamodb'));
  known.set(tree, found);
  return found;
}

interface TableCall {
  readonly operation: string;
  readonly table: PythonValue | undefined;
  readonly index?: PythonValue | undefined;
}

function useOf(file: PythonFile, line: number, { operation, table, index }: TableCall): CodeUse[] {
  const fields = new Map<string, PythonValue>(index ? [['IndexName', index]] : []);
  const input: PythonValue = { kind: 'record', fields, computed: [] };
  const source = { file: file.path, line };
  return usesOf({ service: 'dynamodb', operation, input, resource: table, file: file.path, source, confidence: 0.9 });
}

/** `DynamoDBPersistenceLayer(table_name=…)`: idempotent functions keep what they did in that table. */
function persistenceUses(evaluator: PythonEvaluator, file: PythonFile, node: PythonNode): CodeUse[] {
  const [callee] = node.children;
  if (!callee?.text.endsWith('DynamoDBPersistenceLayer')) return [];
  const origin = originOf(evaluator.evaluate(callee));
  if (!origin?.module.startsWith('aws_lambda_powertools')) return [];
  const { positional, named } = evaluator.inputsOf(node);
  const table = named.get('table_name') ?? positional[0];
  return ['GetItem', 'PutItem', 'UpdateItem'].flatMap((operation) => useOf(file, node.line, { operation, table }));
}

/** `Order.query('id')`, `Order.by_status.query('OPEN')`, `Order('id').save()` */
function modelUses(evaluator: PythonEvaluator, file: PythonFile, node: PythonNode): CodeUse[] {
  const [callee] = node.children;
  const name = callee?.name === 'MemberExpression' ? callee.children.at(-1) : undefined;
  const [receiver] = callee?.children ?? [];
  const operation = name && Object.hasOwn(methods, name.text) ? methods[name.text] : undefined;
  if (!name || !receiver || operation === undefined) return [];
  const [of] = options(evaluator.evaluate(receiver));
  const own = modelOf(evaluator, of);
  if (own) return useOf(file, name.line, { operation, table: metaOf(evaluator, own, 'table_name') });
  const index = classBehind(of);
  const [outer] = receiver.name === 'MemberExpression' ? receiver.children : [];
  const model = index && outer ? modelOf(evaluator, options(evaluator.evaluate(outer))[0]) : undefined;
  if (!index || !model) return [];
  const table = metaOf(evaluator, model, 'table_name');
  return useOf(file, name.line, { operation, table, index: metaOf(evaluator, index, 'index_name') });
}

const classBehind = (value: PythonValue | undefined): PythonNode | undefined => {
  if (value?.kind === 'class') return value.node;
  return value?.kind === 'call' && value.callee.kind === 'class' ? value.callee.node : undefined;
};

/** The class of the source that a value is of, where it is one of PynamoDB's models. */
function modelOf(evaluator: PythonEvaluator, value: PythonValue | undefined, depth = 0): PythonNode | undefined {
  const node = classBehind(value);
  if (!node || depth > 4) return undefined;
  const isModel = (node.child('ArgList')?.children ?? []).some((base) => {
    if (!/^(?:VariableName|MemberExpression)$/.test(base.name)) return false;
    const one = evaluator.evaluate(base);
    const origin = originOf(one);
    if (origin) return origin.module.startsWith('pynamodb') && /(?:^|\.)Model$/.test(origin.name);
    return modelOf(evaluator, one, depth + 1) !== undefined;
  });
  return isModel ? node : undefined;
}

/** A setting in the class `Meta` of a model or index. */
function metaOf(evaluator: PythonEvaluator, node: PythonNode, name: string): PythonValue | undefined {
  const meta = classMember(evaluator, node, 'Meta');
  const value = meta?.kind === 'class' ? classMember(evaluator, meta.node, name) : undefined;
  return name === 'index_name' && literalOf(value) === undefined ? undefined : value;
}
