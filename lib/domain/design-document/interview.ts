import * as z from 'zod/mini';
import { designModes } from './document.ts';

/** The state stays below this, so that it fits an item of the table beside the rest of the record; in bytes of JSON. */
export const interviewMaxBytes = 100_000;

/** Longest answer that is kept, in characters. */
export const answerMaxCharacters = 4000;

/** What is kept as the answer to a question that was skipped. */
export const skippedAnswer = 'skip';

const questionId = z.string().check(z.maxLength(80));

const answerSchema = z.object({
  text: z.string(),
  messageId: z.string(),
  /** ISO 8601. */
  sentAt: z.string(),
});
export type InterviewAnswer = z.infer<typeof answerSchema>;

/** What a run wants to know. */
const inquirySchema = z.object({
  /** The same however often the run asks it. */
  id: z.string(),
  mode: z.enum(designModes),
  /** What was looked at, in a few words, such as `shop.zip, 12 files`. */
  about: z.string(),
  /** Most important first. */
  questions: z.array(questionId).check(z.maxLength(100)),
});
export type Inquiry = z.infer<typeof inquirySchema>;

/** All that the interview of a technical design remembers between two messages. */
export const designInterviewStateSchema = z.object({
  schemaVersion: z.literal(1),
  answers: z.record(questionId, answerSchema),
  /** Null before a run has asked anything. */
  inquiry: z.nullable(inquirySchema),
  /** The question asked last, still open. */
  current: z.nullable(questionId),
  /** Put off by the person; they come back when nothing else is open. */
  deferred: z.array(questionId),
  /** Questions in the order of their last change, for "go back". */
  trail: z.array(questionId).check(z.maxLength(20)),
});
export type DesignInterviewState = z.infer<typeof designInterviewStateSchema>;

/** The state of an interview that has not begun. */
export function startDesignInterview(): DesignInterviewState {
  return { schemaVersion: 1, answers: {}, inquiry: null, current: null, deferred: [], trail: [] };
}

/** What is still to be asked, what was put off last. */
export function openOf({ inquiry, answers, deferred }: DesignInterviewState): string[] {
  const open = (inquiry?.questions ?? []).filter((id) => !Object.hasOwn(answers, id));
  return [...open.filter((id) => !deferred.includes(id)), ...deferred.filter((id) => open.includes(id))];
}

/** Whether everything that a run asked has been dealt with. */
export function isInterviewComplete(state: DesignInterviewState): boolean {
  return state.inquiry !== null && openOf(state).length === 0;
}

/** Percent of the questions that were asked. */
export function interviewProgress(state: DesignInterviewState): number {
  const asked = state.inquiry?.questions.length ?? 0;
  return asked === 0 ? 0 : Math.round((100 * (asked - openOf(state).length)) / asked);
}
