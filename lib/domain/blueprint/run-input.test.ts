import { describe, expect, it } from 'vitest';
import { validateRunInput } from './run-input.ts';
import { blueprintSchema } from './schema.ts';
import { definitionOf } from './testing.ts';

const inputs = {
  brief: { type: 'string', required: true },
  count: { type: 'number' },
  deep: { type: 'object' },
  list: { type: 'array' },
  sure: { type: 'boolean' },
};
const blueprint = blueprintSchema.parse(definitionOf([{ id: 'a' }], { inputs }));
const check = (input: unknown, of = blueprint) => {
  const checked = validateRunInput(of, input);
  return checked.ok ? checked.data : `${checked.error.field ?? ''}: ${checked.error.message}`;
};

describe('the input of a run', () => {
  it('is taken as the blueprint declares it', () => {
    const input = { brief: 'x', count: 1, deep: { a: 1 }, list: [1], sure: false };
    expect(check(input)).toEqual(input);
    expect(check({ brief: 'x', count: null })).toEqual({ brief: 'x', count: null });
  });

  it.each([
    [{}, 'input.brief: brief is required.'],
    [{ brief: null }, 'input.brief: brief is required.'],
    [{ brief: 1 }, 'input.brief: brief must be a string, not number.'],
    [{ brief: 'x', deep: [] }, 'input.deep: deep must be an object, not array.'],
    [{ brief: 'x', list: {} }, 'input.list: list must be an array, not object.'],
    [
      { brief: 'x', other: 1 },
      'input.other: The blueprint has no such input. It takes brief, count, deep, list, sure.',
    ],
    [
      { brief: 'x', toString: 1 },
      'input.toString: The blueprint has no such input. It takes brief, count, deep, list, sure.',
    ],
    [
      JSON.parse('{"brief":"x","__proto__":{"sure":true}}'),
      'input.__proto__: The blueprint has no such input. It takes brief, count, deep, list, sure.',
    ],
  ])('is refused where it is wrong: %o', (input, message) => {
    expect(check(input)).toBe(message);
  });

  it.each([[null], [undefined], ['text'], [7], [[]]])('is an object, not %o', (input) => {
    expect(check(input)).toMatch(/^input: The input must be an object/);
  });

  it('has at most 100,000 bytes', () => {
    expect(check({ brief: 'x'.repeat(99_900) })).toBeTypeOf('object');
    expect(check({ brief: 'é'.repeat(60_000) })).toMatch(/^input: The input has 120012 bytes; 100000 are allowed/);
    expect(check({ brief: 'x'.repeat(1e6) })).toMatch(/^input: The input has/);
  });

  it('nests no deeper than the table takes', () => {
    const nested = (levels: number): unknown => (levels === 0 ? [] : { a: nested(levels - 1) });
    expect(check({ brief: 'x', deep: nested(28) })).toBeTypeOf('object');
    expect(check({ brief: 'x', deep: nested(29) })).toMatch(/^input.deep: The input is nested more than 30 levels/);
    const bottomless: unknown = JSON.parse(`${'['.repeat(30_000)}${']'.repeat(30_000)}`);
    expect(check({ brief: 'x', deep: bottomless })).toMatch(/^input/);
  });

  it('is JSON', () => {
    const knot: Record<string, unknown> = {};
    knot.brief = knot;
    expect(check(knot)).toBe('input: The input cannot be written as JSON.');
    expect(check({ brief: 1n })).toBe('input: The input cannot be written as JSON.');
  });

  it('is none where the blueprint takes none', () => {
    const silent = blueprintSchema.parse(definitionOf([{ id: 'a' }]));
    expect(check({}, silent)).toEqual({});
    expect(check({ brief: 'x' }, silent)).toBe('input.brief: The blueprint takes no input.');
  });
});
