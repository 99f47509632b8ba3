import { child, entriesOf, type Node, onlyEntry, textOf } from '../syntax/node.ts';

export interface Operation {
  readonly method: string;
  readonly path: string;
  /** Of the method. */
  readonly line: number;
  readonly integration: Node | undefined;
  /** The operation itself. */
  readonly node: Node;
}

const methods = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'x-amazon-apigateway-any-method',
]);

/** The operations of an OpenAPI or Swagger document, each with API Gateway's integration where it has one. */
export function* operationsOf(root: Node | undefined): Iterable<Operation> {
  for (const [path, { value }] of entriesOf(child(root, 'paths'))) {
    for (const [key, { line, value: operation }] of entriesOf(value)) {
      const method = key.toLowerCase();
      if (!methods.has(method) || path === '') continue;
      yield {
        method: method.startsWith('x-') ? 'ANY' : method.toUpperCase(),
        path: path.slice(0, 1024),
        line,
        integration: child(operation, 'x-amazon-apigateway-integration'),
        node: operation,
      };
    }
  }
}

/** Whether a parsed file is an OpenAPI or Swagger document. */
export function isOpenApi(root: Node | null): boolean {
  if (root === null) return false;
  const version = child(root, 'openapi') ?? child(root, 'swagger');
  return version?.kind === 'scalar' && child(root, 'paths') !== undefined;
}

/** The id in an integration's URI: `${Orders.Arn}`, in whatever function it stands. */
export function integrationName(integration: Node | undefined): string | undefined {
  const uri = child(integration, 'uri');
  const call = onlyEntry(uri);
  const argument = call?.[1].value;
  const pattern = argument?.kind === 'list' ? argument.items[0] : argument;
  const text = textOf(uri) ?? textOf(pattern) ?? '';
  for (const [, name = ''] of text.matchAll(/\$\{([A-Za-z0-9]+)(?:\.(?:Arn|Alias|Version))?\}/g)) return name;
  return /:function:([A-Za-z0-9-_]+)/.exec(text)?.[1];
}
