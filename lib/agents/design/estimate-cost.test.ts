import { describe, expect, it } from 'vitest';
import { estimateCost } from './estimate-cost.ts';
import { listPrices, listPricesOf } from './list-prices.ts';
import { designOf, reportOfExample } from './testing/reports.ts';

const hospital = await designOf(await reportOfExample('hospital'));

describe('the cost of operation', () => {
  it('agrees with a calculation by hand for 9,000 letters a month', () => {
    // 9,000 letters of 9,000 tokens read and 1,400 written, at USD 2 and 10 per million, a tenth more within the region.
    const model = ((9_000 * 9_000 * 2 + 9_000 * 1_400 * 10) / 1e6) * 1.1;
    const ofAgent = hospital.cost.items.filter(({ component }) => component === 'clinical-notes-agent');
    expect(ofAgent.reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0)).toBeCloseTo(model, 2);
    expect(hospital.cost.items.find(({ component }) => component === 'private-link')?.monthlyUsd).toBe(36.5);
    expect(hospital.cost.items.find(({ component }) => component === 'sign-in')?.monthlyUsd).toBe(18);
  });

  it('is the sum of its items, each quantity times its price', () => {
    const { items, monthlyUsd } = hospital.cost;
    for (const { quantity, unitUsd, monthlyUsd: each } of items) expect(each).toBeCloseTo(quantity * unitUsd, 1);
    expect(items.reduce((sum, item) => sum + item.monthlyUsd, 0)).toBeCloseTo(monthlyUsd, 2);
  });

  it('leaves out what depends on a volume that nobody stated, and says so', () => {
    const cost = estimateCost(hospital.components, new Map([['pattern', { value: 'clinical-notes', sources: [] }]]));
    expect(cost.items.map(({ driver }) => driver)).not.toContain('tokens read by the model');
    expect(cost.assumptions.join(' ')).toContain('No volume was stated');
  });

  it('prices nothing where no use case is known', () => {
    expect(estimateCost(hospital.components, new Map()).items).toEqual([]);
  });

  it('says which prices are to be confirmed', () => {
    expect(hospital.cost.assumptions.join(' ')).toContain('to be confirmed: encryption key, stored, pages read');
  });

  it('names what it does not price', () => {
    expect(hospital.cost.assumptions.join(' ')).toContain('Clinical letter workplace');
  });
});

describe('the price list', () => {
  it('has a source for every price, and no day before the one it is said to be of', () => {
    for (const { source, asOf, usd } of Object.values(listPrices)) {
      expect(['aws.amazon.com', 'platform.claude.com']).toContain(new URL(source).hostname);
      expect((asOf ?? listPricesOf) >= listPricesOf).toBe(true);
      expect(usd).toBeGreaterThan(0);
    }
  });
});
