import { describe, expect, it } from 'vitest';
import type { SystemModel } from '#lib/scan/schema';
import { citesOf, mono, type Phrase, plainText } from '../content.ts';
import { createContext } from '../context.ts';
import { ordersInput } from '../testing/orders-input.ts';
import { ordersModel } from '../testing/orders-model.ts';
import { buildEventSchemas } from './event-schemas.ts';
import { buildFailureScenarios } from './failure-scenarios.ts';
import { groupedPairs } from './grouped.ts';
import type { SectionBody } from './section-body.ts';

const source = { file: 'template.yaml', line: 1 };
const component = (id: string, kind: 'function' | 'rule', file = source.file) => ({
  ...{ id, kind, type: `AWS::${kind}`, name: id, properties: [], confidence: 1 },
  source: { file, line: 1 },
});
const triggers = (from: string, to: string) => ({ from, to, kind: 'triggers' as const, source, confidence: 1 });
const contextOf = (parts: Partial<SystemModel>) => {
  const input = {
    ...{ ...ordersInput, answers: {} },
    model: { ...ordersModel, components: [], relations: [], apis: [], stores: [], events: [], ...parts },
  };
  return createContext(input, input);
};
const rowsOf = ({ blocks }: SectionBody) =>
  blocks.flatMap((block) => (block.kind === 'table' ? block.rows : [])).map((row) => row.map(plainText));

describe('a function that several rules trigger', () => {
  const rules = [component('RuleA', 'rule'), component('RuleB', 'rule')];
  const relations = [triggers('RuleA', 'Fn'), triggers('RuleB', 'Fn')];
  const scenarios = (parts: Partial<SystemModel>) => rowsOf(buildFailureScenarios(contextOf(parts)));

  it('is one function with both rules named, each with its claim', () => {
    const context = contextOf({ components: [component('Fn', 'function'), ...rules], relations });
    const body = buildFailureScenarios(context);
    expect(rowsOf(body).map(([name]) => name)).toEqual(['Fn, sent to by RuleA, RuleB']);
    const texts = context.claims.all().map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(['RuleA triggers Fn.', 'RuleB triggers Fn.']));
  });

  it('names the sender of a single delivery too', () => {
    const components = [component('Fn', 'function'), component('RuleA', 'rule')];
    expect(scenarios({ components, relations: relations.slice(0, 1) })[0]?.[0]).toBe('Fn, sent to by RuleA');
  });

  it('counts the templates that do hold it', () => {
    const components = [component('Fn', 'function'), component('Fn', 'function', 'other.yaml'), ...rules];
    expect(scenarios({ components, relations })[0]?.[0]).toMatch(/^Fn \(in 2 templates\), sent to by RuleA, RuleB$/);
  });
});

describe('rows with names of their own', () => {
  it('keep every marker, also of names that are only counted or said twice', () => {
    const row = (name: string, cite: string) => ({ name: [mono(name), { cite }] as Phrase, cells: [['alike']] });
    const named = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'a'].map((name, position) => row(name, `c${position}`));
    const [cells = []] = groupedPairs(contextOf({}), 'security-flows', named);
    expect(plainText(cells[0] ?? [])).toBe('a, b, c, d, e, f and 1 more');
    expect(citesOf(cells[0] ?? [])).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7']);
  });
});

describe('events of one name', () => {
  it('from different sources have a row each, so that nobody seems to hear what another one sends', () => {
    const event = (eventSource: string, producer: string, consumer: string | null) => ({
      ...{ name: 'created', eventSource, producer, consumer, source, confidence: 1 },
    });
    const events = [
      event('shop.orders', 'TakeOrder', 'ShipOrder'),
      event('shop.users', 'SignUp', 'Welcome'),
      event('shop.orders', 'ImportOrder', 'ShipOrder'),
    ];
    expect(rowsOf(buildEventSchemas(contextOf({ events })))).toEqual([
      ['created from shop.orders', 'TakeOrder, ImportOrder', 'ShipOrder'],
      ['created from shop.users', 'SignUp', 'Welcome'],
    ]);
  });
});
