import * as z from 'zod';
import { certainties, factSchema } from './facts.ts';

const assessmentStateVersion = 1;

/** The serialized state stays below this, so that it fits a DynamoDB item beside the rest of the record. */
export const assessmentStateMaxBytes = 100_000;

const questionId = z.string().max(80);

const assessmentAnswerSchema = z.object({
  questionId,
  status: z.enum(['answered', 'skipped']),
  facts: z.array(factSchema).max(10),
  /** The person's words, cut to what the state can hold. */
  quote: z.string(),
  certainty: z.enum(certainties),
  source: z.object({ messageId: z.string().max(128), sentAt: z.string().max(40) }),
  /** `direct`: to the question asked; `volunteered`: said while answering something else; `corrected`: said anew. */
  how: z.enum(['direct', 'volunteered', 'corrected']),
});
export type AssessmentAnswer = z.infer<typeof assessmentAnswerSchema>;

/** All that the interview remembers between two messages. */
export const assessmentStateSchema = z.object({
  schemaVersion: z.literal(assessmentStateVersion),
  answers: z.record(questionId, assessmentAnswerSchema),
  /** The question asked last, still open. */
  current: questionId.nullable(),
  /** Put off by the person; they come back when nothing else is open. */
  deferred: z.array(questionId).max(60),
  /** Questions answered or skipped in the order of their last change, for "go back". */
  trail: z.array(questionId).max(20),
  messageCount: z.number().int().min(0),
  completed: z.boolean(),
  /** True where the person finished before every question was dealt with. */
  finishedEarly: z.boolean(),
});
export type AssessmentState = z.infer<typeof assessmentStateSchema>;

/** The state of an interview that has not begun. */
export function startAssessment(): AssessmentState {
  return {
    schemaVersion: assessmentStateVersion,
    answers: {},
    current: null,
    deferred: [],
    trail: [],
    messageCount: 0,
    completed: false,
    finishedEarly: false,
  };
}
