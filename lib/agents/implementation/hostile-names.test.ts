import path from 'node:path';
import { Parser } from 'acorn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimsInput } from './testing/designs.ts';
import { hostileTexts, poison } from './testing/poison-input.ts';
import { build, runNode, typeCheck, unpack, unzip } from './testing/unpack-bundle.ts';

const safePath = /^(?:[A-Za-z][\w-]*\/)*[A-Za-z][\w-]*(?:\.test|\.d)?\.(?:js|ts|json|md|yaml)$/;
const invisible = /[\p{Cf}\u2028\u2029]|(?!\n)\p{Cc}/u;

function expectSafe(entries: Readonly<Record<string, string>>): void {
  const lower = Object.keys(entries).map((name) => name.toLowerCase());
  expect(new Set(lower).size).toBe(lower.length);
  for (const [name, text] of Object.entries(entries)) {
    expect(name).toMatch(safePath);
    expect(path.posix.normalize(name)).toBe(name);
    expect(invisible.exec(text)?.index, name).toBeUndefined();
    if (name.endsWith('.json')) JSON.parse(text);
    if (name.endsWith('.js')) Parser.parse(text, { ecmaVersion: 2022, sourceType: 'module' });
  }
}

describe('names and texts that mean harm', { timeout: 120_000 }, () => {
  it.each([0, 5, 11, 17])('run nowhere: tests pass and types hold (%i)', async (turn) => {
    const input = poison(claimsInput, [...hostileTexts.slice(turn), ...hostileTexts.slice(0, turn)]);
    expectSafe(await unzip(input));
    const folder = await unpack(input);
    const { code, output } = await runNode(folder, ['--test']);
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    expect(await typeCheck(folder)).toEqual({ code: 0, output: '' });
  });

  it('change no rule: as many rules and no more gaps than with plain names', async () => {
    const plain = (await build(claimsInput)).output.bundle;
    const hostile = (await build(poison(claimsInput, hostileTexts))).output.bundle;
    expect(hostile.rules.map(({ kind }) => kind)).toEqual(plain.rules.map(({ kind }) => kind));
    expect(hostile.gaps).toHaveLength(plain.gaps.length);
  });

  it('leave every file well-formed, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { minLength: 1, maxLength: 5 }),
        async (texts) => {
          expectSafe(await unzip(poison(claimsInput, texts)));
        },
      ),
      { numRuns: 40, seed: 20261121 },
    );
  });
});
