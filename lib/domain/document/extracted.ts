import * as z from 'zod/mini';
import { type DocumentFormat, documentFormats } from './formats.ts';

export type { DocumentFormat };

const count = z.int().check(z.minimum(1));

/** Where a block stands, as far as its format knows; all from 1. `entry` is the path within an archive. */
export const positionSchema = z.object({
  page: z.optional(count),
  slide: z.optional(count),
  sheet: z.optional(z.string()),
  row: z.optional(count),
  line: z.optional(count),
  paragraph: z.optional(count),
  entry: z.optional(z.string()),
});
export type Position = z.infer<typeof positionSchema>;

/** A heading, paragraph, list item, table or listing in reading order; its number is its index in `blocks`. */
const blockSchema = z.object({
  kind: z.enum(['heading', 'paragraph', 'list-item', 'table', 'code']),
  /** Of a table: its rows as lines, cells between ` | `. */
  text: z.string(),
  /** Of a heading, from 1. */
  level: z.optional(count),
  rows: z.optional(z.array(z.array(z.string()))),
  position: positionSchema,
});
export type Block = z.infer<typeof blockSchema>;

/** The text of a document with the place of each block, whatever its format was. */
export const extractedDocumentSchema = z.object({
  schemaVersion: z.literal(1),
  format: z.enum(documentFormats),
  title: z.nullable(z.string()),
  /** ISO 639-1; null where the text is too short to tell. */
  language: z.nullable(z.string()),
  metadata: z.record(z.string(), z.string()),
  /** Pages, slides, sheets or, for the rest, 1. */
  pages: z.int(),
  blocks: z.array(blockSchema),
  outline: z.array(z.object({ level: count, title: z.string(), block: z.int() })),
  /** What was left out, such as pages that are pictures without text. */
  warnings: z.array(z.string()),
});
export type ExtractedDocument = z.infer<typeof extractedDocumentSchema>;

/** Files of a document in the bucket: all of them go when the document does. */
export function documentFolder(document: { organization: string; projectId: string; id: string }): string {
  return `documents/${document.organization}/${document.projectId}/${document.id}/`;
}
export const documentFiles = { original: 'original', text: 'text.json', chunks: 'chunks.json' } as const;
