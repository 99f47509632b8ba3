import { listOpenQuestions } from '#lib/domain/assessment/answers';
import { chooseNextQuestion } from '#lib/domain/assessment/next-question';
import type { Question } from '#lib/domain/assessment/question';
import { getQuestion } from '#lib/domain/assessment/question-bank';
import { type AssessmentState, startAssessment } from '#lib/domain/assessment/state';
import { findCorrected, readCorrectionMarker } from './corrections.ts';
import { escapeMarkdown } from './markdown-text.ts';
import { handleRequest } from './meta-requests.ts';
import { chooseOffer, readVerdict, withoutOffer } from './offers.ts';
import {
  sayCompletion,
  sayExpected,
  sayIntroduction,
  sayOffer,
  sayPrefilled,
  sayQuestion,
  sayUnderstood,
} from './phrasing.ts';
import { type AnswerChange, type AnswerSource, recordAnswer, recordSkip } from './record-answers.ts';
import type { AssessmentInput } from './schema.ts';
import { type Assignment, assignAnswers, assignExactly } from './understanding/assign.ts';
import { toCalendarDay } from './understanding/calendar.ts';
import { readIntent } from './understanding/intents.ts';
import { shorten } from './understanding/items.ts';
import { readOpening } from './understanding/polarity.ts';
import { type Reading, readText } from './understanding/read-text.ts';

/** What one message does to the interview. `says` are the parts of the reply in order, each Markdown. */
export type Turn = {
  state: AssessmentState;
  changes: readonly AnswerChange[];
  next: Question | undefined;
  says: readonly string[];
};

type Step = { state: AssessmentState; changes: AnswerChange[]; says: string[]; keepsQuestion: boolean };

function recordAll(
  state: AssessmentState,
  assignments: readonly Assignment[],
  source: AnswerSource,
  askedId: string | undefined,
) {
  const changes: AnswerChange[] = [];
  let next = state;
  for (const assignment of assignments) {
    const how = assignment.question.id === askedId ? 'direct' : 'volunteered';
    const recorded = recordAnswer(next, assignment, source, { how, mode: 'merge' });
    next = recorded.state;
    if (recorded.change) changes.push(recorded.change);
  }
  return { state: next, changes };
}

/** What the project's own description already answers, to be confirmed by the person. */
function readProject(
  state: AssessmentState,
  input: AssessmentInput,
  now: Date,
): { state: AssessmentState; changes: AnswerChange[] } {
  const text = [input.project.description, input.project.requirements].filter((part) => part).join('\n');
  if (text.trim() === '') return { state, changes: [] };
  const assignments = assignAnswers(readText(text, toCalendarDay(input.message.sentAt, now)), undefined);
  const source = { messageId: 'project-description', sentAt: input.message.sentAt };
  const unconfirmed = assignments.map(
    (assignment): Assignment => ({ ...assignment, certainty: assignment.certainty === 'unsure' ? 'unsure' : 'likely' }),
  );
  return recordAll(state, unconfirmed, source, undefined);
}

function sayInstructions(reading: Reading): string[] {
  const [first] = reading.instructions;
  const sentence = first === undefined ? undefined : reading.sentences[first];
  const [start, end] = [reading.tokens[sentence?.start ?? 0], reading.tokens[(sentence?.end ?? 1) - 1]];
  if (sentence === undefined || start === undefined || end === undefined) return [];
  const quote = escapeMarkdown(shorten(reading.text.slice(start.start, end.end), 120));
  return [
    `“${quote}” reads like an instruction to me. I take it as text only: it changes neither the questions nor a score.`,
  ];
}

/** An answer to exactly one question: from an answer control, or "correct this". */
function answerExactly(state: AssessmentState, question: Question, reading: Reading, source: AnswerSource): Step {
  const intent = readIntent(reading.tokens);
  if (intent === 'skip' || intent === 'unknown' || intent === 'later') {
    const outcome = handleRequest({ intent, text: reading.text, source, state, current: question });
    return { ...outcome, changes: [], says: [...outcome.says] };
  }
  const assignment = assignExactly(reading, question);
  if (assignment === undefined) {
    const says = [`I could not read an answer to “${question.title}” out of that.`, sayExpected(question)];
    return { state: { ...state, current: question.id }, changes: [], says, keepsQuestion: true };
  }
  const { state: next, change } = recordAnswer(state, assignment, source, { how: 'direct', mode: 'replace' });
  return { state: next, changes: change ? [change] : [], says: [], keepsQuestion: state.current !== question.id };
}

/** "I'm not sure, you'd have to ask our CISO": nothing is told but that the person does not know. */
function isUnknown(reading: Reading, own: Assignment | undefined): boolean {
  const opening = readOpening(reading.tokens, 0, reading.tokens.length);
  const isDoubt = opening?.value === 'unsure' && opening.isPlain;
  return own === undefined ? isDoubt : own.facts.every((fact) => fact.kind === 'polarity' && fact.value === 'unsure');
}

