/**
 * Reads a ZIP's list of files from its end, so that one file of a large archive can be shown without loading the rest.
 * Archives are strangers': everything that is read is checked against what there is.
 */

export interface ZipEntry {
  readonly path: string;
  /** 0: stored, 8: deflated; nothing else is read. */
  readonly method: 0 | 8;
  readonly compressedSize: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const endSize = 22;
const localSize = 30;
const maximumComment = 65_535;
const maximumEntries = 100_000;

/** So much of an archive's end holds its end record, whatever comment it carries. */
export const endBytes = endSize + maximumComment;
/** The fixed part of a local header, and the most that name and extra field can add. */
export const localHeaderBytes = localSize + 2 * 65_535;

interface ZipDirectory {
  /** Where the list of files lies in the archive. */
  readonly offset: number;
  readonly size: number;
}

/** Where the list of files is, from the archive's last bytes; undefined where it is no ZIP, or one beyond 4 GB. */
export function findDirectory(tail: Uint8Array): ZipDirectory | undefined {
  const view = viewOf(tail);
  for (let at = tail.length - endSize; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== END || at + endSize + view.getUint16(at + 20, true) !== tail.length) continue;
    const size = view.getUint32(at + 12, true);
    const offset = view.getUint32(at + 16, true);
    return size === 0xffffffff || offset === 0xffffffff ? undefined : { offset, size };
  }
  return undefined;
}

/** The files that the list names. What is encrypted or packed in a way of its own is left out. */
export function readEntries(directory: Uint8Array): ZipEntry[] {
  const view = viewOf(directory);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + 46 <= directory.length && view.getUint32(at, true) === CENTRAL && entries.length < maximumEntries) {
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const method = view.getUint16(at + 10, true);
    const isEncrypted = (view.getUint16(at + 8, true) & 1) === 1;
    const path = new TextDecoder().decode(directory.subarray(at + 46, nameEnd));
    if (!isEncrypted && !path.endsWith('/') && (method === 0 || method === 8)) {
      entries.push({
        path,
        method,
        compressedSize: view.getUint32(at + 20, true),
        size: view.getUint32(at + 24, true),
        offset: view.getUint32(at + 42, true),
      });
    }
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** How long an entry's local header is, before its bytes begin; undefined where there is none. */
export function localHeaderSize(header: Uint8Array): number | undefined {
  if (header.length < localSize) return undefined;
  const view = viewOf(header);
  if (view.getUint32(0, true) !== LOCAL) return undefined;
  return localSize + view.getUint16(26, true) + view.getUint16(28, true);
}

/** The file of a path relative to the source's root; a folder that holds all of the archive is no part of such a path. */
export function findEntry(entries: readonly ZipEntry[], path: string): ZipEntry | undefined {
  const exact = entries.find((entry) => entry.path === path);
  if (exact) return exact;
  const [root] = entries[0]?.path.split('/') ?? [];
  if (root === undefined || !entries.every((entry) => entry.path.startsWith(`${root}/`))) return undefined;
  return entries.find((entry) => entry.path === `${root}/${path}`);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
