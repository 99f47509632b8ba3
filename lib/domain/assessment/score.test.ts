import { describe, expect, it } from 'vitest';
import { isApplicable, listOpenQuestions } from './answers.ts';
import type { Fact } from './facts.ts';
import { chooseNextQuestion } from './next-question.ts';
import { computeProgress, countQuestions } from './progress.ts';
import { getQuestion, questionBank } from './question-bank.ts';
import { maturityName, scoreAssessment } from './score.ts';
import { type AssessmentAnswer, type AssessmentState, startAssessment } from './state.ts';

const source = { messageId: 'm1', sentAt: '2026-11-21T09:00:00Z' };

function answered(questionId: string, ...facts: Fact[]): AssessmentAnswer {
  return { questionId, status: 'answered', facts, quote: '', certainty: 'certain', source, how: 'direct' };
}
const skipped = (questionId: string): AssessmentAnswer => ({ ...answered(questionId), status: 'skipped' });
function withAnswers(...answers: AssessmentAnswer[]): AssessmentState {
  return { ...startAssessment(), answers: Object.fromEntries(answers.map((answer) => [answer.questionId, answer])) };
}
const practice = (id: string, presence: 'used' | 'absent' = 'used'): Fact => ({ kind: 'practice', id, presence });
const product = (id: string): Fact => ({ kind: 'product', id, presence: 'used' });
const yes: Fact = { kind: 'polarity', value: 'yes' };
const no: Fact = { kind: 'polarity', value: 'no' };

describe('scores', () => {
  it('rest on facts: having no data lake is not having a data lake', () => {
    const levelWith = (...facts: Fact[]) => {
      const state = withAnswers(answered('technical.data.platform', ...facts));
      return scoreAssessment(state).dimensions[0]?.topics[0]?.level;
    };
    expect(levelWith(practice('data-lake'))).toBe(5);
    expect(levelWith(practice('data-lake', 'absent'))).toBe(2);
  });

  it('leave unanswered and skipped questions unknown, not zero', () => {
    const scores = scoreAssessment(withAnswers(skipped('technical.data.platform')));
    expect(scores.overall).toBeNull();
    for (const dimension of scores.dimensions) {
      expect(dimension.level).toBeNull();
      for (const topic of dimension.topics) expect(topic.level).toBeNull();
    }
  });

  it('give a topic its level from one answer, and the dimension none for lack of evidence', () => {
    const scores = scoreAssessment(withAnswers(answered('governance.policy.ai', yes)));
    const governance = scores.dimensions.find(({ id }) => id === 'governance');
    expect(governance?.topics[0]).toMatchObject({ id: 'governance.policy', level: 4 });
    expect(governance?.level).toBeNull();
    expect(governance?.coverage).toBeLessThan(40);
  });

  it('weigh answers: a heavy one moves the topic more than a light one', () => {
    const mixed = scoreAssessment(
      withAnswers(
        answered('technical.security.identity', practice('shared-accounts')),
        answered('technical.security.incidents', no),
      ),
    );
    // Level 1 of weight 3 and level 4 of weight 1.
    expect(mixed.dimensions[0]?.topics.find(({ id }) => id === 'technical.security')?.level).toBe(1.8);
  });

  it('give an overall level from two dimensions on', () => {
    const all = (dimension: string) =>
      questionBank.filter(({ id }) => id.startsWith(dimension)).map(({ id }) => answered(id, yes));
    expect(scoreAssessment(withAnswers(...all('governance'))).overall).toBeNull();
    expect(scoreAssessment(withAnswers(...all('governance'), ...all('business'))).overall).not.toBeNull();
  });

  it('name levels', () => {
    expect([1, 2.4, 2.5, 4.4, 5].map(maturityName)).toEqual(['initial', 'emerging', 'defined', 'managed', 'leading']);
  });
});

describe('follow-ups', () => {
  const legacy = 'technical.integration.legacy';
  const question = getQuestion(legacy);

  it('are asked only when an earlier answer calls for them', () => {
    if (!question) throw new Error(`no question ${legacy}`);
    expect(isApplicable(question, startAssessment())).toBe(false);
    expect(
      isApplicable(question, withAnswers(answered('technical.infrastructure.hosting', practice('mainframe')))),
    ).toBe(true);
    expect(
      isApplicable(
        question,
        withAnswers(answered('technical.infrastructure.hosting', practice('mainframe', 'absent'))),
      ),
    ).toBe(false);
  });

  it('come before everything else', () => {
    const state = withAnswers(answered('governance.compliance.personal-data', practice('personal-data')));
    expect(chooseNextQuestion(state, undefined)?.id).toBe('governance.compliance.dpo');
  });
});

describe('the next question', () => {
  it('is the heaviest at the start, in the order of the bank', () => {
    expect(chooseNextQuestion(startAssessment(), undefined)?.id).toBe('technical.data.platform');
  });

  it('stays on the topic just answered', () => {
    const state = withAnswers(answered('technical.security.identity', practice('mfa')));
    const next = chooseNextQuestion(state, getQuestion('technical.security.identity'));
    expect(next?.topic).toBe('technical.security');
  });

  it('prefers the dimension that is least known', () => {
    const technical = questionBank.filter(({ id }) => id.startsWith('technical') && id !== 'technical.skills.team');
    const next = chooseNextQuestion(withAnswers(...technical.map(({ id }) => skipped(id))), undefined);
    expect(next?.id.startsWith('technical')).toBe(false);
  });

  it('comes back to what was put off when nothing else is open', () => {
    const open = listOpenQuestions(startAssessment()).map(({ id }) => id);
    const [first, ...rest] = open;
    const state = { ...withAnswers(...rest.map(skipped)), deferred: [first ?? ''] };
    expect(chooseNextQuestion(state, undefined)?.id).toBe(first);
  });

  it('is none when all are dealt with', () => {
    const state = withAnswers(...listOpenQuestions(startAssessment()).map(({ id }) => skipped(id)));
    expect(chooseNextQuestion(state, undefined)).toBeUndefined();
  });
});

describe('progress', () => {
  it('is the weight of answered or skipped questions over applicable ones', () => {
    expect(computeProgress(startAssessment())).toEqual({ technical: 0, governance: 0, business: 0, commercial: 0 });
    const one = computeProgress(withAnswers(skipped('commercial.budget.amount')));
    expect(one.commercial).toBeGreaterThan(0);
    expect(one.technical).toBe(0);
    const all = withAnswers(...listOpenQuestions(startAssessment()).map(({ id }) => skipped(id)));
    expect(computeProgress(all)).toEqual({ technical: 100, governance: 100, business: 100, commercial: 100 });
  });

  it('goes back when a follow-up appears', () => {
    const before = withAnswers(skipped('governance.compliance.personal-data'));
    const after = withAnswers(answered('governance.compliance.personal-data', practice('personal-data')));
    expect(countQuestions(after).total).toBeGreaterThan(countQuestions(before).total);
    expect(computeProgress(after).governance).toBeLessThan(computeProgress(before).governance);
  });

  it('does not score products of another kind', () => {
    const state = withAnswers(answered('technical.data.platform', product('postgresql')));
    expect(scoreAssessment(state).dimensions[0]?.topics[0]?.level).toBe(3);
  });
});