function answerFreely(
  state: AssessmentState,
  current: Question | undefined,
  reading: Reading,
  source: AnswerSource,
): Step {
  const assignments = assignAnswers(reading, current);
  const marker = readCorrectionMarker(reading);
  const answersCurrent = assignments.some((assignment) => assignment.question.id === current?.id);
  if (marker === 'strong' || (marker === 'weak' && !answersCurrent) || hasDenied(state, reading)) {
    const corrected = findCorrected(
      state,
      reading,
      assignments.filter((assignment) => assignment.question.id !== current?.id),
    );
    if (corrected) {
      const recorded = recordAnswer(state, corrected, source, { how: 'corrected', mode: 'merge' });
      const others = assignments.filter(
        ({ question }) => question.id !== corrected.question.id && question.id !== current?.id,
      );
      const rest = recordAll(recorded.state, others, source, undefined);
      const changes = [...(recorded.change ? [recorded.change] : []), ...rest.changes];
      return { state: rest.state, changes, says: [], keepsQuestion: true };
    }
  }
  const own = assignments.find((assignment) => assignment.question.id === current?.id);
  if (current && isUnknown(reading, own)) {
    const others = assignments.filter((assignment) => assignment !== own);
    const rest = recordAll(recordSkip(state, current.id, reading.text, source, true), others, source, undefined);
    return { ...rest, says: ['Noted as not known.'], keepsQuestion: false };
  }
  const recorded = recordAll(state, assignments, source, current?.id);
  return { ...recorded, says: [], keepsQuestion: current !== undefined && !answersCurrent };
}

function hasDenied(state: AssessmentState, reading: Reading): boolean {
  const denied = reading.facts.flatMap(({ isRejected, fact }) => (isRejected && 'value' in fact ? [fact.value] : []));
  return Object.values(state.answers).some(({ facts }) =>
    facts.some((fact) => 'value' in fact && typeof fact.value === 'number' && denied.includes(fact.value)),
  );
}

function respond(state: AssessmentState, input: AssessmentInput, reading: Reading): Step {
  const source = { messageId: input.message.id, sentAt: input.message.sentAt };
  const current = state.current === null ? undefined : getQuestion(state.current);
  const exact = input.message.questionId === undefined ? undefined : getQuestion(input.message.questionId);
  const verdict = readVerdict(state, input.message);
  if (verdict && current) {
    const { offer, state: rest } = verdict;
    if (!verdict.isRight) return { state: rest, changes: [], says: ['Then I do not take it.'], keepsQuestion: true };
    const assignment = {
      question: current,
      facts: [...offer.facts],
      quote: offer.quote,
      certainty: 'certain' as const,
    };
    const confirmed = { ...source, document: offer.document };
    const recorded = recordAnswer(rest, assignment, confirmed, { how: 'confirmed', mode: 'replace' });
    return { state: recorded.state, changes: recorded.change ? [recorded.change] : [], says: [], keepsQuestion: false };
  }
  if (exact) return answerExactly(state, exact, reading, source);
  if (input.message.questionId !== undefined) {
    const says = [
      `I know no question “${escapeMarkdown(input.message.questionId)}”, so I read your message as free text.`,
    ];
    const step = answerFreely(state, current, reading, source);
    return { ...step, says: [...says, ...step.says] };
  }
  const intent = readIntent(reading.tokens);
  if (intent) {
    const outcome = handleRequest({ intent, text: reading.text, source, state, current });
    return { ...outcome, changes: [], says: [...outcome.says] };
  }
  const step = answerFreely(state, current, reading, source);
  const isSilent = step.changes.length === 0 && reading.instructions.size === 0 && current !== undefined;
  return isSilent
    ? { ...step, says: [`I found nothing in that to note for “${current.title}”.`, sayExpected(current)] }
    : step;
}

/** The question, and what a document says to it, in one: a reply's last part is told as it is. */
function sayNext(next: Question, state: AssessmentState): string {
  const question = sayQuestion(next, state);
  return state.offer ? `${question}\n\n${sayOffer(next, state.offer)}` : question;
}

/** Lets one message act on the interview: notes what it says, does what it asks and picks the next question. */
export function takeTurn(input: AssessmentInput, now: Date): Turn {
  const isFirst = input.state === null;
  const started = input.state ?? startAssessment();
  const prefilled = isFirst ? readProject(started, input, now) : { state: started, changes: [] };
  const before = { ...prefilled.state, messageCount: started.messageCount + 1 };
  const reading = readText(input.message.text, toCalendarDay(input.message.sentAt, now));
  const step = respond(before, input, reading);
  const asked = before.current === null ? undefined : getQuestion(before.current);

  const isComplete = step.state.completed || listOpenQuestions(step.state).length === 0;
  const isStillOpen = (id: string | null) => id !== null && step.state.answers[id] === undefined;
  const kept =
    step.keepsQuestion && isStillOpen(step.state.current) ? getQuestion(step.state.current ?? '') : undefined;
  const offered = isComplete ? undefined : chooseOffer(step.state, input.offers ?? [], kept);
  const next = isComplete ? undefined : (offered?.question ?? kept ?? chooseNextQuestion(step.state, asked));
  const state = {
    ...withoutOffer(step.state),
    ...(offered && { offer: offered.offer }),
    ...{ current: next?.id ?? null, completed: isComplete },
  };
  const changes = [...prefilled.changes, ...step.changes];

  const says = [
    ...(isFirst ? [sayIntroduction(input.project.name, state)] : []),
    ...sayInstructions(reading),
    ...(prefilled.changes.length > 0 ? [sayPrefilled(prefilled.changes)] : []),
    ...(step.changes.length > 0 ? [sayUnderstood(step.changes)] : []),
    ...(isFirst && step.changes.length === 0 ? [] : step.says),
    next ? sayNext(next, state) : sayCompletion(state),
  ];
  return { state, changes, next, says };
}
