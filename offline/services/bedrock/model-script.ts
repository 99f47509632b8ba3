import { z } from 'zod';
import { ServiceError } from '../../kernel/errors.ts';

const milliseconds = z.number().int().min(0).max(3_600_000);

const STOP_REASONS = [
  'content_filtered',
  'end_turn',
  'guardrail_intervened',
  'malformed_model_output',
  'malformed_tool_use',
  'max_tokens',
  'model_context_window_exceeded',
  'stop_sequence',
  'tool_use',
] as const;

const replySchema = z.strictObject({
  when: z.string().optional(),
  times: z.number().int().min(1).optional(),
  chunks: z.array(z.string()).optional(),
  toolUse: z
    .strictObject({
      toolUseId: z.string().min(1),
      name: z.string().min(1),
      input: z.record(z.string(), z.json()),
    })
    .optional(),
  stopReason: z.enum(STOP_REASONS).optional(),
  usage: z.strictObject({ inputTokens: z.int().min(0), outputTokens: z.int().min(0) }).optional(),
  delayMs: milliseconds.optional(),
  chunkDelayMs: milliseconds.optional(),
  error: z.strictObject({ name: z.string().regex(/^[A-Z][A-Za-z]+$/), message: z.string() }).optional(),
});

const scriptSchema = z.strictObject({ replies: z.array(replySchema) });

/**
 * One reply that a test gives the model. `when`: text that the request must contain; `times`: calls it answers;
 * `chunks`: texts streamed one event each; `toolUse`: a block after the text; `delayMs` before the first byte,
 * `chunkDelayMs` before each further event of the text; `error`: thrown, or, with chunks, sent in the stream after them.
 */
export type Reply = z.infer<typeof replySchema>;

/** What the model answers, in the order in which it is asked for. Test state: kept in memory, gone with the process. */
export class ModelScript {
  #entries: { reply: Reply; answered: number }[] = [];

  /** @throws ServiceError ValidationException that names each field that is wrong; the script stays as it was. */
  replace(value: unknown): void {
    const parsed = scriptSchema.safeParse(value);
    if (!parsed.success) {
      const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
      throw new ServiceError('ValidationException', `The model script is not understood: ${problems.join('; ')}`);
    }
    this.#entries = parsed.data.replies.map((reply) => ({ reply, answered: 0 }));
  }

  /** The replies with how many calls each has answered. */
  list(): readonly (Reply & { answered: number })[] {
    return this.#entries.map(({ reply, answered }) => ({ ...reply, answered }));
  }

  /** The first reply that fits `text` and is not used up; counts as one answer. */
  take(text: string): Reply | undefined {
    const found = this.#entries.find(
      ({ reply: { when = '', times = Number.POSITIVE_INFINITY }, answered }) => text.includes(when) && answered < times,
    );
    if (found) found.answered += 1;
    return found?.reply;
  }
}
