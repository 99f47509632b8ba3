import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ServiceError } from '../../../kernel/errors.ts';
import type { InvokeInput } from '../../../kernel/ports.ts';
import { at, parsedAt, type StartedApp, startApp } from '../testing.ts';

const SDL = `
  type Item { value: Int squared: Int }
  type Query {
    steps: AWSJSON early: AWSJSON skipNext: AWSJSON skipAll: AWSJSON beforeReturns: AWSJSON codeReturns: AWSJSON
    stops: AWSJSON sharesArguments(a: Int): AWSJSON
    call(text: String): AWSJSON callOld: AWSJSON callEvent: AWSJSON direct(a: Int): AWSJSON
    items: [Item]
  }
`;
const value = (expression: string) => ({
  code: `import { runtime, util } from '@aws-appsync/utils';
    export const request = (ctx) => { ctx.stash.seen = [...(ctx.stash.seen ?? []), ${expression}]; return { payload: ${expression} }; };
    export const response = (ctx) => ({ got: ctx.result, before: ctx.prev.result });`,
});
const outer = {
  request: '{"started": true}',
  response: '$util.toJson({"last": $ctx.prev.result, "result": $ctx.result, "stash": $ctx.stash})',
};
const returning = (how: string) => ({
  code: `import { runtime } from '@aws-appsync/utils';
    export const request = () => runtime.earlyReturn('early'${how}); export const response = () => 'never';`,
});
const invoke = (version: string, more = '') => ({
  dataSource: 'fn',
  request: `{"version":"${version}","operation":"Invoke","payload":{"text":$util.toJson($ctx.args.text)}${more}}`,
  response:
    '#if($ctx.error)$util.error("seen: $ctx.error.message", $ctx.error.type, $ctx.result)#end$util.toJson($ctx.result)',
});

type Behaviour = { payload: string; functionError?: 'Unhandled' };

/** The function: squares batches, but not two; fails on demand; else tells what it got. */
function behave(payload: unknown): Behaviour | Promise<Behaviour> {
  if (Array.isArray(payload)) {
    const numbers = payload.map((item) => Number(at(item, 'n')));
    const answers = numbers.map((n) => (n === 2 ? { errorMessage: 'not two', errorType: 'No' } : { data: n * n }));
    return { payload: JSON.stringify(answers) };
  }
  const text = at(payload, 'text');
  if (text === 'hang') return new Promise(() => undefined);
  if (text === 'throttled') throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });
  if (text === 'boom' || text === null) return { payload: '{"errorMessage":"boom"}', functionError: 'Unhandled' };
  return { payload: JSON.stringify({ echo: payload }) };
}

const calls: InvokeInput[] = [];
let app: StartedApp;

beforeAll(async () => {
  app = await startApp({
    sdl: SDL,
    dataSources: [
      {
        Name: 'fn',
        Type: 'AWS_LAMBDA',
        ServiceRoleArn: 'arn:aws:iam::123456789012:role/ds',
        LambdaConfig: { LambdaFunctionArn: 'arn:fn' },
      },
    ],
    resolvers: {
      'Query.steps': { ...outer, functions: [value("'one'"), value("'two'")] },
      'Query.early': { ...outer, functions: [returning(''), value("'two'")] },
      'Query.skipNext': { ...outer, functions: [returning(", { skipTo: 'NEXT' }"), value("'two'")] },
      'Query.skipAll': { ...outer, functions: [returning(", { skipTo: 'END' }"), value("'two'")] },
      'Query.beforeReturns': { request: '#return({"at": "once"})', response: '"never"', functions: [value("'one'")] },
      'Query.codeReturns': {
        code: `import { runtime } from '@aws-appsync/utils'; export const request = () => runtime.earlyReturn('early');
          export const response = (ctx) => ({ after: ctx.prev.result });`,
        functions: [value("'one'")],
      },
      'Query.stops': {
        ...outer,
        functions: [{ request: '$util.error("stop", "Stopped")', response: '{}' }, value("'two'")],
      },
      'Query.sharesArguments': {
        request: '{}',
        response: '$util.toJson($ctx.prev.result)',
        functions: [
          {
            request: '$util.qr($ctx.args.put("a", 2)){"version":"2018-05-29","payload":{}}',
            response: '{}',
          },
          {
            request: '{"version":"2018-05-29","payload":$util.toJson($ctx.args)}',
            response: '$util.toJson($ctx.result)',
          },
        ],
      },
      'Query.call': invoke('2018-05-29'),
      'Query.callOld': invoke('2017-02-28'),
      'Query.callEvent': invoke('2018-05-29', ',"invocationType":"Event"'),
      'Query.direct': { dataSource: 'fn' },
      'Query.items': {
        code: 'export const request = () => ({ payload: [{ value: 1 }, { value: 2 }, { value: 3 }] }); export const response = (ctx) => ctx.result;',
      },
      'Item.squared': {
        dataSource: 'fn',
        request: '{"version":"2018-05-29","operation":"BatchInvoke","payload":{"n":$ctx.source.value}}',
        response:
          '#if($ctx.result.errorMessage)$util.error($ctx.result.errorMessage, $ctx.result.errorType)#end$util.toJson($ctx.result.data)',
      },
    },
    ports: {
      lambda: {
        async invoke(input) {
          calls.push(input);
          return { requestId: 'r', ...(await behave(parsedAt(input, 'payload'))) };
        },
      },
    },
  });
});
afterAll(() => app.stop());

