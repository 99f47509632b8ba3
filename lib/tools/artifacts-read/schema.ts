import * as z from 'zod';

const id = z.string().min(1).max(128);

export const artifactsReadInputSchema = z.object({
  runId: id,
  stepId: id,
  name: z.string().min(1).max(200),
  /** Of which attempt at the step; the last that made the file unless given. */
  attempt: z.int().min(1).optional(),
});
export type ArtifactsReadInput = z.infer<typeof artifactsReadInputSchema>;

export const artifactsReadOutputSchema = z.object({
  /** Null where there is no such file. */
  file: z.object({ text: z.string(), attempt: z.int() }).nullable(),
});
export type ArtifactsReadOutput = z.infer<typeof artifactsReadOutputSchema>;
