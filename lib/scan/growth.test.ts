import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { treeOf } from './code/testing.ts';
import type { Dialect } from './dialect.ts';
import { shapesOf } from './graphql/shapes.ts';
import { withOverrides } from './link/overrides.ts';
import { openApi } from './openapi/dialect.ts';
import { python } from './python/dialect.ts';
import type { Component } from './schema.ts';
import { serverlessFramework } from './serverless-framework/dialect.ts';
import { typescript } from './typescript/dialect.ts';

const read = (dialect: Dialect, path: string, text: string) => {
  const tree = treeOf({ [path]: text });
  return dialect.read({ path, text }, tree);
};

// Each of these would take minutes, were the time to grow with the square of the size.
describe('the time of a scan grows with the source', () => {
  it.each(['\n', '\r', '\r\n', '\u2028'])('where lines are empty, ended by %j', (end) => {
    const text = end.repeat(400_000);
    expect(serverlessFramework.accepts({ path: 'serverless.yml', text })).toBe(false);
    expect(serverlessFramework.accepts({ path: 'serverless.ts', text: `${text}\t "provider": {}` })).toBe(true);
  });

  it('where a type is given by many operations of a GraphQL schema', () => {
    const sdl = `type T { a: Int }\ntype Query {\n${'a(x: T): T\n'.repeat(100_000)}}\n`;
    expect(shapesOf(parse(sdl).definitions, 'a.graphql')[0]?.usedBy).toHaveLength(200_000);
  });

  it('where a schema is given by many operations of an OpenAPI document', () => {
    const schema = { $ref: '#/components/schemas/T' };
    const get = { responses: { 200: { content: { json: { schema } } } } };
    const document = {
      openapi: '3.0.0',
      paths: Object.fromEntries(Array.from({ length: 16_000 }, (_, index) => [`/p${index}`, { get }])),
      components: { schemas: { T: { type: 'object', properties: { a: { type: 'string' } } } } },
    };
    expect(read(openApi, 'o.json', JSON.stringify(document)).shapes?.[0]?.usedBy).toHaveLength(16_000);
  });

  it('where many properties of a component are set afterwards', () => {
    const source = { file: 'a.ts', line: 1 };
    const component: Component = {
      id: 'A',
      name: 'A',
      kind: 'topic',
      type: 'AWS::SNS::Topic',
      properties: [],
      source,
      confidence: 1,
    };
    const overrides = Array.from({ length: 200_000 }, (_, index) => ({
      id: 'A',
      property: { name: `p${index}`, value: index, source },
    }));
    const [changed] = withOverrides([component], [{ file: 'a.ts', fragment: { overrides } }]);
    expect(changed?.properties).toHaveLength(200_000);
  });

  it('where a file of Python has many routes and takes many routers in', () => {
    const many = 16_000;
    const text = `from fastapi import FastAPI, APIRouter
app = FastAPI()
orders = APIRouter()
${'@orders.get("/x")\ndef f(): pass\n'.repeat(many)}${'app.include_router(z)\n'.repeat(many)}
app.include_router(orders, prefix="/orders")
`;
    const { apis } = read(python, 'a.py', text);
    expect(apis?.filter(({ path }) => path === '/orders/x')).toHaveLength(many);
  });

  it('where a script has many routes and takes many routers in', () => {
    const many = 16_000;
    const text = `import { Hono } from 'hono';
const app = new Hono();
const orders = new Hono();
${"orders.get('/x', (c) => c);\n".repeat(many)}${"app.use('/y', z);\n".repeat(many)}
app.route('/orders', orders);
`;
    const { apis } = read(typescript, 'a.ts', text);
    expect(apis?.filter(({ path }) => path === '/orders/x')).toHaveLength(many);
  });
});
