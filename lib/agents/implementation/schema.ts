import * as z from 'zod';
import { reportSchema } from '../assessment/report/report-schema.ts';
import { designSchema } from '../design/schema.ts';
import { planSchema } from '../planning/schema.ts';

export const implementationInputSchema = z.object({
  /** For the words behind each source; everything that is built follows from the design. */
  report: reportSchema,
  design: designSchema,
  plan: planSchema,
  project: z.looseObject({ id: z.string().max(128), name: z.string() }),
});
export type ImplementationInput = z.infer<typeof implementationInputSchema>;

const bundleFileSchema = z.object({
  path: z.string(),
  bytes: z.number().int(),
  /** Hexadecimal. */
  sha256: z.string().length(64),
});

const bundleSchema = z.object({
  /** Name of the artifact. */
  archive: z.string(),
  bytes: z.number().int(),
  sha256: z.string().length(64),
  files: z.array(bundleFileSchema),
  commands: z.object({ start: z.string(), test: z.string(), typeCheck: z.string() }),
  /** The rules that became code, with the file that holds each and the test that pins it. */
  rules: z.array(z.object({ id: z.string(), kind: z.string(), file: z.string(), test: z.string(), says: z.string() })),
  specs: z.array(z.object({ component: z.string(), file: z.string() })),
  /** What the design asks for and the bundle does not do, with the reason. */
  gaps: z.array(z.object({ id: z.string(), text: z.string() })),
});

export const implementationOutputSchema = z.object({ bundle: bundleSchema });
export type ImplementationOutput = z.infer<typeof implementationOutputSchema>;
