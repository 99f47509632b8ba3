import type { Position } from '../document/extracted.ts';

/** A piece of a document as it is indexed: consecutive blocks under one heading. */
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
}

/** A chunk that answers a question. */
export interface Passage extends Chunk {
  readonly documentName: string;
  /** Comparable within one answer only. */
  readonly score: number;
  /** Ranges of `text` that speak of the question, as [start, end). */
  readonly highlights: readonly (readonly [start: number, end: number])[];
}
