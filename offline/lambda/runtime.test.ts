import { describe, expect, test } from 'vitest';
import type { Outcome } from './definition.ts';
import type { Environment } from './environment.ts';
import { environments } from './testing.ts';

const { environmentOf, write, folder } = environments();

const run = (environment: Environment, payload: unknown = {}): Promise<Outcome> =>
  environment.invoke({ requestId: 'r-1', payload: JSON.stringify(payload), traceId: 'Root=1-2-3;Sampled=0' });
type Failure = { errorType: string; errorMessage: string };
const result = async (environment: Environment, payload?: unknown): Promise<unknown> =>
  JSON.parse((await run(environment, payload)).payload);

describe('a process of its own', () => {
  const isolated = { isolation: 'process' as const, timeoutMs: 20_000 };

  test('answers like a thread, and tells how much memory it took', async () => {
    const source =
      'let n = 0; export const handler = async (event) => { console.log("in", event.a); return ++n + event.a }';
    const environment = environmentOf(source, isolated);
    expect([await result(environment, { a: 1 }), await result(environment, { a: 1 })]).toEqual([2, 3]);
    const { log, usedMb } = await run(environment, { a: 5 });
    expect(log.some((line) => line.endsWith('INFO\tin 5'))).toBe(true);
    expect(usedMb).toBeGreaterThan(30);
  });

  test('with a memory bomb outside of the heap ends alone, as on AWS', async () => {
    const bomb = 'export const handler = async () => { const all = []; for (;;) all.push(Buffer.alloc(8e6, 1)) }';
    const [outcome, beside] = await Promise.all([
      run(environmentOf(bomb, isolated)),
      result(environmentOf('export const handler = async () => "fine"')),
    ]);
    expect(JSON.parse(outcome.payload)).toEqual({
      errorType: 'Runtime.OutOfMemory',
      errorMessage: 'RequestId: r-1 Error: Runtime exited with error: signal: killed',
    });
    expect(outcome.log.at(-1)).toMatch(/\tMax Memory Used: 128 MB.*\tStatus: error\tError Type: Runtime\.OutOfMemory$/);
    expect(beside).toBe('fine');
  });

  test('is refused one allocation beyond its memory by the operating system', async () => {
    const source = 'export const handler = async () => Buffer.alloc(600e6).length';
    expect(await result(environmentOf(source, isolated))).toMatchObject({ errorType: 'Runtime.OutOfMemory' });
  });

  test('that spins is stopped at its timeout', async () => {
    const spins = environmentOf('export const handler = async () => { for (;;); }', { ...isolated, timeoutMs: 300 });
    expect(await result(spins)).toMatchObject({ errorType: 'Sandbox.Timedout' });
  });

  test('fails to load, exits and throws as a thread does', async () => {
    const types = await Promise.all(
      [
        "import 'not-there'",
        'export const handler = async () => process.exit(2)',
        'export const handler = async () => { throw new TypeError("x") }',
      ].map(async (source) => ((await result(environmentOf(source, isolated))) as Failure).errorType),
    );
    expect(types).toEqual(['Runtime.ImportModuleError', 'Runtime.ExitError', 'TypeError']);
  });
});

describe('callbacks', () => {
  const late = `let done = false; exports.handler = (event, context, callback) => {
    context.callbackWaitsForEmptyEventLoop = event.waits;
    const was = done; setTimeout(() => { done = true }, 50); callback(null, was) }`;

  test('wait until nothing is left to do, unless told otherwise', async () => {
    const waits = environmentOf(late, { extension: '.js' });
    expect([await result(waits, { waits: true }), await result(waits, { waits: true })]).toEqual([false, true]);
    const hurries = environmentOf(late, { extension: '.js' });
    expect([await result(hurries, { waits: false }), await result(hurries, { waits: false })]).toEqual([false, false]);
  });
  test('that are never called answer null when nothing is left to do', async () => {
    expect(await result(environmentOf('exports.handler = (e, c, callback) => {}', { extension: '.js' }))).toBeNull();
  });
  test('are refused from Node 24 on', async () => {
    const source = 'export const handler = (event, context, callback) => callback(null, 1)';
    expect(await result(environmentOf(source, { runtime: 'nodejs24.x' }))).toMatchObject({
      errorType: 'Runtime.CallbackHandlerDeprecated',
    });
  });
});

test('a promise that can never settle is told at once, not at the timeout', async () => {
  const source = 'export const handler = async () => new Promise(() => {})';
  expect(await result(environmentOf(source))).toMatchObject({ errorType: 'Runtime.NodeJsExit' });
});

