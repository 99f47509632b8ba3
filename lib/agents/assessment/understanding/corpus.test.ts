import { describe, expect, it } from 'vitest';
import { describeFact } from '#lib/domain/assessment/describe-facts';
import { getQuestion } from '#lib/domain/assessment/question-bank';
import { assignAnswers } from './assign.ts';
import { corpus } from './corpus.ts';
import { readText } from './read-text.ts';

const today = { year: 2026, month: 11, day: 21 };

function understand(text: string, asked: string | undefined): Record<string, string[]> {
  const assignments = assignAnswers(readText(text, today), asked === undefined ? undefined : getQuestion(asked));
  return Object.fromEntries(assignments.map(({ question, facts }) => [question.id, facts.map(describeFact)]));
}

describe('understanding of messages as people type them', () => {
  it.each(corpus)('reads: $text', ({ asked, text, expected }) => {
    const understood = understand(text, asked);
    for (const [questionId, facts] of Object.entries(expected)) {
      expect(understood[questionId] ?? []).toEqual(expect.arrayContaining([...facts]));
    }
  });

  it('puts nothing into questions that the messages say nothing about', () => {
    const wrong = corpus.flatMap(({ asked, text, expected }) =>
      Object.keys(understand(text, asked))
        .filter((questionId) => expected[questionId] === undefined)
        .map((questionId) => `${questionId}: ${text}`),
    );
    expect(wrong).toEqual([]);
  });
});
