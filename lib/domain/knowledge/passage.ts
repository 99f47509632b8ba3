import type { Position } from '../document/extracted.ts';

/** A range of a text in UTF-16 units, as [start, end). */
export type TextRange = readonly [start: number, end: number];

/** Where a part of a chunk's text begins, and its own place: a table's row, a list's item. */
export interface ChunkPart {
  readonly start: number;
  readonly position: Position;
  /** It is the row that names a table's columns. */
  readonly isHeader?: boolean | undefined;
}

/** A piece of a document as it is indexed: consecutive blocks under one heading and, where there are pages, on one page. */
export interface Chunk {
  /** `<documentId>#<number>`. */
  readonly id: string;
  readonly documentId: string;
  /** Indexes of the first and last block. */
  readonly blocks: readonly [first: number, last: number];
  /** Headings above it, outermost first. */
  readonly headings: readonly string[];
  readonly text: string;
  readonly position: Position;
  /** In order, the first at the text's beginning; absent where the chunk's own place is all that is known. */
  readonly parts?: readonly ChunkPart[] | undefined;
}

/** A chunk that answers a question; `position` is that of the part that speaks of it most. */
export interface Passage extends Chunk {
  readonly documentName: string;
  /** Comparable within one answer only. */
  readonly score: number;
  /** Ranges of `text` that speak of the question, in order, none touching another. */
  readonly highlights: readonly TextRange[];
}
