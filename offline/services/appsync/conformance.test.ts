import {
  AppSyncClient,
  EvaluateCodeCommand,
  type EvaluateCodeCommandInput,
  EvaluateMappingTemplateCommand,
} from '@aws-sdk/client-appsync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConformanceTarget, startTarget } from '../../kernel/conformance.ts';
import { appsync } from './index.ts';

// What AWS's developer guide and API reference say of the two evaluating operations and of the helpers in them.

let target: ConformanceTarget;
let client: AppSyncClient;

beforeAll(async () => {
  target = await startTarget([appsync]);
  client = new AppSyncClient(target.client);
});
afterAll(() => target.stop());

const runtime = { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' } as const;
const IMPORTS = "import { util, runtime, extensions } from '@aws-appsync/utils';\n";

const run = (code: string, context: unknown = {}, options: Partial<EvaluateCodeCommandInput> = {}) =>
  client.send(
    new EvaluateCodeCommand({ runtime, code, context: JSON.stringify(context), function: 'request', ...options }),
  );
const evaluate = (body: string, context: unknown = {}, imports = '') =>
  run(
    `${IMPORTS}${imports}\nexport function request(ctx) {\n  ${body}\n}\nexport function response(ctx) {\n  return ctx.result;\n}`,
    context,
  );
const resultOf = async (expression: string, context: unknown = {}, imports = ''): Promise<unknown> => {
  const { evaluationResult, error } = await evaluate(`return ${expression};`, context, imports);
  if (error) throw new Error(error.message);
  return JSON.parse(evaluationResult ?? 'null') as unknown;
};

describe('EvaluateCode', () => {
  it('gives the result as JSON text, with the logs', async () => {
    const code = `export function request(ctx) {
  console.log("This request is allowed");
  return { payload: ctx.arguments, again: ctx.args };
}
export function response(ctx) {
  return ctx.result;
}`;
    const { evaluationResult, logs, error } = await run(code, { arguments: { breed: 'Schnauzer' } });
    const expected = { payload: { breed: 'Schnauzer' }, again: { breed: 'Schnauzer' } };
    expect(JSON.parse(evaluationResult ?? '')).toEqual(expected);
    expect(logs).toEqual(['INFO - code.js:2:3: "This request is allowed"']);
    expect(error).toBeUndefined();
  });

  it('runs the response handler over the result that the context has', async () => {
    const { evaluationResult } = await run(
      'export function request() { return {}; } export function response(ctx) { return ctx.result.items; }',
      { result: { items: [1, 2] } },
      { function: 'response' },
    );
    expect(evaluationResult).toBe('[1,2]');
  });

  it('keeps the stash', async () => {
    const { stash } = await evaluate('ctx.stash.seen = true; return {};', { stash: { before: 1 } });
    expect(JSON.parse(stash ?? '')).toEqual({ before: 1, seen: true });
  });

  it('tells the errors that were appended, and goes on', async () => {
    const { outErrors, evaluationResult } = await evaluate("util.appendError('odd', 'Strange'); return 1;");
    expect(outErrors).toContain('odd');
    expect(evaluationResult).toBe('1');
  });

  it('tells the message of util.error', async () => {
    const { error, evaluationResult } = await evaluate("util.error('no such thing', 'NotFound');");
    expect(error?.message).toBe('no such thing');
    expect(evaluationResult).toBeUndefined();
  });

  it('tells where code failed that did not mean to', async () => {
    const { error } = await evaluate('return ctx.args.missing.deeper;');
    expect(error?.message).toMatch(/^code\.js:4:\d+: /);
  });

  it.each([
    ['a loop with a counter', 'for (let i = 0; i < 3; i += 1) {}'],
    ['while', 'while (ctx.args.x) {}'],
    ['try', 'try { ctx.a(); } catch (e) {}'],
    ['throw', "throw 'x';"],
    ['++', 'let n = 0; n++;'],
    ['continue', 'for (const a of [1]) { continue; }'],
    ['a class', 'class A {}'],
    ['an async function', 'const f = async () => 1;'],
    ['a regular expression literal', 'return /a/;'],
    ['in', "return 'a' in ctx.args;"],
    ['this', 'return this;'],
  ])('refuses %s and says where', async (_, body) => {
    const { error, evaluationResult } = await evaluate(body);
    expect(evaluationResult).toBeUndefined();
    expect(error?.codeErrors?.length).toBeGreaterThan(0);
    expect(error?.codeErrors?.[0]).toMatchObject({ errorType: 'LINT_ERROR', location: { line: 4 } });
    expect(error?.codeErrors?.[0]?.value).toBeTruthy();
  });

  it('refuses what does not parse', async () => {
    const { error } = await evaluate("return 'open;");
    expect(error?.codeErrors?.[0]).toMatchObject({ errorType: 'PARSER_ERROR', location: { line: 4 } });
    expect(error?.codeErrors?.[0]?.value).toMatch(/^Parsing error: /);
  });

  it('refuses a context that is no JSON object', async () => {
    await expect(
      client.send(new EvaluateCodeCommand({ runtime, code: 'export const a = 1;', context: 'no json' })),
    ).rejects.toMatchObject({ name: 'BadRequestException' });
  });
});

describe('the helpers of @aws-appsync/utils', () => {
  const ddb = "import * as ddb from '@aws-appsync/utils/dynamodb';";

  it.each<[string, unknown]>([
    ["util.urlEncode('a b&c')", 'a+b%26c'],
    ["util.urlDecode('a+b%26c')", 'a b&c'],
    ["util.base64Encode('hello')", 'aGVsbG8='],
    ["util.base64Decode('aGVsbG8=')", 'hello'],
    ["util.escapeJavaScript('a\"b')", 'a\\"b'],
    ["util.matches('a*b', 'aaaaab')", true],
    ['util.math.roundNum(10.3)', 10],
    ['util.math.minVal(2, 1)', 1],
    ['util.math.maxVal(2, 1)', 2],
    ["util.str.normalize('ﬁ', 'nfkc')", 'fi'],
    ["util.dynamodb.toDynamoDB('foo')", { S: 'foo' }],
    [
      "util.dynamodb.toDynamoDB({ foo: 'bar', baz: [1, null] })",
      { M: { foo: { S: 'bar' }, baz: { L: [{ N: 1 }, { NULL: null }] } } },
    ],
    ["util.dynamodb.toMapValues({ id: 'x' })", { id: { S: 'x' } }],
    ["util.dynamodb.toStringSet(['foo'])", { SS: ['foo'] }],
    [
      "util.time.parseFormattedToEpochMilliSeconds('2018-02-01 01:19:15+0800', 'yyyy-MM-dd HH:mm:ssZ')",
      1_517_419_155_000,
    ],
    ["util.time.parseISO8601ToEpochMilliSeconds('2018-02-01T17:21:05.180+08:00')", 1_517_476_865_180],
    ['util.time.epochMilliSecondsToSeconds(1517943695750)', 1_517_943_695],
    ['util.time.epochMilliSecondsToISO8601(1517943695750)', '2018-02-06T19:01:35.750Z'],
    [
      "util.time.epochMilliSecondsToFormatted(1517943695750, 'yyyy-MM-dd HH:mm:ssZ', 'UTC')",
      '2018-02-06 19:01:35+0000',
    ],
    ["util.xml.toJsonString('<a><b>1</b></a>')", '{"a":{"b":1}}'],
  ])('%s', async (expression, expected) => {
    expect(await resultOf(expression)).toEqual(expected);
  });

  it('ends early with a value', async () => {
    expect(await resultOf("runtime.earlyReturn({ skipped: 'yes' })")).toEqual({ skipped: 'yes' });
  });

  it('makes requests for DynamoDB', async () => {
    expect(await resultOf("ddb.get({ key: { id: 'x' } })", {}, ddb)).toEqual({
      operation: 'GetItem',
      key: { id: { S: 'x' } },
    });
  });

  it('makes ids', async () => {
    const ids = '[util.autoId(), util.autoUlid(), util.autoKsuid()]';
    expect(await resultOf(ids)).toEqual([
      expect.stringMatching(/^[0-9a-f-]{36}$/),
      expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      expect.stringMatching(/^[0-9A-Za-z]{27}$/),
    ]);
  });
});

describe('EvaluateMappingTemplate', () => {
  const template = (text: string, context: unknown = {}) =>
    client.send(new EvaluateMappingTemplateCommand({ template: text, context: JSON.stringify(context) }));

  it('gives what the template writes', async () => {
    const { evaluationResult, error } = await template('{ "id": $util.toJson($ctx.args.id) }', {
      arguments: { id: 'a"b' },
    });
    expect(JSON.parse(evaluationResult ?? '')).toEqual({ id: 'a"b' });
    expect(error).toBeUndefined();
  });

  it('gives text that is no JSON as it is', async () => {
    expect((await template('#set($a = 1)Hello $a, $missing')).evaluationResult).toContain('Hello 1, $missing');
  });

  it('tells stash and appended errors', async () => {
    const answer = await template('$util.qr($ctx.stash.put("k", "v"))$util.appendError("odd")');
    expect(JSON.parse(answer.stash ?? '')).toEqual({ k: 'v' });
    expect(answer.outErrors).toContain('odd');
  });

  it('tells the message of $util.error', async () => {
    expect((await template('$util.error("no such thing")')).error?.message).toContain('no such thing');
  });

  it('tells what cannot be read', async () => {
    expect((await template('#if(true)')).error?.message).toBeTruthy();
  });
});
