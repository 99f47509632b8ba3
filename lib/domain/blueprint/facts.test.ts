import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText } from './cut-text.ts';
import { evaluate, factOf, factsOf } from './facts.ts';
import { dependenciesOf, initialPaths, watchedPaths } from './graph.ts';
import { resolvePath } from './path.ts';
import { type Blueprint, blueprintSchema, type Condition } from './schema.ts';
import { definitionOf } from './testing.ts';
import { resolveWires } from './wires.ts';

const source = {
  run: { input: { brief: 'A brief', none: null } },
  project: { name: 'P' },
  steps: { parse: { output: { sections: [{ title: 'One' }], score: 3 } } },
  item: { title: 'Two' },
  index: 4,
};

describe('a path', () => {
  it.each([
    ['run.input.brief', 'A brief'],
    ['run.input.none', null],
    ['project.name', 'P'],
    ['steps.parse.output.sections.0.title', 'One'],
    ['item.title', 'Two'],
    ['index', 4],
    ['steps.parse.output.sections.1.title', undefined],
    ['run.input.brief.length', undefined],
    ['steps.parse.output.sections.map', undefined],
    ['run.input.none.deep', undefined],
    ['run.input.toString', undefined],
    ['run.input.constructor.prototype', undefined],
    ['run.input.__proto__', undefined],
    ['unknown', undefined],
  ])('%s leads to %o', (path, value) => {
    expect(resolvePath(path, source)).toEqual(value);
  });
});

describe('the wires of a step', () => {
  it('give its input; what is not there is left out', () => {
    const wires = {
      title: { from: 'item.title' },
      nothing: { from: 'run.input.nothing' },
      none: { from: 'run.input.none' },
      fixed: { value: { deep: [1] } },
    };
    expect(resolveWires(wires, source)).toEqual({ title: 'Two', none: null, fixed: { deep: [1] } });
  });

  it('cannot change what objects are', () => {
    const input = resolveWires({ constructor: { value: 1 } }, source);
    expect(Object.keys(input)).toEqual(['constructor']);
  });
});

describe('a fact', () => {
  it.each([
    ['text', 'text'],
    [3.5, 3.5],
    [true, true],
    [null, null],
    [undefined, null],
    [Number.NaN, null],
    [() => 1, null],
    [[1, 2], { length: 2 }],
    [{ a: 1, b: 2 }, { keys: 2 }],
  ])('of %o is %o', (value, fact) => {
    expect(factOf(value)).toEqual(fact);
  });

  it('takes 200 bytes at most, and is the beginning of its text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.nat(300), (text, bytes) => {
        const cut = cutText(text, bytes);
        expect(text.startsWith(cut)).toBe(true);
        expect(new TextEncoder().encode(JSON.stringify(cut)).length - 2).toBeLessThanOrEqual(bytes);
      }),
    );
    expect(factOf('x'.repeat(1000))).toHaveLength(200);
    expect(cutText('a\ud800b', 8)).toBe('a\ud800b');
    expect(cutText('a\ud800b', 7)).toBe('a\ud800');
    expect(cutText('ab😀', 5)).toBe('ab');
  });

  it('is kept for each path that is asked for', () => {
    expect(factsOf(['steps.parse.output.sections', 'steps.parse.output.title'], source)).toEqual({
      'steps.parse.output.sections': { length: 1 },
      'steps.parse.output.title': null,
    });
  });
});

describe('a condition', () => {
  const facts = {
    n: 3,
    text: 'b',
    list: { length: 2 },
    map: { keys: 1 },
    yes: true,
    none: null,
    long: 'x'.repeat(200),
  };
  const is = (path: string, comparison: string, value?: unknown) => ({ path, is: comparison, value }) as Condition;

  it.each([
    [is('n', 'equals', 3), true],
    [is('n', 'equals', '3'), false],
    [is('n', 'not-equals', 4), true],
    [is('n', 'at-least', 3), true],
    [is('n', 'at-least', 4), false],
    [is('n', 'at-most', 3), true],
    [is('n', 'at-most', 2), false],
    [is('text', 'at-least', 'a'), true],
    [is('text', 'at-least', 'b'), true],
    [is('text', 'at-most', 'a'), false],
    [is('text', 'at-least', 1), false],
    [is('n', 'at-least', 'a'), false],
    [is('list', 'equals', 2), true],
    [is('list', 'at-least', 3), false],
    [is('map', 'equals', 1), true],
    [is('yes', 'equals', true), true],
    [is('yes', 'at-least', true), false],
    [is('none', 'absent'), true],
    [is('none', 'equals', null), true],
    [is('none', 'at-least', 0), false],
    [is('none', 'equals'), true],
    [is('unknown', 'absent'), true],
    [is('constructor', 'present'), false],
    [is('list', 'present'), true],
    [is('long', 'equals', 'x'.repeat(900)), true],
  ])('%o is %o', (condition, holds) => {
    expect(evaluate(condition, facts)).toBe(holds);
    expect(evaluate({ not: condition }, facts)).toBe(!holds);
  });

  it('may join others', () => {
    const [yes, no] = [is('n', 'equals', 3), is('n', 'equals', 4)];
    expect(evaluate({ all: [yes, yes] }, facts)).toBe(true);
    expect(evaluate({ all: [yes, no] }, facts)).toBe(false);
    expect(evaluate({ any: [no, yes] }, facts)).toBe(true);
    expect(evaluate({ any: [no, no] }, facts)).toBe(false);
  });
});

describe('a blueprint', () => {
  const blueprint: Blueprint = blueprintSchema.parse(
    definitionOf([
      { id: 'a' },
      { id: 'wide', forEach: { from: 'steps.a.output.list' } },
      {
        id: 'end',
        after: ['a'],
        inputs: { x: { from: 'steps.wide.output' }, y: { from: 'project.name' } },
        when: {
          any: [
            {
              all: [
                { path: 'steps.a.output.score', is: 'present' },
                { path: 'run.input.tone', is: 'present' },
              ],
            },
            { not: { path: 'steps.wide.output', is: 'absent' } },
            { path: 'steps.a.output.score', is: 'absent' },
          ],
        },
      },
    ]),
  );

  it('has the dependencies that its paths and "after" name', () => {
    expect([...dependenciesOf(blueprint)]).toEqual([
      ['a', []],
      ['wide', ['a']],
      ['end', ['a', 'wide']],
    ]);
  });

  it('asks for the facts that it decides by, of steps and from the beginning', () => {
    expect(watchedPaths(blueprint)).toEqual({ a: ['steps.a.output.list', 'steps.a.output.score'] });
    expect(initialPaths(blueprint)).toEqual(['run.input.tone']);
  });
});