const ask = async (field: string) => {
  const answer = await app.send(`{ x: ${field} }`);
  return { x: parsedAt(answer, 'data.x'), errors: answer.errors };
};

describe('a pipeline', () => {
  test('hands each function the result before it, and its stash to all', async () => {
    const { x } = await ask('steps');
    const first = { got: 'one', before: { started: true } };
    const last = { got: 'two', before: first };
    expect(x).toEqual({ last, result: last, stash: { seen: ['one', 'two'] } });
  });

  test.each([
    ['early', { got: 'two', before: 'early' }],
    ['skipNext', { got: 'two', before: 'early' }],
    ['skipAll', 'early'],
  ])('goes on after an early return: %s', async (field, last) => {
    expect(at(await ask(field), 'x.last')).toEqual(last);
  });

  test("ends where its before template returns; code's response handler still runs", async () => {
    expect(at(await ask('beforeReturns'), 'x')).toEqual({ at: 'once' });
    expect(at(await ask('codeReturns'), 'x')).toEqual({ after: 'early' });
  });

  test('stops at the first error', async () => {
    const { x, errors } = await ask('stops');
    expect(x).toBeNull();
    expect(errors).toMatchObject([{ message: 'stop', errorType: 'Stopped', path: ['x'] }]);
  });

  test('shares changed arguments, and spares the next request', async () => {
    expect(at(await ask('sharesArguments(a: 1)'), 'x')).toEqual({ a: 2 });
    const answer = await app.send('query($a: Int) { x: sharesArguments(a: $a) y: sharesArguments(a: $a) }', {
      variables: { a: 7 },
    });
    expect([parsedAt(answer, 'data.x'), parsedAt(answer, 'data.y')]).toEqual([{ a: 2 }, { a: 2 }]);
  });
});

describe('a function behind a field', () => {
  test("gets the payload, in the data source's name", async () => {
    expect(at(await ask('call(text: "hi")'), 'x')).toEqual({ echo: { text: 'hi' } });
    expect(calls.at(-1)).toMatchObject({
      functionName: 'arn:fn',
      invocationType: 'request',
      principal: { kind: 'role', roleArn: 'arn:aws:iam::123456789012:role/ds' },
    });
  });

  test('that fails is told to the response template, which decides', async () => {
    expect((await ask('call(text: "boom")')).errors).toMatchObject([
      { message: 'seen: boom', errorType: 'Lambda:Unhandled' },
    ]);
  });

  test('that fails under version 2017-02-28 fails the field at once', async () => {
    expect((await ask('callOld')).errors).toMatchObject([{ message: 'boom', errorType: 'Lambda:Unhandled' }]);
  });

  test('that cannot be called is told likewise', async () => {
    expect((await ask('call(text: "throttled")')).errors).toMatchObject([
      { message: 'seen: Rate Exceeded.', errorType: 'Lambda:TooManyRequestsException' },
    ]);
  });

  test('that does not answer within 30 seconds is not waited for', async () => {
    const answer = ask('call(text: "hang")');
    await vi.waitUntil(() => String(calls.at(-1)?.payload).includes('hang'));
    app.services.clock.setOffset(31_000);
    expect((await answer).errors).toMatchObject([{ errorType: 'ExecutionTimeout' }]);
    app.services.clock.setOffset(0);
  });

  test('called as an event answers nothing', async () => {
    expect(await ask('callEvent')).toEqual({ x: null, errors: undefined });
    expect(calls.at(-1)?.invocationType).toBe('event');
  });

  test('without handlers gets the whole context', async () => {
    const { x } = await ask('direct(a: 3)');
    expect(at(x, 'echo')).toMatchObject({
      arguments: { a: 3 },
      identity: { sub: 'sub-1' },
      info: { fieldName: 'direct' },
    });
  });

  test('resolves sibling fields in one batch, each with its own end', async () => {
    calls.length = 0;
    const { data, errors } = await app.send('{ items { value squared } }');
    expect(at(data, 'items')).toMatchObject([{ squared: 1 }, { squared: null }, { squared: 9 }]);
    expect(errors).toMatchObject([{ path: ['items', 1, 'squared'], message: 'not two', errorType: 'No' }]);
    expect(calls).toHaveLength(1);
  });
});
