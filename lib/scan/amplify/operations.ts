import ts from 'typescript';
import type { Constructs } from '../cdk/constructs.ts';
import { field, literalOf, options } from '../code/value.ts';
import type { SourceTree } from '../dialect.ts';
import type { Api } from '../schema.ts';
import type { ScriptValue } from '../script/evaluation.ts';
import { indexOf } from '../script/file-index.ts';
import { lineOf } from '../script/program.ts';
import { type Chain, chainOf, linkOf } from './chain.ts';

const methods: Readonly<Record<string, string>> = {
  'a.query': 'QUERY',
  'a.mutation': 'MUTATION',
  'a.subscription': 'SUBSCRIPTION',
  'a.generation': 'QUERY',
};

export const isOperation = (chain: Chain<ts.Node>): boolean => Object.hasOwn(methods, chain.root.method);

/** A custom operation of a schema, with the function, table or data source that answers. */
export function readOperation(name: string, chain: Chain<ts.Node>, constructs: Constructs, sources: DataSources): Api {
  const { root } = chain;
  const source = { file: root.node.getSourceFile().fileName, line: lineOf(root.node) };
  const handlers = options(linkOf(chain, 'handler')?.inputs[0]).flatMap((value) =>
    value.kind === 'list' ? value.items : [value],
  );
  const target = handlers
    .map((value) => targetOf(value, constructs, sources, source.file))
    .find((one) => one !== undefined);
  const method = methods[root.method] ?? 'QUERY';
  return {
    method,
    path: name.slice(0, 1024),
    target: target ?? null,
    source,
    confidence: target === undefined ? 0.6 : 0.9,
  };
}

function targetOf(value: ScriptValue, constructs: Constructs, sources: DataSources, file: string): string | undefined {
  const root = chainOf(value)?.root;
  const [input] = root?.inputs ?? [];
  if (!root || !input) return undefined;
  if (root.method === 'a.handler.function') return constructs.of(input, file)[0]?.id ?? literalOf(input);
  if (root.method !== 'a.handler.custom') return undefined;
  const dataSource = field(input, 'dataSource');
  const name = literalOf(dataSource) ?? literalOf(chainOf(dataSource)?.root.inputs[0]);
  return name === undefined ? undefined : (sources.get(name) ?? name);
}

/** What stands behind the data sources that a backend adds, by their names. */
export type DataSources = ReadonlyMap<string, string>;

const known = new WeakMap<SourceTree, DataSources>();

/** `backend.data.addLambdaDataSource('orders', backend.orders.resources.lambda)`, anywhere in a source. */
export function dataSourcesOf(tree: SourceTree, constructs: Constructs): DataSources {
  const before = known.get(tree);
  if (before) return before;
  const found = new Map<string, string>();
  known.set(tree, found);
  for (const { path, text } of tree.files) {
    if (
      !/\.add(?:Lambda|DynamoDb|EventBridge|Http|OpenSearch|Rds)DataSource\(/.test(text) ||
      !/\.[mc]?[jt]s$/.test(path)
    )
      continue;
    const file = constructs.evaluator.program.file(path);
    for (const call of file ? indexOf(file.syntax).calls : []) addDataSource(call, found, constructs, path);
  }
  return found;
}

function addDataSource(call: ts.Node, found: Map<string, string>, constructs: Constructs, path: string): void {
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return;
  if (!/^add\w+DataSource$/.test(call.expression.name.text)) return;
  const [name, of] = call.arguments.map((argument) => constructs.evaluator.evaluate(argument));
  const text = literalOf(name);
  const [behind] = constructs.of(of, path);
  if (text !== undefined && behind) found.set(text, behind.id);
}
