import { describe, expect, it } from 'vitest';
import { getQuestion, questionBank } from '#lib/domain/assessment/question-bank';
import { scoreAnswer } from '#lib/domain/assessment/score';
import { startAssessment } from '#lib/domain/assessment/state';
import { toAnswerControl } from './controls.ts';
import { assignExactly } from './understanding/assign.ts';
import { readText } from './understanding/read-text.ts';

const today = { year: 2026, month: 11, day: 21 };
const options = questionBank.flatMap((question) =>
  (toAnswerControl(question).options ?? []).map(({ value }) => ({ question, value })),
);

describe('answer controls', () => {
  it.each(options)('$question.id understands its own option "$value"', ({ question, value }) => {
    const assignment = assignExactly(readText(value, today), question);
    const facts = assignment?.facts ?? [];
    expect(facts.filter((fact) => fact.kind !== 'item')).not.toEqual([]);
    if (question.rubric.length === 0 || facts.some((fact) => fact.kind === 'polarity' && fact.value === 'unsure'))
      return;
    const source = { messageId: 'm', sentAt: '2026-11-21T09:00:00Z' };
    const answer = {
      questionId: question.id,
      status: 'answered',
      facts,
      quote: value,
      certainty: 'certain',
      source,
      how: 'direct',
    } as const;
    expect(scoreAnswer(question, answer, startAssessment()), value).not.toBeNull();
  });
});

const several = questionBank.filter(({ control }) => control === 'multi-choice');

describe('several choices at once', () => {
  it.each(several.flatMap((question) => [', ', '; ', '\n'].map((separator) => ({ question, separator }))))(
    '$question.id understands them joined by $separator',
    ({ question, separator }) => {
      const chosen = (question.options ?? []).filter((option) => !/^(?:none|neither|no |only )/.test(option));
      const factsOf = (text: string) => assignExactly(readText(text, today), question)?.facts ?? [];
      const apart = chosen.flatMap(factsOf).filter((fact) => fact.kind === 'practice' || fact.kind === 'product');
      const joined = factsOf(chosen.join(separator));
      for (const fact of apart.slice(0, 10)) expect(joined).toContainEqual(fact);
    },
  );
});

describe('typed controls', () => {
  it.each([
    ['commercial.timeline.target', '2027-06-30', { kind: 'date', date: '2027-06-30', precision: 'day' }],
    ['commercial.budget.amount', '250000 EUR', { kind: 'money', value: 250_000, currency: 'EUR', per: 'once' }],
    ['commercial.budget.amount', 'EUR 250000', { kind: 'money', value: 250_000, currency: 'EUR', per: 'once' }],
    ['technical.skills.team', '12', { kind: 'count', value: 12, unit: 'specialists' }],
    ['technical.skills.team', '0', { kind: 'count', value: 0, unit: 'specialists' }],
    ['technical.data.quality', '85', { kind: 'percentage', value: 85 }],
    ['technical.data.quality', '85 % good records', { kind: 'percentage', value: 85 }],
    ['business.value.volume', '9000 cases a month', { kind: 'count', value: 9_000, unit: 'cases', per: 'month' }],
  ])('%s reads %s', (id, value, fact) => {
    const question = getQuestion(id);
    expect(question && assignExactly(readText(value, today), question)?.facts).toEqual([fact]);
  });
});
