import * as z from 'zod';

const fileName = z.string().regex(/^(?!.*\.\.)\w[\w./-]{0,199}$/, 'must be a relative file name');

export const documentRenderInputSchema = z.object({
  /** lib/design-doc's DesignDocument. */
  document: z.looseObject({ schemaVersion: z.literal(1), title: z.string() }),
  /** Marp Markdown. */
  slidesMarkdown: z.string(),
});
export type DocumentRenderInput = z.infer<typeof documentRenderInputSchema>;

export const documentRenderOutputSchema = z.object({
  files: z.array(z.object({ name: fileName, contentType: z.string(), body: z.custom<Uint8Array>((value) => value instanceof Uint8Array) })),
});
export type DocumentRenderOutput = z.infer<typeof documentRenderOutputSchema>;

/** What the function `design-renderer` is asked: where the document lies, and the folder for what it makes. */
export const renderRequestSchema = z.object({ documentKey: z.string(), folder: z.string() });
export type RenderRequest = z.infer<typeof renderRequestSchema>;

export const renderAnswerSchema = z.object({
  files: z.array(z.object({ name: fileName, contentType: z.string(), key: z.string() })),
  /** What could not be drawn, by name. */
  warnings: z.array(z.string()),
});
export type RenderAnswer = z.infer<typeof renderAnswerSchema>;
