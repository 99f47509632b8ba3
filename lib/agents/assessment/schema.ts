import * as z from 'zod';
import { certainties } from '#lib/domain/assessment/facts';
import { assessmentStateSchema, documentOfferSchema } from '#lib/domain/assessment/state';

/** Longest message text that the agent reads, in characters. */
const maximumMessageCharacters = 32_768;

export const assessmentInputSchema = z.object({
  message: z.object({
    id: z.string().min(1).max(128),
    text: z.string().max(maximumMessageCharacters),
    /** Where given, the text answers exactly this question (an answer control or "correct this"). */
    questionId: z.string().max(80).optional(),
    /** ISO 8601. */
    sentAt: z.string().max(40),
  }),
  state: assessmentStateSchema.nullable(),
  project: z.object({
    id: z.string().max(128),
    name: z.string(),
    description: z.string().optional(),
    requirements: z.string().optional(),
  }),
  /** What the project's documents seem to answer, at most one for each question. */
  offers: z.array(documentOfferSchema).max(200).optional(),
});
export type AssessmentInput = z.infer<typeof assessmentInputSchema>;

const understoodSchema = z.object({
  questionId: z.string(),
  question: z.string(),
  /** The facts in a few words: `40 TB`, `yes`, `Snowflake; not Kafka`. */
  value: z.string(),
  /** A sentence that says back what was understood. */
  text: z.string(),
  quote: z.string(),
  certainty: z.enum(certainties),
});
export type Understood = z.infer<typeof understoodSchema>;

const answerControlKinds = ['choice', 'multi-choice', 'number', 'date', 'money', 'yes-no', 'text', 'confirm'] as const;

/** A typed control to answer the next question with, beside free text; what it sends is text again. */
const answerControlSchema = z.object({
  questionId: z.string(),
  kind: z.enum(answerControlKinds),
  label: z.string(),
  options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
  unit: z.string().optional(),
  /** Of `confirm`: what was found and where. */
  found: z
    .object({
      documentId: z.string(),
      documentName: z.string(),
      place: z.string(),
      page: z.int().optional(),
      line: z.int().optional(),
      blocks: z.tuple([z.int(), z.int()]).optional(),
      quote: z.string(),
      value: z.string(),
    })
    .optional(),
});
export type AnswerControl = z.infer<typeof answerControlSchema>;

const percent = z.number().int().min(0).max(100);

export const assessmentOutputSchema = z.object({
  /** Markdown; equal to all emitted deltas put together. */
  reply: z.string(),
  state: assessmentStateSchema,
  understood: z.array(understoodSchema),
  controls: z.array(answerControlSchema),
  progress: z.object({ technical: percent, governance: percent, business: percent, commercial: percent }),
  completed: z.boolean(),
});
export type AssessmentOutput = z.infer<typeof assessmentOutputSchema>;
