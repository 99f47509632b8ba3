import type { Question } from '#lib/design-doc/questions/question';
import {
  answerMaxCharacters,
  type DesignInterviewState,
  type Inquiry,
  interviewMaxBytes,
  isInterviewComplete,
  openOf,
  skippedAnswer,
  startDesignInterview,
} from '#lib/domain/design-document/interview';
import { escapeMarkdown } from '../../assessment/markdown-text.ts';
import { toCalendarDay } from '../../assessment/understanding/calendar.ts';
import { type Intent, readIntent } from '../../assessment/understanding/intents.ts';
import { tokenize } from '../../assessment/understanding/lexer.ts';
import { readText } from '../../assessment/understanding/read-text.ts';
import { type Assigned, assignAnswers } from './assign.ts';
import {
  questionOf,
  sayAllAnswers,
  sayInquiry,
  sayInstruction,
  sayIntroduction,
  sayProgress,
  sayQuestion,
  sayRest,
  sayUnderstood,
  sayWhy,
} from './phrasing.ts';
import type { InterviewInput } from './schema.ts';
import { sentencesOf } from './topics.ts';

/** An answer that was noted, with what stood there before. */
interface Change {
  readonly question: Question;
  readonly text: string;
  readonly before: string | undefined;
}

/** What one message does to the interview. `says` are the parts of the reply in order, each Markdown. */
export interface Turn {
  readonly state: DesignInterviewState;
  readonly changes: readonly Change[];
  readonly next: Question | undefined;
  readonly says: readonly string[];
}

interface Step {
  readonly state: DesignInterviewState;
  readonly changes?: readonly Change[];
  readonly says?: readonly string[];
}

type Message = InterviewInput['message'];

/** A run asks something: what it wants to know takes the place of what an earlier one wanted. */
export function openInquiry(before: DesignInterviewState | null, inquiry: Inquiry, projectName: string): Turn {
  const state = { ...(before ?? startDesignInterview()), inquiry };
  const { next, asked } = askNext(state);
  const open = openOf(state).length;
  const intro = before === null ? [sayIntroduction(projectName)] : [];
  return { state: asked, changes: [], next, says: [...intro, sayInquiry(inquiry, open), ...sayNext(asked, next)] };
}

/** Lets one message act on the interview: notes what it says, does what it asks and picks the next question. */
export function takeTurn({ message, state, project }: InterviewInput, now: Date): Turn {
  const before = state ?? startDesignInterview();
  const day = toCalendarDay(message.sentAt, now);
  const instructions = sentencesOf(message.text).filter((one) => readText(one, day).instructions.size > 0);
  const step = respond(before, message, instructions);
  const { next, asked } = askNext(step.state);
  const changes = step.changes ?? [];
  const says = [
    ...(state === null ? [sayIntroduction(project.name)] : []),
    ...instructions.slice(0, 3).map(sayInstruction),
    ...(changes.length > 0 ? [sayUnderstood(changes)] : []),
    ...(step.says ?? []),
    ...sayNext(asked, next),
  ];
  return { state: asked, changes, next, says };
}

function respond(state: DesignInterviewState, message: Message, instructions: readonly string[]): Step {
  const exact = questionOf(message.questionId ?? null);
  const intent = readIntent(tokenize(message.text));
  if (exact) {
    const isSkip = intent === 'skip' || intent === 'unknown' || intent === 'later';
    if (isSkip) return handleIntent({ ...state, current: exact.id }, intent, message);
    return note(state, [{ questionId: exact.id, text: message.text.trim(), isAsked: true }], message);
  }
  const says =
    message.questionId === undefined
      ? []
      : [`I know no question “${escapeMarkdown(message.questionId)}”, so I read your message as free text.`];
  if (intent) return handleIntent(state, intent, message);
  const said = sentencesOf(message.text).filter((sentence) => !instructions.includes(sentence));
  const assigned = assignAnswers(said.join('\n'), state.current);
  if (assigned.length > 0) return { ...note(state, assigned, message), says };
  const asked = questionOf(state.current);
  if (instructions.length > 0) return { state, says };
  return {
    state,
    says: [...says, asked ? `I found nothing in that for “${asked.text}”.` : 'I found no topic of a design in that.'],
  };
}

