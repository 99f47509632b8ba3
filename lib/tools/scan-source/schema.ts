import * as z from 'zod';
import { systemModelSchema } from '#lib/scan/schema';

const count = z.int().min(0);

export const scanSourceInputSchema = z.object({ documentId: z.string().min(1).max(128) });
export type ScanSourceInput = z.infer<typeof scanSourceInputSchema>;

/** How much there is of each part of the model. */
export const scanCountsSchema = z.object({
  files: count,
  unreadable: count,
  components: count,
  relations: count,
  apis: count,
  stores: count,
  events: count,
  findings: count,
});
export type ScanCounts = z.infer<typeof scanCountsSchema>;

export const scanSourceOutputSchema = z.object({
  document: z.object({ id: z.string(), name: z.string() }),
  /** Where the model lies in the bucket. */
  key: z.string(),
  counts: scanCountsSchema,
  model: systemModelSchema,
});
export type ScanSourceOutput = z.infer<typeof scanSourceOutputSchema>;

/** What the function `source-scanner` is asked, and what it answers. */
export const scanRequestSchema = z.object({ sourceKey: z.string(), modelKey: z.string(), fileName: z.string() });
export type ScanRequest = z.infer<typeof scanRequestSchema>;

export const scanAnswerSchema = z.union([
  z.object({ ok: z.literal(true), key: z.string(), counts: scanCountsSchema }),
  /** The archive cannot be read, and never will be. */
  z.object({ ok: z.literal(false), code: z.string(), message: z.string() }),
]);
export type ScanAnswer = z.infer<typeof scanAnswerSchema>;
