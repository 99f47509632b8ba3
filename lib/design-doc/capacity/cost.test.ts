import { describe, expect, it } from 'vitest';
import type { Component } from '#lib/scan/schema';
import { createContext } from '../context.ts';
import type { DesignInput } from '../design-input.ts';
import { withProperty } from '../testing/change-model.ts';
import { ordersInput } from '../testing/orders-input.ts';
import { ordersModel } from '../testing/orders-model.ts';
import { estimateCost } from './cost.ts';
import { bottleneckOf, limitsOfDesign } from './limits.ts';
import { datesOf } from './price-table.ts';
import { dollars, unitPrice } from './shown-number.ts';

const estimate = (input: DesignInput) => estimateCost(createContext(input, input));
const saying = (answers: Record<string, string>): DesignInput => ({
  ...ordersInput,
  answers: {
    ...ordersInput.answers,
    ...Object.fromEntries(Object.entries(answers).map(([id, text]) => [id, { text, messageId: 'm' }])),
  },
});
const seconds = 730 * 3600;

describe('cost', () => {
  it('is the sum of what each request causes, as worked out by hand', () => {
    const found = estimate(ordersInput);
    const month = 50 * seconds;
    // Three operations share the load; creating an order also ships it: 4 functions, 2 reads, 2 writes, 1 event in all.
    const byHand =
      month * 1e-6 +
      (month / 3) * 4 * 0.2e-6 +
      (month / 3) * 2 * 0.125e-6 +
      (month / 3) * 2 * 0.625e-6 +
      (month / 3) * 1e-6 +
      0.1;
    expect(found?.total).toBeCloseTo(byHand, 6);
    expect(found?.totalAt10).toBeCloseTo((byHand - 0.1) * 10 + 0.1, 6);
  });

  it('adds compute time and storage once they are stated, with their formulas', () => {
    const found = estimate(saying({ 'function-duration': '100 ms', 'data-volume': '2 KB a record, 5 GB today' }));
    const compute = found?.lines.find(({ price }) => price === 'lambda-second');
    expect(compute?.quantity).toBeCloseTo(((50 * seconds) / 3) * ((512 + 256 + 256 + 256) / 1024) * 0.1, 3);
    expect(compute?.sources.filter(({ kind }) => kind === 'file').map(({ id, line }) => `${id}:${line}`)).toContain(
      'template.yaml:43',
    );
    expect(found?.lines.find(({ price }) => price === 'write-unit')?.formula).toContain('2 unit');
    expect(found?.lines.find(({ price }) => price === 'stored-gigabyte')?.usd).toBe(1.25);
  });

  it('prices each API by its kind, and shares the load with operations whose answer is not in the source', () => {
    const graphql: Component = {
      ...{ id: 'Graph', kind: 'api', type: 'AWS::AppSync::GraphQLApi', name: 'Graph', properties: [] },
      ...{ source: { file: 'graph.yaml', line: 1 }, confidence: 1 },
    };
    const api = (method: string, path: string, target: string | null) => ({
      ...{ method, path, target, confidence: 1, source: { file: 'graph.yaml', line: 9 } },
    });
    const model = {
      ...ordersModel,
      components: [...ordersModel.components, graphql],
      apis: [
        ...ordersModel.apis,
        api('QUERY', 'order', 'GetOrder'),
        api('OPTIONS', '/orders', null),
        api('POST', '/x', null),
      ],
    };
    const found = estimate({ ...ordersInput, model });
    const month = 50 * seconds;
    const quantityOf = (what: string) => found?.lines.find((one) => one.what === what)?.quantity;
    expect(quantityOf('API (HTTP API)')).toBeCloseTo((month * 4) / 5, 3);
    expect(quantityOf('API (AppSync)')).toBeCloseTo(month / 5, 3);
    expect(quantityOf('Lambda requests')).toBeCloseTo((month / 5) * 5, 3);
    expect(found?.missing.map(({ what }) => what)).toContain(
      'what 1 of 5 operations cause behind the API, as the source does not say what answers them',
    );
  });

  it('says of which day each price is', () => {
    expect(datesOf(['lambda-request', 'alarm', 'key', 'lambda-second'])).toBe(
      '2024-07-01 (cloudwatch, kms), 2026-11-01 (lambda)',
    );
    expect(unitPrice(0.2e-6, 'invocation')).toBe('$0.20 per million invocations');
    expect(unitPrice(0.00065, 'WCU-hour')).toBe('$0.00065 per WCU-hour');
  });

  it('is not there without a load, and invents none', () => {
    expect(estimate({ ...ordersInput, answers: {} })).toBeNull();
    expect(estimate(saying({ load: 'quite a lot of orders' }))).toBeNull();
  });

  it('names what is missing with the question that would complete it', () => {
    expect(estimate(ordersInput)?.missing.flatMap(({ question }) => question ?? [])).toEqual([
      'function-duration',
      'data-volume',
    ]);
  });

  it('prices provisioned capacity by the hour, at any load', () => {
    const provisioned = withProperty(
      withProperty(
        withProperty(ordersModel, 'OrdersTable', 'BillingMode', 'PROVISIONED'),
        'OrdersTable',
        'ProvisionedThroughput.ReadCapacityUnits',
        5,
      ),
      'OrdersTable',
      'ProvisionedThroughput.WriteCapacityUnits',
      5,
    );
    const found = estimate({ ...ordersInput, model: provisioned });
    const units = found?.lines.filter(({ price }) => price.startsWith('provisioned')) ?? [];
    expect(units.map(({ usd, usdAt10 }) => [usd, usdAt10])).toEqual([
      [5 * 730 * 0.00013, 5 * 730 * 0.00013],
      [5 * 730 * 0.00065, 5 * 730 * 0.00065],
    ]);
    expect(found?.lines.some(({ price }) => price === 'write-unit')).toBe(false);
  });

  it('shows small amounts as they are, not as nothing', () => {
    expect([dollars(0), dollars(0.0004), dollars(1234.5)]).toEqual(['$0.00', '$0.0004', '$1,234.50']);
  });
});

describe('limits', () => {
  it('finds what is used up first', () => {
    const input = saying({ 'function-duration': '2 s' });
    const limits = limitsOfDesign(createContext(input, input));
    // A third of 50 a second creates an order, each shipped for 2 s by a function reserved to 5 executions.
    expect(bottleneckOf(limits)).toMatchObject({
      what: 'Reserved concurrency of ShipOrder',
      limit: 5,
      place: { line: 104 },
    });
    expect(bottleneckOf(limits)?.used).toBeCloseTo(33.33, 1);
  });

  it('says which input is missing', () => {
    const input = { ...ordersInput, answers: {} };
    const limits = limitsOfDesign(createContext(input, input));
    expect(limits.every(({ used, missing }) => used === null && missing === 'load')).toBe(true);
    expect(bottleneckOf(limits)).toBeNull();
  });
});
