import { describe, expect, it } from 'vitest';
import { describeFact, describeFacts } from './describe-facts.ts';
import type { Fact } from './facts.ts';

describe('facts in words', () => {
  it.each<[Fact, string]>([
    [{ kind: 'polarity', value: 'partly' }, 'in part'],
    [{ kind: 'count', value: 40e12, unit: 'bytes' }, '40 TB'],
    [{ kind: 'count', value: 2.5e15, unit: 'bytes', approximate: true }, 'about 2.5 PB'],
    [{ kind: 'count', value: 300e9, unit: 'bytes' }, '300 GB'],
    [{ kind: 'count', value: 5e6, unit: 'bytes' }, '5 MB'],
    [{ kind: 'count', value: 1, unit: 'people' }, '1 person'],
    [{ kind: 'count', value: 1, unit: 'incidents' }, '1 incident'],
    [{ kind: 'count', value: 4, min: 3, max: 5, unit: 'people' }, '3 to 5 people'],
    [{ kind: 'count', value: 50, min: 50, unit: 'systems' }, 'at least 50 systems'],
    [{ kind: 'count', value: 50, max: 50, unit: 'systems' }, 'up to 50 systems'],
    [{ kind: 'count', value: 9_000, unit: 'cases', per: 'month' }, '9,000 cases a month'],
    [{ kind: 'count', value: 7, unit: 'dragons' }, '7 dragons'],
    [{ kind: 'percentage', value: 12.5 }, '12.5 %'],
    [{ kind: 'money', value: 250_000, currency: 'EUR', per: 'year' }, 'EUR 250,000 a year'],
    [{ kind: 'money', value: 250_000, currency: 'unknown', per: 'once' }, '250,000 (no currency named)'],
    [{ kind: 'date', date: '2027-03-15', precision: 'day' }, '2027-03-15'],
    [{ kind: 'date', date: '2027-03-31', precision: 'month' }, 'March 2027'],
    [{ kind: 'date', date: '2027-09-30', precision: 'quarter' }, 'Q3 2027'],
    [{ kind: 'date', date: '2027-08-31', precision: 'quarter' }, 'August 2027'],
    [{ kind: 'date', date: '2027-12-31', precision: 'year' }, '2027'],
    [{ kind: 'duration', value: 0 }, 'at once'],
    [{ kind: 'duration', value: 11 / 1_440 }, '11 minutes'],
    [{ kind: 'duration', value: 0.5 }, '12 hours'],
    [{ kind: 'duration', value: 1 }, '1 day'],
    [{ kind: 'duration', value: 14 }, '2 weeks'],
    [{ kind: 'duration', value: 60 }, '2 months'],
    [{ kind: 'duration', value: 91 }, '3 months'],
    [{ kind: 'duration', value: 146 }, 'about 5 months'],
    [{ kind: 'duration', value: 730 }, '2 years'],
    [{ kind: 'duration', value: 7, recurring: true }, 'every week'],
    [{ kind: 'duration', value: 1 / 24, recurring: true }, 'every hour'],
    [{ kind: 'duration', value: 182, recurring: true }, 'every 6 months'],
    [{ kind: 'duration', value: 146, recurring: true }, 'about every 5 months'],
    [{ kind: 'duration', value: 17.5, min: 14, max: 21, recurring: true }, 'every 2 weeks to 3 weeks'],
    [{ kind: 'duration', value: 14, max: 14, recurring: true }, 'every 2 weeks'],
    [{ kind: 'duration', value: 10, per: 'week' }, '240 hours a week'],
    [{ kind: 'product', id: 'kafka', presence: 'absent' }, 'not Kafka'],
    [{ kind: 'product', id: 'kafka', presence: 'leaving' }, 'Kafka being retired'],
    [{ kind: 'product', id: 'no-longer-in-the-catalogue', presence: 'used' }, 'no-longer-in-the-catalogue'],
    [{ kind: 'practice', id: 'data-lake', presence: 'absent' }, 'no data lake'],
    [{ kind: 'practice', id: 'data-lake', presence: 'partial' }, 'a data lake in part'],
    [{ kind: 'practice', id: 'data-lake', presence: 'planned' }, 'a data lake planned'],
    [{ kind: 'practice', id: 'data-lake', presence: 'unsure' }, 'a data lake (not sure)'],
    [{ kind: 'item', text: 'drone images' }, 'drone images'],
  ])('%j', (fact, words) => expect(describeFact(fact)).toBe(words));

  it('leave out a plain yes or no where the rest says as much', () => {
    const lake = (presence: 'used' | 'absent'): Fact => ({ kind: 'practice', id: 'data-lake', presence });
    expect(describeFacts([lake('used'), { kind: 'polarity', value: 'yes' }])).toBe('a data lake');
    expect(describeFacts([lake('absent'), { kind: 'polarity', value: 'no' }])).toBe('no data lake');
    expect(describeFacts([lake('used'), { kind: 'polarity', value: 'no' }])).toBe('a data lake; no');
    expect(describeFacts([{ kind: 'polarity', value: 'yes' }])).toBe('yes');
    expect(describeFacts([])).toBe('');
  });
});
