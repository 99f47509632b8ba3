import * as z from 'zod';
import { designInterviewStateSchema } from '#lib/domain/design-document/interview';

/** Longest message text that the agent reads, in characters. */
const maximumMessageCharacters = 32_768;

export const interviewInputSchema = z.object({
  message: z.object({
    id: z.string().min(1).max(128),
    text: z.string().max(maximumMessageCharacters),
    /** Where given, the text answers exactly this question. */
    questionId: z.string().max(80).optional(),
    /** ISO 8601. */
    sentAt: z.string().max(40),
  }),
  state: z.nullable(designInterviewStateSchema),
  project: z.looseObject({ id: z.string().max(128), name: z.string() }),
});
export type InterviewInput = z.infer<typeof interviewInputSchema>;

const understoodSchema = z.object({
  questionId: z.string(),
  question: z.string(),
  value: z.string(),
  quote: z.string(),
  certainty: z.enum(['certain', 'likely', 'unsure']),
});
export type Understood = z.infer<typeof understoodSchema>;

const controlSchema = z.object({
  questionId: z.string(),
  kind: z.enum(['choice', 'text']),
  label: z.string(),
  options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
});
export type Control = z.infer<typeof controlSchema>;

export const interviewOutputSchema = z.object({
  /** Markdown; equal to all emitted deltas put together. */
  reply: z.string(),
  state: designInterviewStateSchema,
  understood: z.array(understoodSchema),
  controls: z.array(controlSchema),
  progress: z.object({ interview: z.number().int().min(0).max(100) }),
  completed: z.boolean(),
});
export type InterviewOutput = z.infer<typeof interviewOutputSchema>;
