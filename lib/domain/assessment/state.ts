import * as z from 'zod';
import { certainties, factSchema } from './facts.ts';

const assessmentStateVersion = 1;

/** The serialized state stays below this, so that it fits a DynamoDB item beside the rest of the record. */
export const assessmentStateMaxBytes = 100_000;

const questionId = z.string().max(80);

/** Where in an uploaded document something was found; `place` in words, such as `page 3`. */
const documentSourceSchema = z.object({
  id: z.string().max(128),
  name: z.string().max(120),
  place: z.string().max(80),
  page: z.int().optional(),
  line: z.int().optional(),
  /** First and last of the document's blocks. */
  blocks: z.tuple([z.int(), z.int()]).optional(),
});

/** What a document seems to answer, for the person to confirm: it is no answer before. */
export const documentOfferSchema = z.object({
  questionId,
  document: documentSourceSchema,
  facts: z.array(factSchema).min(1).max(10),
  quote: z.string().max(400),
});
export type DocumentOffer = z.infer<typeof documentOfferSchema>;

const assessmentAnswerSchema = z.object({
  questionId,
  status: z.enum(['answered', 'skipped']),
  facts: z.array(factSchema).max(10),
  /** The person's words, cut to what the state can hold. */
  quote: z.string(),
  certainty: z.enum(certainties),
  /** `document`: where the words stand that the person has confirmed. */
  source: z.object({
    messageId: z.string().max(128),
    sentAt: z.string().max(40),
    document: documentSourceSchema.optional(),
  }),
  /**
   * `direct`: to the question asked; `volunteered`: said while answering something else; `corrected`: said anew;
   * `confirmed`: found in a document and confirmed.
   */
  how: z.enum(['direct', 'volunteered', 'corrected', 'confirmed']),
});
export type AssessmentAnswer = z.infer<typeof assessmentAnswerSchema>;

/** All that the interview remembers between two messages. */
export const assessmentStateSchema = z.object({
  schemaVersion: z.literal(assessmentStateVersion),
  answers: z.record(questionId, assessmentAnswerSchema),
  /** The question asked last, still open. */
  current: questionId.nullable(),
  /** What a document says to the current question, waiting for a yes or no. */
  offer: documentOfferSchema.optional(),
  /** `<question>@<document>` of what the person has said no to. */
  declined: z.array(z.string().max(220)).max(60).optional(),
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
