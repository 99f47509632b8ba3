'use client';

import {
  endBytes,
  findDirectory,
  findEntry,
  localHeaderBytes,
  localHeaderSize,
  readEntries,
  type ZipEntry,
} from '#lib/domain/source-view/zip-directory';
import { documentLink } from '../document/document-link.ts';

/** So much of one file is shown, in bytes: no archive makes the page unpack more. */
const SHOWN_BYTES = 1024 * 1024;
const MAXIMUM_DIRECTORY_BYTES = 16 * 1024 * 1024;

/** A file of the source as text; `isCut`: only its beginning. */
export type SourceText = { path: string; text: string; isCut: boolean };

/** The files of an uploaded archive. Read in pieces: its end tells what is in it, and one file is one more piece. */
export async function listSourceFiles(documentId: string): Promise<ZipEntry[]> {
  const { url, size } = await documentLink(documentId, 'original');
  const tailAt = Math.max(0, size - endBytes);
  const tail = await readBytes(url, tailAt, size);
  const directory = findDirectory(tail);
  if (!directory || directory.size > MAXIMUM_DIRECTORY_BYTES) throw new Error('This is no archive that can be listed.');
  const end = directory.offset + directory.size;
  const isInTail = directory.offset >= tailAt;
  const bytes = isInTail
    ? tail.subarray(directory.offset - tailAt, end - tailAt)
    : await readBytes(url, directory.offset, end);
  return readEntries(bytes).sort((a, b) => a.path.localeCompare(b.path));
}

/** One file of an archive as text; null where there is none of that path. */
export async function readSourceFile(
  documentId: string,
  entries: readonly ZipEntry[],
  path: string,
): Promise<SourceText | null> {
  const entry = findEntry(entries, path);
  if (!entry) return null;
  const { url, size } = await documentLink(documentId, 'original');
  const most = entry.offset + localHeaderBytes + entry.compressedSize;
  const bytes = await readBytes(url, entry.offset, Math.min(size, most));
  const header = localHeaderSize(bytes);
  if (header === undefined) throw new Error(`${path} cannot be read from the archive.`);
  const packed = bytes.subarray(header, header + entry.compressedSize);
  const { content, isCut } = await unpack(packed, entry.method);
  return { path: entry.path, text: new TextDecoder().decode(content), isCut };
}

async function readBytes(url: string, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  const headers = { range: `bytes=${from}-${to - 1}` };
  const response = await fetch(url, { headers, cache: 'no-store', credentials: 'omit' });
  if (!response.ok) throw new Error(`The archive answers ${response.status}.`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // Whoever does not know ranges answers the whole.
  return response.status === 206 ? bytes : bytes.subarray(from, to);
}

async function unpack(
  packed: Uint8Array<ArrayBuffer>,
  method: ZipEntry['method'],
): Promise<{ content: Uint8Array<ArrayBuffer>; isCut: boolean }> {
  if (method === 0) return { content: packed.subarray(0, SHOWN_BYTES), isCut: packed.length > SHOWN_BYTES };
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const content = new Uint8Array(SHOWN_BYTES);
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { content: content.subarray(0, length), isCut: false };
    const taken = value.subarray(0, SHOWN_BYTES - length);
    content.set(taken, length);
    length += taken.length;
    if (length < SHOWN_BYTES) continue;
    await reader.cancel();
    return { content, isCut: true };
  }
}
