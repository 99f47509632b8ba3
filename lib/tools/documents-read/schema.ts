import * as z from 'zod';
import { extractedDocumentSchema } from '#lib/domain/document/extracted';

/** Blocks of one answer at most. */
const maximumBlocks = 500;

export const documentsReadInputSchema = z.object({
  documentId: z.string().min(1).max(128),
  /** Index of the first block that is wanted. */
  from: z.int().min(0).default(0),
  limit: z.int().min(1).max(maximumBlocks).default(maximumBlocks),
});
export type DocumentsReadInput = z.infer<typeof documentsReadInputSchema>;

const { blocks, format, title, pages } = extractedDocumentSchema.shape;

export const documentsReadOutputSchema = z.object({
  document: z.object({ id: z.string(), name: z.string(), format, title, pages }),
  from: z.int(),
  blocks,
  /** Index of the first block that was not given; null at the end. */
  next: z.int().nullable(),
});
export type DocumentsReadOutput = z.infer<typeof documentsReadOutputSchema>;
