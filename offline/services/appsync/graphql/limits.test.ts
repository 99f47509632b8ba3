import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, type StartedApp, startApp } from '../testing.ts';

let app: StartedApp;

beforeAll(async () => {
  app = await startApp({
    sdl: 'type Query { layer: Layer! nullable: Layer value: String } type Layer { next: Layer value: String sure: String! }',
    api: { QueryDepthLimit: 2, ResolverCountLimit: '2', IntrospectionConfig: 'DISABLED' },
    resolvers: Object.fromEntries(
      ['Query.layer', 'Query.nullable', 'Query.value', 'Layer.next'].map((field) => [
        field,
        {
          code: `export const request = () => ({ payload: ${field.endsWith('value') ? "'v'" : "{ value: 'v', sure: 's' }"} });
            export const response = (ctx) => ctx.result;`,
        },
      ]),
    ),
  });
});
afterAll(() => app.stop());

test('fields past the depth limit fail, the others are served', async () => {
  const { data, errors } = await app.send('{ nullable { value next { value } } }');
  expect(data).toEqual({ nullable: { value: 'v', next: { value: null } } });
  expect(errors).toMatchObject([{ path: ['nullable', 'next', 'value'], errorType: 'QueryDepthLimitReached' }]);
});

test('a field past the depth limit that must not be null takes its nearest nullable parent along', async () => {
  const { data, errors } = await app.send('{ nullable { value next { sure } } }');
  expect(data).toEqual({ nullable: { value: 'v', next: null } });
  expect(errors).toMatchObject([{ errorType: 'QueryDepthLimitReached' }]);
});

test('resolvers past the count limit do not run', async () => {
  const { data, errors } = await app.send('{ a: value b: value c: value }');
  expect(data).toEqual({ a: 'v', b: 'v', c: null });
  expect(errors).toMatchObject([{ path: ['c'], errorType: 'ResolverExecutionLimitReached' }]);
});

test('an API without introspection knows no fields of its schema', async () => {
  const { status, data, errors } = await app.send(
    '{ __schema { ...a } __type(name: "Query") { name } } fragment a on __Schema { types { name } }',
  );
  expect({ status, data }).toEqual({ status: 200, data: null });
  expect(errors?.map((error) => at(error, 'message'))).toEqual([
    "Validation error of type FieldUndefined: Field 'types' in type '__Schema' is undefined @ '__schema/types'",
    "Validation error of type FieldUndefined: Field 'name' in type '__Type' is undefined @ '__type/name'",
  ]);
  expect((await app.send('{ __typename }')).data).toEqual({ __typename: 'Query' });
});
