import { z } from 'zod';
import { ServiceError } from '../../kernel/errors.ts';

const replySchema = z.strictObject({
  when: z.string().optional(),
  times: z.number().int().min(1).optional(),
  delayMs: z.number().int().min(0).max(86_400_000).optional(),
  pages: z.array(z.string()).optional(),
  results: z.array(z.json()).min(1).optional(),
  error: z.strictObject({ type: z.enum(['ClientError', 'ServiceError']), message: z.string() }).optional(),
  refusal: z.strictObject({ name: z.string().regex(/^[A-Z][A-Za-z]+$/), message: z.string() }).optional(),
  isSilent: z.boolean().optional(),
});

const scriptSchema = z.strictObject({ replies: z.array(replySchema) });

/**
 * One result that a test gives to a job. `when`: text that the input's address must contain; `times`: jobs it answers;
 * `delayMs`: how long the job takes; `pages`: Markdown of each page; `results`: contents of the files `result.json`, one
 * a segment, in place of those that are made of the pages; `error`: the job fails; `refusal`: it is not begun;
 * `isSilent`: its end is told to nobody.
 */
export type ScriptedResult = z.infer<typeof replySchema>;

/** What jobs bring, in the order in which they are begun. Test state: kept in memory, gone with the process. */
export class ResultScript {
  #entries: { reply: ScriptedResult; answered: number }[] = [];

  /** @throws ServiceError ValidationException that names each field that is wrong; the script stays as it was. */
  replace(value: unknown): void {
    const parsed = scriptSchema.safeParse(value);
    if (!parsed.success) {
      const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
      throw new ServiceError('ValidationException', `The script is not understood: ${problems.join('; ')}`);
    }
    this.#entries = parsed.data.replies.map((reply) => ({ reply, answered: 0 }));
  }

  /** The replies with how many jobs each has answered. */
  list(): readonly (ScriptedResult & { answered: number })[] {
    return this.#entries.map(({ reply, answered }) => ({ ...reply, answered }));
  }

  /** The first reply that fits the input's address and is not used up; counts as one answer. */
  take(address: string): ScriptedResult | undefined {
    const found = this.#entries.find(
      ({ reply: { when = '', times = Number.POSITIVE_INFINITY }, answered }) =>
        address.includes(when) && answered < times,
    );
    if (found) found.answered += 1;
    return found?.reply;
  }
}
