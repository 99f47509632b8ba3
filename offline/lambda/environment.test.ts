import { describe, expect, test } from 'vitest';
import type { Outcome } from './definition.ts';
import type { Environment } from './environment.ts';
import { environments } from './testing.ts';

const { environmentOf, nextHandler } = environments();

const run = (environment: Environment, payload: unknown = {}): Promise<Outcome> =>
  environment.invoke({ requestId: 'request-1', payload: JSON.stringify(payload), traceId: 'Root=1' });
type Failure = { errorType: string; errorMessage: string; trace: string[] };
/** What the function answered, as the test expects it to be. */
const result = async <Answer = Failure>(environment: Environment, payload?: unknown): Promise<Answer> =>
  JSON.parse((await run(environment, payload)).payload) as Answer;

describe('handlers of every kind', () => {
  test('a promise', async () => {
    expect(await result(environmentOf('export const handler = async (event) => event.n + 1'), { n: 1 })).toBe(2);
  });
  test('a plain value counts from Node 24 on only, as on AWS', async () => {
    const source = 'export const handler = () => ({ ok: true })';
    expect(await result(environmentOf(source, { runtime: 'nodejs24.x' }))).toEqual({ ok: true });
    expect(await result(environmentOf(source))).toBeNull();
  });
  test('nothing at all', async () => {
    expect((await run(environmentOf('export const handler = async () => {}'))).payload).toBe('null');
  });
  test('a callback', async () => {
    const source = 'exports.handler = (event, context, callback) => setTimeout(() => callback(null, event.n), 1)';
    expect(await result(environmentOf(source, { extension: '.js' }), { n: 3 })).toBe(3);
  });
  test('a CommonJS bundle beside no package.json of its own', async () => {
    const source = "const path = require('node:path'); module.exports.handler = async () => path.sep";
    expect(await result(environmentOf(source, { extension: '.js' }))).toBe('/');
  });
  test('a module that awaits at its top', async () => {
    expect(
      await result(environmentOf('const n = await Promise.resolve(7); export const handler = async () => n')),
    ).toBe(7);
  });
  test('a named export of a nested object', async () => {
    const environment = environmentOf('export const api = { get: async () => 1 }', { handler: nextHandler('api.get') });
    expect(await result(environment)).toBe(1);
  });
});

test('the context tells the function about itself and its time', async () => {
  const source = `export const handler = async (event, context) => ({
    ...context, remaining: context.getRemainingTimeInMillis(), env: process.env.GREETING, foreign: process.env.HOME ?? null })`;
  const context = await result<{ remaining: number }>(environmentOf(source));
  expect(context).toMatchObject({
    functionName: 'test-function',
    functionVersion: '$LATEST',
    memoryLimitInMB: '128',
    awsRequestId: 'request-1',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:test-function',
    env: 'hello',
    foreign: null,
  });
  expect(context.remaining).toBeGreaterThan(0);
  expect(context.remaining).toBeLessThanOrEqual(5000);
});

describe('failures in AWS’s shapes', () => {
  test('a thrown error: its name, message and trace', async () => {
    const source = "export const handler = async () => { throw Object.assign(new Error('boom'), { name: 'MyError' }) }";
    const outcome = await run(environmentOf(source));
    expect(outcome.failed).toBe(true);
    expect(JSON.parse(outcome.payload)).toMatchObject({ errorType: 'MyError', errorMessage: 'boom' });
    expect((JSON.parse(outcome.payload) as Failure).trace[0]).toBe('MyError: boom');
  });
  test('something else than an error that was thrown', async () => {
    const failure = await result(environmentOf("export const handler = async () => { throw 'text' }"));
    expect(failure).toEqual({ errorType: 'string', errorMessage: 'text', trace: [] });
  });
  test('a missing module, a missing handler, a syntax error', async () => {
    const types = await Promise.all(
      ["import 'not-there'; export const handler = 1", 'export const other = 1', 'export const handler = ('].map(
        async (source) => (await result(environmentOf(source))).errorType,
      ),
    );
    expect(types).toEqual(['Runtime.ImportModuleError', 'Runtime.HandlerNotFound', 'Runtime.UserCodeSyntaxError']);
  });
  test('an error while the module loads keeps its own type', async () => {
    const failure = await result(environmentOf("throw new RangeError('no')"));
    expect(failure).toMatchObject({ errorType: 'RangeError', errorMessage: 'no' });
  });
  test('a rejection that nobody handles ends the environment', async () => {
    const environment = environmentOf(
      "export const handler = () => new Promise(() => { Promise.reject(new Error('lost')) })",
    );
    expect(await result(environment)).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'Error: lost',
    });
    expect(environment.isAlive).toBe(false);
  });
  test('process.exit', async () => {
    const failure = await result(environmentOf('export const handler = () => process.exit(3)'));
    expect(failure.errorType).toBe('Runtime.ExitError');
    expect(failure.errorMessage).toContain('exit status 3');
  });
  test('a result that is no JSON', async () => {
    const failure = await result(environmentOf('export const handler = async () => 1n'));
    expect(failure.errorType).toBe('Runtime.MarshalError');
  });
  test('a heap beyond its memory', async () => {
    const source = 'export const handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill(all)) }';
    const failure = await result(environmentOf(source, { timeoutMs: 30_000 }));
    expect(failure.errorType).toBe('Runtime.OutOfMemory');
  });
});

