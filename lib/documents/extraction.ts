import type { Block, DocumentFormat } from '#lib/domain/document/extracted';
import type { BlockList } from './block-list.ts';

/** A file whose text is to be read. */
export interface SourceFile {
  /** As its uploader named it, or its path in an archive. */
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** What a reader of a format tells beside the blocks that it adds. */
export interface ReadResult {
  readonly title?: string | null;
  readonly pages?: number;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly warnings?: readonly string[];
  /** Where the format has an outline of its own; else the headings are it. */
  readonly outline?: readonly OutlineEntry[];
}

export interface OutlineEntry {
  readonly level: number;
  readonly title: string;
  /** Index of the block where it begins. */
  readonly block: number;
}

/** Reads a format's text into the list. @throws DocumentRejection */
export type ReadFormat = (file: SourceFile, list: BlockList) => Promise<ReadResult>;

export type { Block, DocumentFormat };
