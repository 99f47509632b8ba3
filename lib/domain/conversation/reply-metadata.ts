import * as z from 'zod/mini';
import { assessmentDimensions } from '../assessment/dimensions.ts';

/** What an agent took from a message, said back: `quote` are the person's words that it rests on. */
const understoodSchema = z.object({
  questionId: z.string(),
  question: z.string(),
  value: z.string(),
  quote: z.string(),
  certainty: z.enum(['certain', 'likely', 'unsure']),
});
export type UnderstoodAnswer = z.infer<typeof understoodSchema>;

/** A typed control to answer the next question with. What it sends is text again, for exactly this question. */
const controlSchema = z.object({
  questionId: z.string(),
  kind: z.enum(['choice', 'multi-choice', 'number', 'date', 'money', 'yes-no', 'text', 'confirm']),
  label: z.string(),
  options: z.optional(z.array(z.object({ value: z.string(), label: z.string() }))),
  unit: z.optional(z.string()),
  /** Of `confirm`: what a document says, and where. */
  found: z.optional(
    z.object({
      documentId: z.string(),
      documentName: z.string(),
      place: z.string(),
      page: z.optional(z.int()),
      line: z.optional(z.int()),
      blocks: z.optional(z.tuple([z.int(), z.int()])),
      quote: z.string(),
      value: z.string(),
    }),
  ),
});
export type AnswerControl = z.infer<typeof controlSchema>;

const percent = z.number().check(z.gte(0), z.lte(100));
const progressSchema = z.record(z.enum(assessmentDimensions), percent);
const interviewSchema = z.object({ interview: percent });
export type DimensionProgress = z.infer<typeof progressSchema>;

export type ReplyMetadata = {
  readonly understood: readonly UnderstoodAnswer[];
  readonly controls: readonly AnswerControl[];
  readonly progress: DimensionProgress | undefined;
  /** Percent, of an interview that has no dimensions. */
  readonly interviewProgress: number | undefined;
  readonly isCompleted: boolean;
};

const nothing: ReplyMetadata = {
  understood: [],
  controls: [],
  progress: undefined,
  interviewProgress: undefined,
  isCompleted: false,
};

/**
 * What stands beside the text of a stored reply. AWSJSON arrives as text or as an object, depending on who read it;
 * entries of a foreign form are left out, and the reply is then shown without them.
 */
export function readReplyMetadata(raw: unknown): ReplyMetadata {
  const value = typeof raw === 'string' ? parseJson(raw) : raw;
  if (!isRecord(value)) return nothing;
  const progress = z.safeParse(progressSchema, value.progress);
  const interview = z.safeParse(interviewSchema, value.progress);
  return {
    understood: itemsOf(value.understood, understoodSchema),
    controls: itemsOf(value.controls, controlSchema),
    progress: progress.success ? progress.data : undefined,
    interviewProgress: interview.success ? interview.data.interview : undefined,
    isCompleted: value.completed === true,
  };
}

function itemsOf<Schema extends z.core.$ZodType>(value: unknown, schema: Schema): z.output<Schema>[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    const parsed = z.safeParse(schema, item);
    return parsed.success ? [parsed.data] : [];
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
