import { describe, expect, it } from 'vitest';
import type { DesignInput } from '../design-input.ts';
import { sectionKind } from '../sections.ts';
import { withProperty } from '../testing/change-model.ts';
import { greenfieldInput, ordersInput } from '../testing/orders-input.ts';
import { ordersModel } from '../testing/orders-model.ts';
import { openQuestions, questionBank, questionState } from './question-bank.ts';

const bare: DesignInput = { ...ordersInput, answers: {} };
const asked = (input: DesignInput) => openQuestions(input).map(({ id }) => id);
const stateOf = (input: DesignInput, id: string) => {
  const question = questionBank.find((one) => one.id === id);
  return question && questionState(question, input);
};

describe('the interview', () => {
  it('asks of a described system only what its source cannot say', () => {
    expect(asked(bare)).toEqual(['load', 'budget', 'retention']);
  });

  it('asks nothing twice, and never what was skipped', () => {
    expect(asked(ordersInput)).toEqual([]);
    expect(asked({ ...bare, answers: { budget: { text: 'skip', messageId: 'm' } } })).toEqual(['load', 'retention']);
  });

  it('does not ask for the retention of tables that all expire', () => {
    expect(
      asked({
        ...bare,
        model: withProperty(ordersModel, 'OrdersTable', 'TimeToLiveSpecification.AttributeName', 'ttl'),
      }),
    ).toEqual(['load', 'budget']);
  });

  it('says what the source answers instead', () => {
    expect(stateOf(bare, 'use-cases')).toEqual({ state: 'from source', why: 'The source has 3 operations.' });
    expect(stateOf(bare, 'authentication')?.state).toBe('from source');
    expect(
      stateOf({ ...bare, model: { ...ordersModel, apis: [], components: [], relations: [] } }, 'authentication')?.state,
    ).toBe('irrelevant');
  });

  it('takes a document for an answer until a person says otherwise', () => {
    const documents = [
      { documentId: 'd1', documentName: 'brief.pdf', questionId: 'load', quote: '20 orders per second', page: 3 },
    ];
    expect(stateOf({ ...bare, documents }, 'load')).toEqual({
      state: 'from document',
      why: 'brief.pdf: 20 orders per second',
    });
    expect(stateOf({ ...ordersInput, documents }, 'load')?.state).toBe('answered');
  });

  it('asks more where nothing is there yet, and of a migration where it goes', () => {
    expect(asked({ ...greenfieldInput, answers: {} })).toEqual(
      expect.arrayContaining(['scope', 'use-cases', 'entities', 'authentication']),
    );
    expect(asked({ ...bare, mode: 'migration' })).toEqual([
      'load',
      'budget',
      'retention',
      'migration-target',
      'migration-downtime',
      'migration-rollback',
    ]);
  });

  it('has one question of each id, each for a section, with an example', () => {
    expect(new Set(questionBank.map(({ id }) => id)).size).toBe(questionBank.length);
    for (const { section, text, example } of questionBank) {
      expect(sectionKind(section)).toBeDefined();
      expect(text).toMatch(/[?.]$/);
      expect(example).not.toBe('');
    }
  });
});
