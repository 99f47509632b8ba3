import { describe, expect, it } from 'vitest';
import type { Shape } from '../schema.ts';
import { scanFiles } from '../source/scan-files.ts';

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Place: { Type: AWS::Serverless::Function, Properties: { CodeUri: src, Handler: place.handler, Runtime: nodejs24.x } }
  Report: { Type: AWS::Serverless::Function, Properties: { CodeUri: src, Handler: report.run, Runtime: python3.13 } }
`;
const shapesOf = (files: Readonly<Record<string, string>>) => scanFiles(files).shapes ?? [];
const fieldsOf = (shape: Shape | undefined) =>
  shape?.fields.map(({ name, type, isRequired, source }) => [name, type, isRequired, source.line]);

describe('shapes', () => {
  it('are schemas and types of the code that a function reaches, with its id', () => {
    const [schema, event, ...others] = shapesOf({
      'template.yaml': template,
      'src/place.ts': `import { z } from 'zod';
export const orderSchema = z.object({
  id: z.string().uuid(),
  tags: z.array(z.string()),
  note: z.string().optional(),
}).strict();
export interface OrderPlacedEvent { orderId: string; total?: number }
interface Settings { stage: string }
export const handler = async () => orderSchema.parse({});
`,
      'web/form.ts': 'export interface LoginRequest { name: string }\n',
    });
    expect(schema).toMatchObject({ name: 'orderSchema', language: 'zod', usedBy: [{ role: 'code', of: 'Place' }] });
    expect(fieldsOf(schema)).toEqual([
      ['id', 'string', true, 3],
      ['tags', 'string[]', true, 4],
      ['note', 'string', false, 5],
    ]);
    expect(event).toMatchObject({ name: 'OrderPlacedEvent', language: 'typescript', source: { line: 7 } });
    expect(others).toEqual([]);
  });

  it('are models of pydantic, also through a base of the source', () => {
    const shapes = shapesOf({
      'template.yaml': template,
      'src/report.py': `from pydantic import BaseModel, Field
class Base(BaseModel):
    id: str
class Report(Base):
    total: float = Field(gt=0)
    note: str | None = None
    tags: list[str] = Field(default_factory=list)
def run(event, context): ...
`,
    });
    expect(shapes.map(({ name, language }) => [name, language])).toEqual([
      ['Base', 'pydantic'],
      ['Report', 'pydantic'],
    ]);
    expect(fieldsOf(shapes[1])).toEqual([
      ['total', 'float', true, 5],
      ['note', 'str | None', false, 6],
      ['tags', 'list[str]', false, 7],
    ]);
  });

  it('are the schemas of OpenAPI with their operations, of GraphQL, JSON schema and the event registry', () => {
    const shapes = shapesOf({
      'api.yaml': `openapi: 3.1.0
paths:
  /orders:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/NewOrder' } } } }
      responses:
        '201': { content: { application/json: { schema: { properties: { id: { type: string, format: uuid } } } } } }
components:
  schemas:
    NewOrder:
      required: [sku]
      properties:
        sku: { type: string }
        count: { type: [integer, 'null'] }
    OrderPlaced:
      x-amazon-events-detail-type: OrderPlaced
      properties: { lines: { type: array, items: { $ref: '#/components/schemas/Line' } } }
`,
      'order.schema.json':
        '{ "$schema": "https://json-schema.org/draft/2020-12/schema", "properties": { "id": { "type": "string" } } }',
      'schema.graphql':
        'type Query { order(filter: Filter): Order }\ninput Filter { id: ID! }\ntype Order { id: ID! }\n',
    });
    expect(
      shapes.map(({ name, language, usedBy }) => [name, language, usedBy.map(({ role, of }) => `${role} ${of}`)]),
    ).toEqual([
      ['NewOrder', 'openapi', ['request POST /orders']],
      ['OrderPlaced', 'openapi', ['event OrderPlaced']],
      ['POST /orders', 'openapi', ['response POST /orders']],
      ['order', 'json-schema', []],
      ['Filter', 'graphql', ['request QUERY order']],
      ['Order', 'graphql', ['response QUERY order']],
    ]);
    expect(fieldsOf(shapes[0])).toEqual([
      ['sku', 'string', true, 13],
      ['count', 'integer', false, 14],
    ]);
  });
});

describe('a function', () => {
  it('has the place of its handler where the source has its code', () => {
    const { components } = scanFiles({
      'template.yaml': template,
      'src/report.py': 'import os\n\ndef run(event, context): ...\n',
    });
    const entry = components.map(({ id, properties }) => [id, properties.find(({ name }) => name === 'EntryPoint')]);
    expect(Object.fromEntries(entry)).toEqual({
      Place: undefined,
      Report: { name: 'EntryPoint', value: 'src/report.py#run', source: { file: 'src/report.py', line: 3 } },
    });
  });
});
