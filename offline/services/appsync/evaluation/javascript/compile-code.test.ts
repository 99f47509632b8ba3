import { describe, expect, it } from 'vitest';
import type { ResolverContext } from '../contract.ts';
import { errorOf, testContext, testSource, userPoolIdentity, valueOf } from '../testing.ts';
import { compileCode } from './compile-code.ts';

const IMPORTS = `import { util, runtime, extensions } from '@aws-appsync/utils';\n`;

const compile = (code: string) => compileCode(IMPORTS + code, { name: 'test', source: testSource() });
const request = (body: string, context: Partial<ResolverContext> = {}) =>
  compile(`export function request(ctx) { ${body} }`).request(testContext(context));

describe('modules', () => {
  it('gives the exported handlers the context', () => {
    const code = compile(
      'const own = (ctx) => ctx.result.items; export { own as response };\nexport const request = () => 1;',
    );
    expect(valueOf(code.request(testContext()))).toBe(1);
    expect(valueOf(code.response(testContext({ result: { items: [1] } })))).toEqual([1]);
  });

  it('takes bundled code, with names imported under others', () => {
    const code = `// resolvers/a.ts
import { util as util2 } from "@aws-appsync/utils";
import * as ddb from "@aws-appsync/utils/dynamodb";
import { get } from "@aws-appsync/utils/dynamodb";
function request(ctx) { return [util2.autoId(), get({ key: { id: ctx.args.id } }), ddb.operations.remove()]; }
export {
  request
};`;
    const context = testContext({ arguments: { id: 'x' } });
    expect(valueOf(compileCode(code, { name: 'bundle', source: testSource() }).request(context))).toEqual([
      '00000000-0000-4000-8000-000000000001',
      { operation: 'GetItem', key: { id: { S: 'x' } } },
      { type: 'OPERATION_REMOVE' },
    ]);
  });

  it('fails with what other modules and code that does not parse are', () => {
    const failureOf = (code: string) => errorOf(compile(code).request(testContext())).message;
    expect(failureOf(`import x from 'lodash';`)).toContain('The module lodash cannot be imported');
    expect(failureOf('export function request( {')).toContain('Unexpected token');
  });

  it('says when a handler is missing', () => {
    expect(errorOf(compile('export const request = () => 1;').response(testContext())).message).toBe(
      'The code exports no function response.',
    );
  });
});

describe('the context', () => {
  it('has args and arguments, and spreads whole', () => {
    const evaluation = request('return { ...ctx, same: ctx.args.a === ctx.arguments.a };', { arguments: { a: 1 } });
    expect(valueOf(evaluation)).toMatchObject({ args: { a: 1 }, arguments: { a: 1 }, same: true, identity: null });
  });

  it('keeps the stash, also when the code ends early', () => {
    const context = testContext({ stash: { old: 1, gone: 2 } });
    const code = compile(`export function request(ctx) {
      ctx.stash.fresh = { a: [1] }; delete ctx.stash.gone; util.error('stop');
    }`);
    const { stash } = context;
    expect(errorOf(code.request(context)).message).toBe('stop');
    expect(stash).toEqual({ old: 1, fresh: { a: [1] } });
  });

  it('carries nothing from one call to the next', () => {
    const code = compile('let count = 0; export function request() { count += 1; return count; }');
    expect([code.request(testContext()), code.request(testContext())].map(valueOf)).toEqual([1, 1]);
  });

  it('gives undefined for a handler that returns nothing', () => {
    expect(request('').outcome).toEqual({ kind: 'value', value: undefined });
  });
});