describe('a function that does not end', () => {
  for (const [kind, body] of [
    ['waits', 'await new Promise(() => setInterval(() => {}, 1000))'],
    ['spins', 'for (;;);'],
  ]) {
    test(`is stopped at its timeout when it ${kind}`, async () => {
      const environment = environmentOf(`export const handler = async () => { ${body} }`, { timeoutMs: 300 });
      const failure = await result(environment);
      expect(failure).toEqual({
        errorType: 'Sandbox.Timedout',
        errorMessage: 'RequestId: request-1 Error: Task timed out after 0.30 seconds',
      });
      expect(environment.isAlive).toBe(false);
    });
  }
});

describe('log', () => {
  test('holds the console, the streams, and what START, END and REPORT frame', async () => {
    const source = `console.log('while loading');
      export const handler = async () => { console.warn('careful', { a: 1 }); process.stdout.write('raw\\n') }`;
    const { log } = await run(environmentOf(source));
    expect(log[0]).toMatch(/INFO\twhile loading$/);
    expect(log[1]).toBe('START RequestId: request-1 Version: $LATEST');
    expect(log[2]).toMatch(/^\d{4}-.*Z\trequest-1\tWARN\tcareful \{ a: 1 \}$/);
    expect(log[3]).toBe('raw');
    expect(log[4]).toBe('END RequestId: request-1');
    expect(log[5]).toMatch(
      /^REPORT RequestId: request-1\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: /,
    );
  });
  test('is JSON where the function wants that', async () => {
    const { log } = await run(
      environmentOf("export const handler = async () => console.log('x')", { logFormat: 'JSON' }),
    );
    expect(JSON.parse(log[1] ?? '')).toMatchObject({ level: 'INFO', requestId: 'request-1', message: 'x' });
  });
});

test('what a module keeps stays between events, and only the first one pays for loading', async () => {
  const environment = environmentOf('let calls = 0; export const handler = async () => ++calls');
  const outcomes = [await run(environment), await run(environment)];
  expect(outcomes.map(({ payload }) => payload)).toEqual(['1', '2']);
  expect(outcomes.map(({ initDuration }) => initDuration === undefined)).toEqual([false, true]);
});

describe('a bundle that left out the AWS SDK gets the app’s', () => {
  test('as a module', async () => {
    const source = "import { S3Client } from '@aws-sdk/client-s3'; export const handler = async () => typeof S3Client";
    expect(await result(environmentOf(source))).toBe('function');
  });
  test('in CommonJS', async () => {
    const source = "const { S3Client } = require('@aws-sdk/client-s3'); exports.handler = async () => typeof S3Client";
    expect(await result(environmentOf(source, { extension: '.js' }))).toBe('function');
  });
});

test('a function that logs without end keeps the backend small', async () => {
  const source =
    "export const handler = async () => { for (let n = 0; n < 5000; n += 1) process.stdout.write('line ' + n) }";
  const { log } = await run(environmentOf(source));
  expect(log).toHaveLength(2002);
  expect([log[0], log.at(-3)]).toEqual(['START RequestId: request-1 Version: $LATEST', 'line 4999']);
});
