import type { DocumentRejectionCode } from '#lib/domain/document/rejection';
import type { DocumentKind } from '#lib/domain/document/states';
import type { InstructionPassage } from './instructions-in.ts';

/** What the reading thread is told. */
export interface ReadingTask {
  readonly name: string;
  readonly contentType: string;
  readonly kind: DocumentKind | null;
  readonly bytes: Uint8Array;
  /** Of a scan: the files that hold its recognized text, which are read in place of the bytes. */
  readonly recognized?: readonly Uint8Array[];
}

/** What is kept of a document that was read; `text` is the extracted document as JSON, of source code there is none. */
export interface Reading {
  readonly kind: DocumentKind;
  readonly format: string;
  readonly title: string | null;
  readonly language: string | null;
  readonly pages: number | null;
  readonly blocks: number;
  readonly characters: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
  /** Passages that give instructions to models. */
  readonly instructions: readonly InstructionPassage[];
  readonly text: string | null;
}

/** How reading ended: `fault` is ours, and worth another try; what is thrown while reading is the document's. */
export type ReadingOutcome =
  | { readonly ok: true; readonly reading: Reading }
  | {
      readonly ok: false;
      readonly code: DocumentRejectionCode;
      readonly reason: string;
      /** Of a scan; absent where nobody could count them. */
      readonly recognizedPages?: number;
    };