describe('util, runtime, extensions and console', () => {
  it('ends with errors and appends others', () => {
    const evaluation = request(`util.appendError('first', 'A'); util.error('second', 'B', { d: 1 }, { i: 2 });`);
    expect(evaluation).toMatchObject({
      outcome: { kind: 'error', error: { message: 'second', errorType: 'B', data: { d: 1 }, errorInfo: { i: 2 } } },
      appendedErrors: [{ message: 'first', errorType: 'A' }],
    });
    expect(errorOf(request('util.unauthorized();')).errorType).toBe('Unauthorized');
  });

  it('cannot swallow the end of the evaluation', () => {
    expect(errorOf(request(`try { util.error('kept'); } catch (e) {} return 1;`)).message).toBe('kept');
  });

  it('returns early, and says where to go on', () => {
    expect(request(`runtime.earlyReturn({ a: 1 });`).outcome).toEqual({ kind: 'return', value: { a: 1 } });
    expect(request(`runtime.earlyReturn(null, { skipTo: 'END' });`).outcome).toEqual({
      kind: 'return',
      value: null,
      skipTo: 'END',
    });
  });

  it('hands out subscription filters as the fixture app sets them', () => {
    const identity = userPoolIdentity({ org_read: 'acme' });
    const evaluation = request(
      `const filter = { organization: { eq: ctx.identity.claims.org_read }, level: { ge: ctx.args.minLevel ?? 0 } };
      extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter(filter)); return null;`,
      { identity },
    );
    expect(evaluation.subscriptionFilters).toEqual({
      filterGroup: [
        {
          filters: [
            { fieldName: 'organization', operator: 'eq', value: 'acme' },
            { fieldName: 'level', operator: 'ge', value: 0 },
          ],
        },
      ],
    });
  });

  it('tells the time of the clock it was given', () => {
    expect(valueOf(request('return util.time.nowISO8601();'))).toBe('2026-02-03T04:05:06.789Z');
  });

  it('keeps what is logged', () => {
    expect(request(`console.log('a', { b: 1 }, undefined); console.error('c');`).logs).toEqual([
      '"a" {"b":1} undefined',
      '"c"',
    ]);
  });

  it('tells where, when it is asked to', () => {
    const code = `import {
  util
} from '@aws-appsync/utils';
export function request(ctx) {
  const line = (n) => n + 1; console.error('x', line(1));
  return util.time.parseISO8601ToEpochMilliSeconds('no date');
}
export function response() {}`;
    const { outcome, logs } = compileCode(code, { name: 'code', tellsPlaces: true }).request(testContext());
    expect(logs).toEqual(['ERROR - code.js:5:30: "x" 2']);
    expect(outcome.kind === 'error' && outcome.error.message).toMatch(/^code\.js:6:10: /);
  });

  it('gives no more than 5 MB', () => {
    expect(errorOf(request(`return 'x'.repeat(6 * 1024 * 1024);`)).message).toContain('5 MB');
  });

  it('has no call, apply and bind of functions', () => {
    expect(errorOf(request('return Math.max.apply(null, [1]);')).message).toBe('Invalid function: apply');
  });
});

describe('what code must not do', () => {
  it('sees nothing of Node', () => {
    const names = ['process', 'require', 'fetch', 'setTimeout', 'Date', 'Promise', 'globalThis', 'eval', 'Function'];
    const list = names.map((name) => `typeof ${name}`).join(', ');
    expect(valueOf(request(`return [${list}];`))).toEqual(names.map(() => 'undefined'));
  });

  it.each([
    ['util.error'],
    ['ctx.args'],
    ['ctx.args.list'],
    ['(() => 1)'],
    ['util.time.nowISO8601'],
    ['console.log'],
    ['runtime'],
  ])('reaches no other realm through %s', (value) => {
    const context = { arguments: { list: [] } };
    expect(errorOf(request(`return ${value}.constructor.constructor('return process')();`, context)).message).toMatch(
      /^Code generation from strings disallowed/,
    );
  });

  it.each([
    ['while (true) {}'],
    ['for (;;) ;'],
    ['do ; while (true);'],
    ['while (true) { try { while (true) {} } catch (e) {} }'],
    ['const list = [1]; for (const item of list) list.push(item);'],
    ['const forever = () => forever(); return forever();'],
    [`return 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.match('^(a+)+$');`],
  ])('is stopped in %s', (body) => {
    expect(errorOf(request(body))).toMatchObject({
      errorType: 'Code',
      message: expect.stringMatching(/turns|stack|timed/) as unknown,
    });
  });

  it('fails with the reason that JavaScript gives', () => {
    expect(errorOf(request('return ctx.args.a.b;'))).toEqual({
      message: "Cannot read properties of undefined (reading 'b')",
      errorType: 'Code',
    });
    expect(errorOf(request(`return JSON.parse('{');`)).message).toContain('JSON');
  });
});
