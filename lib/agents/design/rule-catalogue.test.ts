import { describe, expect, it } from 'vitest';
import { getPractice } from '#lib/domain/assessment/practices';
import { productCategories } from '#lib/domain/assessment/product-row';
import { getProduct } from '#lib/domain/assessment/products';
import { getQuestion } from '#lib/domain/assessment/question-bank';
import { designSectionIds } from '#lib/domain/design/section-ids';
import { ask } from './questions.ts';
import { ruleCatalogue } from './rule-catalogue.ts';
import { systemFamilies } from './rules/systems.ts';

const rules = Object.values(ruleCatalogue).flat();
const asText = JSON.stringify(rules);

function collect(value: unknown, name: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => collect(item, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === name ? [inner].flat().map(String) : collect(inner, name),
  );
}

describe('the catalogue of rules', () => {
  it('has well over sixty rules, each with its own id, in the section that the id names', () => {
    expect(rules.length).toBeGreaterThanOrEqual(60);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const section of designSectionIds) {
      for (const rule of ruleCatalogue[section]) {
        expect(rule.section).toBe(section);
        expect(rule.id.startsWith(`${section}.`), rule.id).toBe(true);
      }
    }
  });

  it('adds something with every rule', () => {
    for (const rule of rules) expect(rule.says ?? rule.asks ?? rule.decision, rule.id).toBeDefined();
  });

  it('names only questions, practices and products that the assessment knows', () => {
    for (const id of Object.values(ask)) expect(getQuestion(id), id).toBeDefined();
    const named = [...asText.matchAll(/\{([a-z]+\.[a-z]+\.[a-z-]+)(?:#\w+)?\}/g)].map(([, id]) => id ?? '');
    for (const id of [...named, ...collect(rules, 'of'), ...collect(rules, 'unanswered')])
      expect(getQuestion(id), id).toBeDefined();
    for (const id of collect(
      rules.map(({ when }) => when),
      'practice',
    ))
      expect(getPractice(id), id).toBeDefined();
    const categories: readonly string[] = productCategories;
    for (const id of collect(
      rules.map(({ when }) => when),
      'product',
    ))
      expect(categories.includes(id) || getProduct(id) !== undefined, id).toBe(true);
    for (const id of systemFamilies.flatMap(({ products }) => products)) expect(getProduct(id), id).toBeDefined();
  });

  it('knows each product by one family alone', () => {
    const all = systemFamilies.flatMap(({ products }) => products);
    expect(all.filter((id, index) => all.indexOf(id) !== index)).toEqual([]);
  });
});
