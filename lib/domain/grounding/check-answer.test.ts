import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAnswer, completeAnswer } from './check-answer.ts';
import { gatherFacts } from './facts.ts';

const computed = {
  id: 'D1',
  summary: 'Three components serve the claims office.',
  components: [
    { id: 'C1', text: 'A queue holds what comes in.', usd: 12.5 },
    { id: 'C2', text: 'A worker reads every claim.', usd: 40 },
  ],
};
const check = (answer: unknown) => {
  const whole = completeAnswer(computed, answer);
  return checkAnswer(computed, whole, gatherFacts(computed));
};

describe('an answer', () => {
  it('may word texts anew and leave out what stands', () => {
    const answer = { summary: 'The claims office is served by three components.' };
    expect(completeAnswer(computed, answer)).toEqual({ ...computed, ...answer });
    expect(check(answer)).toEqual([]);
    expect(check({ components: [{}, { text: 'Each claim is read by a worker.' }] })).toEqual([]);
  });

  it('may add a text where none was computed', () => {
    expect(check({ outlook: 'The worker costs 40 USD.' })).toEqual([]);
    expect(check({ outlook: 'The worker costs 41 USD.' })).toEqual(['the number "41" at /outlook is not in the facts']);
  });

  it.each([
    ['changes a number', { components: [{ usd: 13 }, {}] }, '/components/0/usd is not as it was computed'],
    ['changes an identifier', { id: 'D2' }, '/id is not as it was computed'],
    ['drops an item', { components: [{ id: 'C1' }] }, '/components is not as it was computed'],
    ['adds data', { discount: 0.1 }, '/discount is not as it was computed'],
    ['takes a text away', { summary: null }, '/summary is not as it was computed'],
    ['says nothing', { summary: ' ' }, '/summary says nothing'],
    ['is of another kind', [], 'the top level is not as it was computed'],
  ])('that %s is refused', (_, answer, problem) => {
    expect(check(answer)).toContain(problem);
  });

  it('with many faults names the first ones and how many there are', () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`n${index}`, index + 1000]));
    expect(check(many)).toHaveLength(21);
    expect(check(many).at(-1)).toBe('and 30 more');
  });

  it('that says what was computed is grounded, whatever that is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const whole = completeAnswer(value, structuredClone(value));
        expect(whole).toEqual(value);
        expect(checkAnswer(value, whole, gatherFacts(value))).toEqual([]);
      }),
    );
  });

  it('of any other number than those of the facts is refused', () => {
    fc.assert(
      fc.property(fc.integer({ min: 14, max: 1_000_000 }), (number) => {
        fc.pre(number !== 40);
        expect(check({ summary: `The office has ${number} components.` })).not.toEqual([]);
      }),
    );
  });
});
