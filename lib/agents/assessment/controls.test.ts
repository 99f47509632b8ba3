import { describe, expect, it } from 'vitest';
import { questionBank } from '#lib/domain/assessment/question-bank';
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