describe('streaming', () => {
  const source = `export const handler = awslambda.streamifyResponse(async (event, stream, context) => {
    stream.write('one '); await new Promise((r) => setTimeout(r, 5));
    if (event.fails) throw new Error('broken off');
    stream.write(context.awsRequestId); stream.end() })`;

  test('gives what is written as it is written, or whole', async () => {
    const chunks: string[] = [];
    const onChunk = (chunk: Uint8Array) => chunks.push(Buffer.from(chunk).toString());
    const environment = environmentOf(source);
    const streamed = await environment.invoke({ requestId: 'r-1', payload: '{}', traceId: '', onChunk });
    expect([chunks, streamed.payload]).toEqual([['one ', 'r-1'], '']);
    expect((await run(environment)).payload).toBe('one r-1');
  });
  test('that breaks off is an error', async () => {
    expect(await result(environmentOf(source), { fails: true })).toMatchObject({ errorMessage: 'broken off' });
  });
  test('an HTTP answer begins with its metadata', async () => {
    const http = `export const handler = awslambda.streamifyResponse(async (event, stream) => {
      const body = awslambda.HttpResponseStream.from(stream, { statusCode: 201 }); body.end('hi') })`;
    expect((await run(environmentOf(http))).payload).toBe('{"statusCode":201}\0\0\0\0\0\0\0\0hi');
  });
});

test('the trace id of the event is in the environment', async () => {
  const environment = environmentOf('export const handler = async () => process.env._X_AMZN_TRACE_ID');
  expect(await result(environment)).toBe('Root=1-2-3;Sampled=0');
});

describe('layers', () => {
  test('bring packages to modules and to CommonJS; the later one covers the earlier', async () => {
    for (const [layer, value] of [
      ['low', 1],
      ['high', 2],
    ] as const) {
      write(`${layer}/nodejs/node_modules/from-layer/package.json`, '{"name":"from-layer","main":"index.js"}');
      write(`${layer}/nodejs/node_modules/from-layer/index.js`, `module.exports = { value: ${value} }`);
    }
    const layers = [`${folder}/low`, `${folder}/high`];
    const module = "import layer from 'from-layer'; export const handler = async () => layer.value";
    const common = "const layer = require('from-layer'); exports.handler = async () => layer.value";
    expect(await result(environmentOf(module, { layers }))).toBe(2);
    expect(await result(environmentOf(common, { layers, extension: '.js' }))).toBe(2);
    expect(await result(environmentOf(module))).toMatchObject({ errorType: 'Runtime.ImportModuleError' });
  });
});

describe('logs', () => {
  test('in JSON: objects stay objects, errors show what they are, levels are kept', async () => {
    const source = `export const handler = async () => {
      console.debug('not kept'); console.info({ order: 7 }); console.error('failed', new RangeError('too far')) }`;
    const { log } = await run(environmentOf(source, { logFormat: 'JSON', applicationLogLevel: 'INFO' }));
    const [start, info, error, report] = log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(log).toHaveLength(4);
    expect(start).toMatchObject({ type: 'platform.start', record: { requestId: 'r-1' } });
    expect(info).toMatchObject({ level: 'INFO', message: { order: 7 } });
    expect(error).toMatchObject({ level: 'ERROR', errorType: 'RangeError', errorMessage: 'too far' });
    expect(report).toMatchObject({
      type: 'platform.report',
      record: { metrics: { memorySizeMB: 128 }, status: 'success' },
    });
  });
  test('name a timeout as AWS does', async () => {
    const { log } = await run(environmentOf('export const handler = async () => { for (;;); }', { timeoutMs: 200 }));
    expect(log.at(-3)).toMatch(/Z r-1 Task timed out after 0\.20 seconds$/);
    expect(log.at(-1)).toMatch(/\tStatus: timeout$/);
  });
  test('show an error that nobody caught', async () => {
    const { log } = await run(environmentOf('export const handler = async () => { throw new Error("seen") }'));
    expect(log[1]).toMatch(/\tr-1\tERROR\tInvoke Error \t\{"errorType":"Error","errorMessage":"seen"/);
  });
});

test('endless recursion is an error of the function', async () => {
  const source = 'const deep = () => deep() + 1; export const handler = async () => deep()';
  expect(await result(environmentOf(source))).toMatchObject({ errorType: 'RangeError' });
});

test('an exception outside of the handler ends the environment with its own type', async () => {
  const source = `export const handler = async () => { setTimeout(() => { throw new SyntaxError('later') }, 5);
    await new Promise((resolve) => setTimeout(resolve, 1000)) }`;
  const environment = environmentOf(source);
  expect(await result(environment)).toMatchObject({ errorType: 'SyntaxError', errorMessage: 'later' });
  expect(environment.isAlive).toBe(false);
});
