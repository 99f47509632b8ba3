import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amplify } from '../amplify/dialect.ts';
import { cdk } from '../cdk/dialect.ts';
import type { Dialect, Fragment } from '../dialect.ts';
import { python } from '../python/dialect.ts';
import { typescript } from '../typescript/dialect.ts';
import { treeOf } from './testing.ts';

const script = `import { a, defineData, defineFunction } from '@aws-amplify/backend';
import { Stack, Duration } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
const names = ['a', 'b'];
export class S extends Stack {
  readonly table = new Table(this, 'T', { partitionKey: { name: 'pk', type: 'S' }, timeout: Duration.minutes(5) });
  make(id: string) { for (const name of names) new Table(this, \`\${id}\${name}\`, {}); this.table.grantReadData(this.make(id)); }
}
new S().make('x');
export const handler = async ({ id }: Event) => {
  const input = { TableName: process.env.T, ...(id ? { IndexName: 'i' } : {}) };
  input.KeyConditionExpression = '#p = :p';
  return new DynamoDBDocumentClient().send(new QueryCommand(input));
};
const schema = a.schema({ Todo: a.model({ x: a.string() }).secondaryIndexes((index) => [index('x').sortKeys(['y'])]) });
export const data = defineData({ schema });
export const fn = defineFunction({ entry: './h.ts' });
`;
const snake = `import os, boto3
from boto3.dynamodb.conditions import Key
class R:
    def __init__(self, name=os.environ['T']):
        self.table = boto3.resource('dynamodb').Table(f"{name}-x")
    @app.get("/x/<id>")
    def get(self, id):
        params = {'IndexName': 'i', **id}
        return self.table.query(KeyConditionExpression=Key('pk').eq(id) & Key('sk').begins_with('a'), **params)
def lambda_handler(event, context):
    return R().get(event['id'])
`;

const readers: readonly (readonly [string, Dialect, string, string])[] = [
  ['typescript', typescript, 'src/a.ts', script],
  ['cdk', cdk, 'src/a.ts', script],
  ['amplify', amplify, 'src/a.ts', script],
  ['python', python, 'src/a.py', snake],
];

/** A text that was cut, repeated, stirred or sprinkled with what breaks parsers. */
const mutated = (text: string) =>
  fc
    .array(
      fc.record({
        at: fc.nat(text.length),
        length: fc.nat(40),
        put: fc.oneof(
          fc.constantFrom(
            '(',
            ')',
            '{',
            '}',
            '[',
            '`',
            '${',
            "'",
            '"',
            '\\',
            '\0',
            '\n',
            '=>',
            'class ',
            '...',
            '#',
            ':',
            '😀',
            '\u2028',
          ),
          fc.string({ maxLength: 5 }),
        ),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((changes) =>
      changes.reduce((all, { at, length, put }) => all.slice(0, at) + put + all.slice(at + length), text),
    );

function sources({
  components = [],
  relations = [],
  apis = [],
  stores = [],
  uses = [],
  events = [],
  environment = [],
  handlers = [],
}: Fragment) {
  return [components, relations, apis, stores, uses, events, environment, handlers].flat().map(({ source }) => source);
}

describe.each(readers)('%s on bad input', (_name, dialect, path, text) => {
  it('reads the good one', () => {
    expect(sources(dialect.read({ path, text }, treeOf({ [path]: text }))).length).toBeGreaterThan(1);
  });

  it('never throws, and stays within the file', () => {
    fc.assert(
      fc.property(mutated(text), (bad) => {
        const tree = treeOf({ [path]: bad });
        const lines = bad.split(/\r\n|[\n\r\u2028\u2029]/).length;
        for (const { file, line } of sources(dialect.read({ path, text: bad }, tree))) {
          expect(file).toBe(path);
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['deep brackets', '('.repeat(50_000)],
    ['deep lists', `x = ${'['.repeat(30_000)}`],
    ['deep members', `x = a${'.b'.repeat(30_000)}`],
    ['deep calls', `x = ${'f('.repeat(20_000)}`],
    ['a long sum', `x = ${'1 + '.repeat(20_000)}1`],
    ['one long word', 'a'.repeat(500_000)],
    ['zeros', '\0'.repeat(10_000)],
    [
      'doubling',
      `${Array.from({ length: 60 }, (_, index) => `const v${index} = [...v${index + 1}, ...v${index + 1}];`).join('\n')}\nconst v60 = [1, 2];`,
    ],
    [
      'functions that call one another without end',
      'function f(x, y) { return [g(x, y), g(y, x), h(x)]; } function g(x, y) { return { ...f(y, x), a: f(x, y), b: h(f(x, x)) }; } function h(x) { return f(g(x, x), x); } h(f(1, g(2, 3)));',
    ],
    [
      'a circle',
      'const a = { ...b }; const b = { ...a }; const c = `${c}${c}`; function f(x) { return f(f(x)); } f(f(a));',
    ],
  ])('survives %s', (_, bad) => {
    const whole = `${text}\n${bad}`;
    expect(() => dialect.read({ path, text: whole }, treeOf({ [path]: whole }))).not.toThrow();
  });
});
