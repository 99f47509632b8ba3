import { type Entry, getFileNameLowLevel } from 'yauzl';
import { fileNameProblem } from '../../domain/document/file-name.ts';
import { ratioFloorBytes, type ZipLimits } from './limits.ts';
import { ZipRejection } from './rejection.ts';

/** A file of the archive: its path from the archive's root with `/`, and its size once unpacked, in bytes. */
export interface ZipFileEntry {
  readonly path: string;
  readonly size: number;
}
export interface CheckedEntry extends ZipFileEntry {
  readonly raw: Entry;
}

const unixSystems = [3, 19];
const fileTypeMask = 0o170000;
const fileTypes = { none: 0, regular: 0o100000, directory: 0o040000, link: 0o120000 } as const;

/** The file type that a Unix system noted, which others leave 0. */
function fileTypeOf(entry: Entry): number {
  const isUnix = unixSystems.includes(entry.versionMadeBy >>> 8);
  return isUnix ? (entry.externalFileAttributes >>> 16) & fileTypeMask : fileTypes.none;
}

function checkPath(path: string, limits: ZipLimits): void {
  const refuse = (why: string) => new ZipRejection('UNSAFE_NAME', why, { entry: path });
  if (path.length > limits.pathLength) throw refuse(`A path has more than ${limits.pathLength} characters.`);
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) throw refuse('A path does not start within the archive.');
  const parts = path.replace(/\/$/, '').split('/');
  if (parts.includes('..')) throw refuse('A path leads out of the archive.');
  for (const part of parts) {
    const problem = fileNameProblem(part);
    if (problem) throw refuse(`A path is not safe: ${problem.message}`);
  }
  if (parts.length - 1 > limits.depth) {
    throw new ZipRejection('TOO_DEEP', `Folders are nested more than ${limits.depth} deep.`, { entry: path });
  }
}

function checkSize(path: string, entry: Entry, limits: ZipLimits): void {
  const { uncompressedSize: size, compressedSize } = entry;
  if (size > limits.entryBytes) {
    const reason = `A file unpacks to ${size} bytes; at most ${limits.entryBytes} are taken.`;
    throw new ZipRejection('ENTRY_TOO_LARGE', reason, { entry: path });
  }
  if (size > ratioFloorBytes && size > compressedSize * limits.ratio) {
    const reason = `A file unpacks to more than ${limits.ratio} times its packed size, as archives made to exhaust do.`;
    throw new ZipRejection('SUSPICIOUS_RATIO', reason, { entry: path });
  }
}

/**
 * What an entry is, judged by the archive's directory alone, before a byte of it is unpacked.
 * @throws ZipRejection
 */
export function checkEntry(entry: Entry, limits: ZipLimits): CheckedEntry | 'directory' | { readonly link: string } {
  const path = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  const type = fileTypeOf(entry);
  checkPath(path, limits);
  if (entry.isEncrypted()) {
    throw new ZipRejection('ENCRYPTED', 'A file is encrypted. Pack it without a password.', { entry: path });
  }
  if (type === fileTypes.link) {
    if (limits.links === 'skip') return { link: path };
    throw new ZipRejection('SYMBOLIC_LINK', 'The archive holds a symbolic link. Pack the file itself.', {
      entry: path,
    });
  }
  if (type !== fileTypes.none && type !== fileTypes.regular && type !== fileTypes.directory) {
    throw new ZipRejection('SPECIAL_FILE', 'The archive holds a device, pipe or socket.', { entry: path });
  }
  if (path.endsWith('/')) return 'directory';
  if (!entry.canDecodeFileData()) {
    const reason = `A file is packed by method ${entry.compressionMethod}; stored and deflated ones are read.`;
    throw new ZipRejection('UNSUPPORTED_COMPRESSION', reason, { entry: path });
  }
  checkSize(path, entry, limits);
  return { path, size: entry.uncompressedSize, raw: entry };
}

const localHeaderBytes = 30;

/**
 * Refuses files that share packed bytes: that is how a few kilobytes pretend to be petabytes without nesting
 * (David Fifield, “A better zip bomb”, 2019).
 * @throws ZipRejection
 */
export function checkOverlap(entries: readonly CheckedEntry[]): void {
  const inOrder = entries.toSorted((a, b) => a.raw.relativeOffsetOfLocalHeader - b.raw.relativeOffsetOfLocalHeader);
  let end = 0;
  for (const { path, raw } of inOrder) {
    const start = raw.relativeOffsetOfLocalHeader;
    if (start < end) throw new ZipRejection('OVERLAPPING_ENTRIES', 'Files share packed bytes.', { entry: path });
    end = start + localHeaderBytes + raw.fileNameLength + raw.compressedSize;
  }
}
