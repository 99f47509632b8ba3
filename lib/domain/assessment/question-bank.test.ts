import { describe, expect, it } from 'vitest';
import { topicIds } from './dimensions.ts';
import type { FactTest } from './fact-test.ts';
import { getPractice, practices } from './practices.ts';
import { productCategories } from './product-row.ts';
import { getProduct, products } from './products.ts';
import { answerReference, getQuestion, listQuestions, questionBank } from './question-bank.ts';

function partsOf(test: FactTest): FactTest[] {
  if ('all' in test) return test.all.flatMap(partsOf);
  if ('any' in test) return test.any.flatMap(partsOf);
  if ('not' in test) return partsOf(test.not);
  return 'of' in test ? [test, ...partsOf(test.holds)] : [test];
}

const conditions = questionBank.flatMap((question) => [
  ...question.rubric.map(({ when }) => when),
  ...(question.askedWhen ? [question.askedWhen] : []),
]);

describe('the question bank', () => {
  it('has ids of dimension, topic and name, each once', () => {
    const ids = questionBank.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const question of questionBank) expect(question.id.startsWith(`${question.topic}.`)).toBe(true);
  });

  it('asks at least two questions of every topic, and 36 to 50 in all', () => {
    for (const topic of topicIds) {
      expect(questionBank.filter((question) => question.topic === topic).length, topic).toBeGreaterThanOrEqual(2);
    }
    expect(questionBank.length).toBeGreaterThanOrEqual(36);
    expect(questionBank.length).toBeLessThanOrEqual(50);
  });

  it('says why it asks, and names a remedy wherever a low level is possible', () => {
    for (const question of questionBank) {
      expect(question.why.length).toBeGreaterThan(20);
      const isLow = question.rubric.some(({ level }) => level <= 2);
      expect(question.remedy !== undefined, question.id).toBe(isLow);
    }
  });

  it('scores only what it wants to hear: every practice of a rubric is one that some answer can hold', () => {
    for (const question of questionBank) {
      const wanted = new Set<string>(question.wants.flatMap((want) => (want.kind === 'practice' ? want.ids : [])));
      for (const test of question.rubric.flatMap(({ when }) => partsOf(when))) {
        if ('practice' in test)
          for (const id of test.practice) expect(wanted.has(id), `${question.id}: ${id}`).toBe(true);
      }
    }
  });

  it('names only practices, products and questions that exist', () => {
    for (const test of conditions.flatMap(partsOf)) {
      if ('practice' in test) for (const id of test.practice) expect(getPractice(id), id).toBeDefined();
      if ('of' in test) expect(getQuestion(test.of), test.of).toBeDefined();
      if ('product' in test) {
        for (const id of test.product) {
          expect(getProduct(id) !== undefined || productCategories.some((category) => category === id), id).toBe(true);
        }
      }
    }
  });

  it('gives every answer a reference that does not depend on what was answered', () => {
    expect(answerReference('technical.data.platform')).toBe('A1');
    expect(new Set(questionBank.map(({ id }) => answerReference(id))).size).toBe(questionBank.length);
  });

  it('lists all questions with their dimension', () => {
    expect(listQuestions()).toHaveLength(questionBank.length);
    expect(listQuestions()[0]).toMatchObject({
      id: 'technical.data.platform',
      dimension: 'technical',
      followUp: false,
    });
  });
});

describe('the catalogues', () => {
  it('hold every id once', () => {
    expect(new Set(products.map(({ id }) => id)).size).toBe(products.length);
    expect(new Set(practices.map(({ id }) => id)).size).toBe(practices.length);
  });
});
