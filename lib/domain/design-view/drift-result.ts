import * as z from 'zod/mini';

const entrySchema = z.object({
  claim: z.string(),
  section: z.string(),
  text: z.string(),
  kind: z.enum(['changed', 'gone', 'moved']),
  was: z.string(),
  is: z.nullable(z.string()),
  file: z.nullable(z.string()),
  line: z.nullable(z.int()),
});

/** drift.json: which claims of a design no longer hold for a newer source, those that broke first. */
export const driftResultSchema = z.object({
  run: z.string(),
  source: z.object({ documentId: z.string(), name: z.string() }),
  claims: z.int(),
  broken: z.int(),
  moved: z.int(),
  entries: z.array(entrySchema),
});
export type DriftResult = z.infer<typeof driftResultSchema>;
export type DriftEntry = DriftResult['entries'][number];
