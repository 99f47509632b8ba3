import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBlueprint } from './parse.ts';
import { catalogue, definitionOf, namesOf } from './testing.ts';

const check = (definition: unknown) => namesOf(parseBlueprint(definition, catalogue));
const nested = (open: string, close: string, times: number, middle = '1') =>
  `${open.repeat(times)}${middle}${close.repeat(times)}`;

describe('a hostile definition is refused, not suffered', () => {
  it.each([
    ['10,000 steps', () => definitionOf(Array.from({ length: 10_000 }, (_, n) => ({ id: `s${n}` }))), [' too-large']],
    ['501 steps', () => definitionOf(Array.from({ length: 501 }, (_, n) => ({ id: `s${n}` }))), ['steps too-large']],
    ['a text of 1 MB', () => definitionOf([{ id: 'a', title: 'x'.repeat(1e6) }]), [' too-large']],
    [
      'a text that takes more bytes than letters',
      () => definitionOf([{ id: 'a', title: 'é'.repeat(150_000) }]),
      [' too-large'],
    ],
    ['a value of 1 MB', () => definitionOf([{ id: 'a', inputs: { x: { value: 'x'.repeat(1e6) } } }]), [' too-large']],
    ['deep lists', () => ({ steps: JSON.parse(nested('[', ']', 5000)) as unknown }), [' malformed']],
    [
      'lists in lists',
      () => ({ steps: JSON.parse(nested('[', ']', 31)) as unknown }),
      ['steps[0][0][0][0][0][0][0] malformed'],
    ],
    [
      'deep conditions',
      () => definitionOf([{ id: 'a', when: JSON.parse(nested('{"not":', '}', 5000)) as unknown }]),
      [' malformed'],
    ],
    [
      'deep values',
      () => definitionOf([{ id: 'a', inputs: { x: { value: JSON.parse(nested('{"a":', '}', 26)) as unknown } } }]),
      ['steps[0].inputs.x.value.a.a.a malformed'],
    ],
    ['numbers that JSON has not', () => ({ steps: 1n }), [' malformed']],
    [
      'a property that throws',
      () => ({
        get steps() {
          throw new Error('no');
        },
      }),
      [' malformed'],
    ],
  ])('%s', (_, make, issues) => {
    expect(check(make())).toEqual(issues);
  });

  it('something that contains itself', () => {
    const knot: Record<string, unknown> = {};
    knot.steps = [knot];
    expect(check(knot)).toEqual([' malformed']);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('names that objects know: %s', (name) => {
    const text = `{"id":"a","title":"A","agent":"${name}","task":"${name}","after":["${name}"],"inputs":{"${name}":{"from":"run.input.${name}"}},"when":{"path":"steps.${name}.output.${name}","is":"present"}}`;
    const definition = `{"schemaVersion":1,"id":"x","name":"X","version":1,"${name}":1,"inputs":{},"steps":[${text}]}`;
    expect(check(JSON.parse(definition)).length).toBeGreaterThan(0);
  });

  it('conditions as deep as they may be', () => {
    const when: unknown = JSON.parse(nested('{"all":[{"not":', '}]}', 9, '{"path":"run.input","is":"present"}'));
    expect(check(definitionOf([{ id: 'a', when }]))).toEqual(['steps[0].when.all[0].not.all[0] malformed']);
    const shallow: unknown = JSON.parse(nested('{"all":[{"not":', '}]}', 8, '{"path":"run.input","is":"present"}'));
    expect(check(definitionOf([{ id: 'a', when: shallow }]))).toEqual([]);
  });

  it('a cycle of all 500 steps, each wired to 50 others', () => {
    const steps = Array.from({ length: 500 }, (_, n) => ({
      id: `s${n}`,
      after: Array.from({ length: 30 }, (__, back) => `s${(n + back + 1) % 500}`),
    }));
    expect(check(definitionOf(steps))).toEqual(['steps[0] cycle']);
  });

  it('anything else at all', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (definition) => {
        expect(parseBlueprint(definition, catalogue).ok).toBe(false);
      }),
    );
  });

  it('definitions that were changed in one place', () => {
    const places = ['id', 'agent', 'task', 'after', 'inputs', 'forEach', 'when', 'retry', 'gate', 'position'];
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
        const parsed = parseBlueprint(definitionOf([{ id: 'a', [place]: value }]), catalogue);
        if (!parsed.ok) expect(parsed.issues.every(({ message }) => message.length > 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
