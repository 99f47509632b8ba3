import { createHash } from 'node:crypto';
import { type Zippable, zipSync } from 'fflate';
import type { BundleFiles } from './bundle.ts';

/** The earliest time that a ZIP file can hold: the same input gives the same bytes on any day, in any zone. */
const archiveTime = new Date(1980, 0, 1);

/** The files as a ZIP archive: unpacked into a folder it is the project, ready for `npm test`. */
export function archiveBundle(files: BundleFiles): Uint8Array {
  const encoder = new TextEncoder();
  const entries: Zippable = {};
  for (const [path, text] of files) entries[path] = encoder.encode(text);
  return zipSync(entries, { mtime: archiveTime, level: 6 });
}

/** Size and SHA-256 in hexadecimal. */
export function measure(content: string | Uint8Array): { bytes: number; sha256: string } {
  return { bytes: Buffer.byteLength(content), sha256: createHash('sha256').update(content).digest('hex') };
}