/** Notes answers; to a question that was answered before the new one stands. */
function note(state: DesignInterviewState, assigned: readonly Assigned[], message: Message): Step {
  const changes: Change[] = [];
  let next = state;
  for (const { questionId, text } of assigned) {
    const question = questionOf(questionId);
    if (!question || text === '') continue;
    const kept = text.slice(0, answerMaxCharacters);
    const before = next.answers[questionId]?.text;
    const answer = { text: kept, messageId: message.id, sentAt: message.sentAt };
    const noted = touched({ ...next, answers: { ...next.answers, [questionId]: answer } }, questionId);
    if (Buffer.byteLength(JSON.stringify(noted)) > interviewMaxBytes) {
      return { state: next, changes, says: ['This is more than I can keep. Upload long texts as a document.'] };
    }
    next = noted;
    changes.push({ question, text: kept, before: before === skippedAnswer ? undefined : before });
  }
  return { state: next, changes };
}

function touched(state: DesignInterviewState, questionId: string): DesignInterviewState {
  return {
    ...state,
    trail: [...state.trail.filter((id) => id !== questionId), questionId].slice(-20),
    deferred: state.deferred.filter((id) => id !== questionId),
    current: state.current === questionId ? null : state.current,
  };
}

function skip(state: DesignInterviewState, ids: readonly string[], { id: messageId, sentAt }: Message) {
  return ids.reduce(
    (now, id) => touched({ ...now, answers: { ...now.answers, [id]: { text: skippedAnswer, messageId, sentAt } } }, id),
    state,
  );
}

function goBack(state: DesignInterviewState): Step {
  const last = state.trail.at(-1);
  const question = questionOf(last ?? null);
  if (!last || !question) return { state, says: ['There is no earlier answer to go back to.'] };
  const { [last]: _taken, ...answers } = state.answers;
  const reopened = { ...state, answers, current: last, trail: state.trail.slice(0, -1) };
  return { state: reopened, says: [`One step back: “${question.text}” is open again.`] };
}

function handleIntent(state: DesignInterviewState, intent: Intent, message: Message): Step {
  const current = questionOf(state.current);
  switch (intent) {
    case 'skip':
    case 'unknown':
      if (!current) return { state };
      return {
        state: skip(state, [current.id], message),
        says: [intent === 'skip' ? 'Skipped.' : 'Noted as not known.'],
      };
    case 'later':
      if (!current) return { state };
      return {
        state: { ...state, current: null, deferred: [...state.deferred.filter((id) => id !== current.id), current.id] },
        says: ['I will come back to it at the end.'],
      };
    case 'show':
      return { state, says: [sayAllAnswers(state)] };
    case 'progress':
      return { state, says: [sayProgress(state)] };
    case 'why':
    case 'explain':
      return { state, says: [current ? sayWhy(current) : sayProgress(state)] };
    case 'help':
      return {
        state,
        says: ['I interview you for a technical design. Say “skip”, “later”, “why?”, “go back” or “finish”.'],
      };
    case 'back':
    case 'scrap':
      return goBack(state);
    case 'finish':
      return { state: skip(state, openOf(state), message) };
    case 'greet':
    case 'thanks':
    case 'resume':
      return { state };
  }
}

/** The question that stays open, else the first that is. */
function askNext(state: DesignInterviewState): { next: Question | undefined; asked: DesignInterviewState } {
  const open = openOf(state);
  const id = state.current !== null && open.includes(state.current) ? state.current : (open[0] ?? null);
  return { next: questionOf(id), asked: { ...state, current: id } };
}

function sayNext(state: DesignInterviewState, next: Question | undefined): string[] {
  if (next) return [sayQuestion(next, state)];
  return isInterviewComplete(state) || state.inquiry === null ? [sayRest(state)] : [];
}
