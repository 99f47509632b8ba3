import * as z from 'zod';

/** What the probe is to do; all of it may be combined. */
export const probeInputSchema = z.object({
  /** Comes back as it is. */
  value: z.unknown().optional(),
  /** Time that passes before the answer, in milliseconds. */
  delayMs: z.number().int().min(0).max(86_400_000).default(0),
  /** So many first attempts fail in a way that another attempt may mend. */
  failTimes: z.number().int().min(0).max(100).default(0),
  /** Length of `items` as JSON, in bytes, roughly. */
  size: z.number().int().min(0).max(10_000_000).default(0),
  /** Answers what its schema does not allow. */
  garbage: z.boolean().default(false),
  /** Never answers. */
  hang: z.boolean().default(false),
  /** So often the work is interrupted and goes on from where it stood. */
  slices: z.number().int().min(0).max(1000).default(0),
  /** A file to write, with this text. */
  file: z.string().max(1_000_000).optional(),
});
export type ProbeInput = z.infer<typeof probeInputSchema>;

export const probeOutputSchema = z.object({
  value: z.unknown(),
  attempt: z.number().int(),
  /** How often the work was interrupted. */
  slices: z.number().int(),
  items: z.array(z.string()).optional(),
});
