import * as z from 'zod';
import type { DesignDocument } from '#lib/design-doc/design-document';

const head = z.looseObject({ schemaVersion: z.literal(1), title: z.string(), sections: z.array(z.unknown()) });
const fileName = z.string().regex(/^(?!.*\.\.)\w[\w./-]{0,199}$/, 'must be a relative file name');

export const documentRenderInputSchema = z.object({
  /** The document's own builder made it; what else comes is told apart by its head. */
  document: z.custom<DesignDocument>((value) => head.safeParse(value).success, 'must be a design document'),
  /** Marp Markdown. */
  slidesMarkdown: z.string(),
});
export type DocumentRenderInput = z.infer<typeof documentRenderInputSchema>;

export const documentRenderOutputSchema = z.object({
  files: z.array(
    z.object({
      name: fileName,
      contentType: z.string(),
      body: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    }),
  ),
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
