import { listAnswered, listOpenQuestions } from '#lib/domain/assessment/answers';
import type { Question } from '#lib/domain/assessment/question';
import { getQuestion } from '#lib/domain/assessment/question-bank';
import type { AssessmentState } from '#lib/domain/assessment/state';
import { sayAllAnswers, sayExpected, sayProgress, sayWhy } from './phrasing.ts';
import { type AnswerSource, deferQuestion, recordSkip, withoutAnswer } from './record-answers.ts';
import type { Intent } from './understanding/intents.ts';

/** What a request does: the new state, what to say, and whether the same question is asked again. */
export type RequestOutcome = { state: AssessmentState; says: readonly string[]; keepsQuestion: boolean };

type Request = {
  intent: Intent;
  text: string;
  source: AnswerSource;
  state: AssessmentState;
  current: Question | undefined;
};

function goBack(state: AssessmentState, remark: string): RequestOutcome {
  const last = state.trail.at(-1);
  const question = last === undefined ? undefined : getQuestion(last);
  if (question === undefined)
    return { state, says: ['There is no earlier answer to go back to.'], keepsQuestion: true };
  const reopened = {
    ...withoutAnswer(state, question.id),
    current: question.id,
    completed: false,
    finishedEarly: false,
  };
  return { state: reopened, says: [`${remark} “${question.title}” is open again.`], keepsQuestion: true };
}

/** Carries out a request that is not an answer. */
export function handleRequest({ intent, text, source, state, current }: Request): RequestOutcome {
  const stay = (...says: string[]): RequestOutcome => ({ state, says, keepsQuestion: true });
  switch (intent) {
    case 'skip':
    case 'unknown':
      if (current === undefined) return stay();
      return {
        state: recordSkip(state, current.id, text, source, intent === 'unknown'),
        says: [intent === 'unknown' ? 'Noted as not known.' : 'Skipped.'],
        keepsQuestion: false,
      };
    case 'later':
      if (current === undefined) return stay();
      return {
        state: deferQuestion(state, current.id),
        says: ['I will come back to it at the end.'],
        keepsQuestion: false,
      };
    case 'show':
      return stay(sayAllAnswers(listAnswered(state)));
    case 'progress':
      return stay(sayProgress(state));
    case 'why':
      return current ? stay(sayWhy(current)) : stay(sayProgress(state));
    case 'explain':
      return current ? stay(sayWhy(current), sayExpected(current)) : stay(sayProgress(state));
    case 'help':
      return stay(
        'I interview you and write a readiness report from your answers. You can say “skip”, “later”, “why?”, “go back”, ' +
          '“what did you understand?”, “how far are we?” or “finish”, and correct me at any time.',
      );
    case 'back':
      return goBack(state, 'One step back:');
    case 'scrap':
      return goBack(state, 'I have struck my last note.');
    case 'finish':
      return {
        state: { ...state, current: null, completed: true, finishedEarly: listOpenQuestions(state).length > 0 },
        says: [],
        keepsQuestion: false,
      };
    case 'resume':
      return { state: { ...state, completed: false, finishedEarly: false }, says: [], keepsQuestion: true };
    case 'greet':
      return stay('Hello.');
    case 'thanks':
      return stay();
  }
}
