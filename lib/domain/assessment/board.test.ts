import { describe, expect, it } from 'vitest';
import { buildBoard } from './board.ts';
import { type BoardRow, filterBoard, readBoardFilter } from './board-view.ts';
import { questionBank } from './question-bank.ts';
import { type AssessmentAnswer, type AssessmentState, startAssessment } from './state.ts';

const platform: AssessmentAnswer = {
  questionId: 'technical.data.platform',
  status: 'answered',
  facts: [{ kind: 'practice', id: 'data-lake', presence: 'used' }],
  quote: 'we have a data lake',
  certainty: 'certain',
  source: { messageId: 'm1', sentAt: '2026-11-01T10:00:00.000Z' },
  how: 'direct',
};

function stateWith(...answers: AssessmentAnswer[]): AssessmentState {
  return { ...startAssessment(), answers: Object.fromEntries(answers.map((answer) => [answer.questionId, answer])) };
}

function rowOf(state: AssessmentState, questionId: string): BoardRow | undefined {
  const rows = buildBoard(state).dimensions.flatMap(({ topics }) => topics.flatMap((topic) => topic.rows));
  return rows.find((row) => row.questionId === questionId);
}

describe('buildBoard', () => {
  it('shows every question of the bank once', () => {
    const { counts } = buildBoard(startAssessment());
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(questionBank.length);
    expect(counts.answered).toBe(0);
  });

  it('shows an answer with its words, its source and its level', () => {
    expect(rowOf(stateWith(platform), platform.questionId)).toMatchObject({
      status: 'answered',
      quote: 'we have a data lake',
      how: 'direct',
      source: { messageId: 'm1' },
      score: { level: 5 },
    });
  });

  it('gives a skipped question neither value nor level', () => {
    const skipped = { ...platform, status: 'skipped' as const, facts: [] };
    expect(rowOf(stateWith(skipped), platform.questionId)).toMatchObject({ status: 'skipped', value: '', score: null });
  });

  it('tells follow-ups that are not called for from open questions', () => {
    const followUp = questionBank.find(({ askedWhen }) => askedWhen !== undefined);
    expect(rowOf(startAssessment(), followUp?.id ?? '')?.status).toBe('notApplicable');
  });
});

describe('filterBoard', () => {
  it('keeps the rows of one status, and topics that have any', () => {
    const [dimension, ...others] = filterBoard(buildBoard(stateWith(platform)), 'answered');
    expect(others).toEqual([]);
    expect(dimension?.topics.map(({ id, rows }) => [id, rows.length])).toEqual([['technical.data', 1]]);
  });
});

describe('readBoardFilter', () => {
  it.each([
    ['open', 'open'],
    ['everything', 'all'],
    [undefined, 'all'],
    [['open', 'skipped'], 'all'],
  ])('reads %j as %s', (value, filter) => {
    expect(readBoardFilter(value)).toBe(filter);
  });
});
