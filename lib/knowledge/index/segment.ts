import * as z from 'zod/mini';
import { type ExtractedDocument, positionSchema } from '#lib/domain/document/extracted';
import { usualLanguage } from '../analysis/terms.ts';
import { chunkDocument } from '../chunking/chunk-document.ts';

/** Rises when documents are cut or read in another way: segments of before are made anew. */
export const segmentVersion = 2 as const;

const count = z.int().check(z.minimum(0));

const partSchema = z.object({ start: count, position: positionSchema, isHeader: z.optional(z.boolean()) });

const chunkSchema = z.object({
  id: z.string(),
  documentId: z.string(),
  blocks: z.tuple([count, count]),
  headings: z.array(z.string()),
  text: z.string(),
  position: positionSchema,
  parts: z.optional(z.array(partSchema)),
});

/** A document as indexes take it in: its file chunks.json. */
export const segmentSchema = z.object({
  schemaVersion: z.literal(segmentVersion),
  documentId: z.string(),
  /** ISO 639-1. */
  language: z.string(),
  /** Names the extracted text that it was made from. */
  source: z.string(),
  chunks: z.array(chunkSchema),
});
export type Segment = z.infer<typeof segmentSchema>;

/** Cuts a document; `source` names the text that it came from, so that a change is noticed. */
export function segmentOf(documentId: string, document: ExtractedDocument, source: string): Segment {
  return {
    schemaVersion: segmentVersion,
    documentId,
    language: document.language ?? usualLanguage,
    source,
    chunks: chunkDocument(documentId, document).map((chunk) => ({
      ...chunk,
      blocks: [...chunk.blocks],
      headings: [...chunk.headings],
      parts: chunk.parts && [...chunk.parts],
    })),
  };
}
