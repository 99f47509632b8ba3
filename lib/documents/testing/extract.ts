import type { Block, ExtractedDocument } from '#lib/domain/document/extracted';
import { DocumentRejection } from '#lib/domain/document/rejection';
import { extractDocument } from '../extract-document.ts';

const bytesOf = (content: string | Uint8Array) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

/** The document that is in a file. */
export async function extract(name: string, content: string | Uint8Array, contentType = 'application/octet-stream') {
  const extraction = await extractDocument({ name, contentType, bytes: bytesOf(content) });
  if (extraction.kind !== 'DOCUMENT') throw new Error(`${name} was taken for source code.`);
  return extraction.document;
}

/** Why a file is rejected: code and words; `taken` where it is not. */
export async function rejectionOf(
  name: string,
  content: string | Uint8Array,
  contentType = 'application/octet-stream',
) {
  try {
    await extractDocument({ name, contentType, bytes: bytesOf(content) });
    return 'taken';
  } catch (error) {
    if (error instanceof DocumentRejection) return `${error.code}: ${error.message}`;
    throw error;
  }
}

/** Blocks in one line each: where, what, and the text. */
export function outlined({ blocks }: Pick<ExtractedDocument, 'blocks'>): string[] {
  return blocks.map(({ kind, level, text, position }: Block) => {
    const place = Object.entries(position).map(([name, value]) => `${name} ${value}`);
    return `${place.join(', ')}: ${kind}${level ?? ''} ${text.replaceAll('\n', ' ¶ ')}`;
  });
}
