import { describe, expect, it } from 'vitest';
import { validateCode } from './validate-code.ts';

const rulesOf = (body: string): string[] =>
  validateCode(`export function request(ctx) { ${body} }\nexport function response(ctx) { return ctx.result; }`).map(
    ({ rule }) => rule,
  );

describe('validateCode', () => {
  it('finds nothing in what AppSync accepts', () => {
    const body = `const { a, ...rest } = ctx.args; let n = 0; for (const k in rest) { n += 1; if (n > 2) break; }
      switch (a) { case 1: return [...ctx.args.list].map((x) => x ?? typeof x); default: return { Date: rest.Date?.x }; }`;
    expect(rulesOf(body)).toEqual([]);
  });

  it.each([
    ['for (let i = 0; i < 1; i += 1) {}', 'no-for'],
    ['while (ctx) {}', 'no-while'],
    ['do {} while (ctx);', 'no-while'],
    ['for (const a of ctx) { continue; }', 'no-continue'],
    ['try { ctx(); } finally {}', 'no-try'],
    ['throw ctx;', 'no-throw'],
    ['return this;', 'no-this'],
    ['const f = async () => 1;', 'no-async'],
    ['const f = function* () {};', 'no-generators'],
    ['class A {}', 'no-classes'],
    ['return new Map();', 'no-new'],
    ['let n = 0; n++;', 'no-disallowed-unary-operators'],
    ["return 'a' in ctx;", 'no-disallowed-binary-operators'],
    ['return /a/;', 'no-regex'],
    ['return Date.now();', 'no-undefined-global'],
    ['const f = (n) => f(n + 1);', 'no-recursion'],
  ])('%s', (body, rule) => {
    expect(rulesOf(body)).toEqual([rule]);
  });

  it('knows names of the code itself from names that are missing', () => {
    expect(rulesOf('const process = (Date) => Date; return [process].map((fetch) => fetch);')).toEqual([]);
  });

  it('says where', () => {
    expect(validateCode('export function request() {\n  throw 1;\n}')).toEqual([
      { rule: 'no-throw', message: 'throw is not supported.', line: 2, column: 3, span: 8 },
    ]);
  });

  it('reports code that does not parse, and code that is too long', () => {
    expect(validateCode('export function (')[0]).toMatchObject({ rule: 'syntax', line: 1 });
    expect(validateCode(`import x from 'lodash';`)[0]).toMatchObject({ rule: 'syntax' });
    expect(validateCode(`// ${'x'.repeat(32_768)}`)[0]).toMatchObject({ rule: 'code-size' });
  });
});
