import { describe, expect, it } from 'vitest';
import {
  all,
  any,
  atLeast,
  below,
  type FactSource,
  type FactTest,
  has,
  hasSome,
  holds,
  intends,
  lacks,
  names,
  not,
  of,
  plansToUse,
  polarity,
  uses,
} from './fact-test.ts';
import type { Fact } from './facts.ts';

const from = (...facts: Fact[]): FactSource => ({ facts, sentAt: '2026-11-21T09:00:00Z' });
const nobody = () => undefined;
const check = (test: FactTest, ...facts: Fact[]) => holds(test, from(...facts), nobody);

describe('conditions over facts', () => {
  it('tell what is there from what is said not to be there', () => {
    const lake = (presence: 'used' | 'absent' | 'planned' | 'leaving'): Fact => ({
      kind: 'practice',
      id: 'data-lake',
      presence,
    });
    expect(check(has('data-lake'), lake('used'))).toBe(true);
    expect(check(has('data-lake'), lake('absent'))).toBe(false);
    expect(check(lacks('data-lake'), lake('absent'))).toBe(true);
    expect(check(lacks('data-lake'), lake('leaving'))).toBe(true);
    expect(check(intends('data-lake'), lake('planned'))).toBe(true);
    expect(check(lacks('data-lake'))).toBe(false);
  });

  it('find products by id and by category', () => {
    const redshift: Fact = { kind: 'product', id: 'amazon-redshift', presence: 'used' };
    expect(check(uses('warehouse'), redshift)).toBe(true);
    expect(check(uses('amazon-redshift'), redshift)).toBe(true);
    expect(check(uses('lake'), redshift)).toBe(false);
    expect(check(plansToUse('warehouse'), { ...redshift, presence: 'planned' })).toBe(true);
  });

  it('count practices', () => {
    const facts: Fact[] = ['mfa', 'sso'].map((id) => ({ kind: 'practice', id, presence: 'used' }));
    expect(check(hasSome(2, 'mfa', 'sso', 'least-privilege'), ...facts)).toBe(true);
    expect(check(hasSome(3, 'mfa', 'sso', 'least-privilege'), ...facts)).toBe(false);
  });

  it('take "less than 50" as below 50 and "at least 50" as 50', () => {
    const percentage = (bounds: { min?: number; max?: number }): Fact => ({ kind: 'percentage', value: 50, ...bounds });
    expect(check(below('percentage', 50), percentage({ max: 50 }))).toBe(true);
    expect(check(atLeast('percentage', 50), percentage({ max: 50 }))).toBe(false);
    expect(check(atLeast('percentage', 50), percentage({ min: 50 }))).toBe(true);
    expect(check(below('percentage', 50), percentage({}))).toBe(false);
  });

  it('look at the unit of a count', () => {
    const people: Fact = { kind: 'count', value: 12, unit: 'people' };
    expect(check(atLeast('count', 10, 'people'), people)).toBe(true);
    expect(check(atLeast('count', 10, 'systems'), people)).toBe(false);
    expect(check(atLeast('duration', 10), people)).toBe(false);
  });

  it('measure how far ahead a date or a duration lies from the day it was said', () => {
    const ahead: FactTest = { monthsAhead: { atLeast: 4, below: 13 } };
    expect(check(ahead, { kind: 'date', date: '2027-06-30', precision: 'month' })).toBe(true);
    expect(check(ahead, { kind: 'date', date: '2026-12-31', precision: 'month' })).toBe(false);
    expect(check(ahead, { kind: 'duration', value: 180 })).toBe(true);
    expect(check(ahead, { kind: 'polarity', value: 'yes' })).toBe(false);
  });

  it('combine', () => {
    const yes: Fact = { kind: 'polarity', value: 'yes' };
    expect(check(all(polarity('yes'), names('polarity')), yes)).toBe(true);
    expect(check(all(polarity('yes'), polarity('no')), yes)).toBe(false);
    expect(check(any(polarity('no'), polarity('yes')), yes)).toBe(true);
    expect(check(not(polarity('no')), yes)).toBe(true);
  });

  it('look at other answers, where a missing answer holds nothing', () => {
    const others = (id: string) => (id === 'q' ? from({ kind: 'polarity', value: 'no' }) : undefined);
    expect(holds(of('q', polarity('no')), undefined, others)).toBe(true);
    expect(holds(of('other', polarity('no')), undefined, others)).toBe(false);
    expect(holds(polarity('no'), undefined, others)).toBe(false);
  });
});
