import { type FileHandle, open } from 'node:fs/promises';
import { crc32, inflateRawSync } from 'node:zlib';
import { fromBufferPromise, fromFdPromise, type ZipFile } from 'yauzl';
import { type CheckedEntry, checkEntry, checkOverlap, type ZipFileEntry } from './check-entries.ts';
import { defaultZipLimits, type ZipLimits } from './limits.ts';
import { ZipRejection } from './rejection.ts';

/** An archive whose directory has been checked as a whole. `read` unpacks one file; `close` frees the file handle. */
export interface UntrustedZip {
  /** In the archive's order, without folders; paths are unique. */
  readonly files: readonly ZipFileEntry[];
  /** Paths of symbolic links that were left out. */
  readonly skipped: readonly string[];
  /** @throws ZipRejection where the packed bytes are not what the directory promised. */
  read(path: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Where packed bytes come from. */
interface Source {
  readonly zip: ZipFile;
  readonly bytes: (start: number, length: number) => Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Names are read as bytes, because yauzl would judge them before we can say what is wrong. */
const options = { autoClose: false, lazyEntries: true, decodeStrings: false, validateEntrySizes: true };

async function openBytes(bytes: Uint8Array): Promise<Source> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await fromBufferPromise(buffer, options);
  return {
    zip,
    bytes: (start, length) => Promise.resolve(buffer.subarray(start, start + length)),
    close: () => Promise.resolve(),
  };
}

async function readExactly(file: FileHandle, start: number, length: number): Promise<Uint8Array> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, start);
  return buffer.subarray(0, bytesRead);
}

async function openPath(path: string): Promise<Source> {
  const file = await open(path, 'r');
  try {
    const zip = await fromFdPromise(file.fd, options);
    return { zip, bytes: (start, length) => readExactly(file, start, length), close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** What yauzl says by words alone. */
function rejectionOf(error: unknown): unknown {
  if (error instanceof ZipRejection || !(error instanceof Error)) return error;
  // The file itself cannot be opened: not a judgement of the archive.
  if ('syscall' in error) return error;
  if (error.message.startsWith('End of central directory record signature not found')) {
    return new ZipRejection('NOT_A_ZIP', 'This is not a ZIP archive, or its end is missing.', { cause: error });
  }
  if (error.message.includes('encryption')) {
    return new ZipRejection('ENCRYPTED', 'The archive is encrypted. Pack it without a password.', { cause: error });
  }
  return new ZipRejection('CORRUPT', 'The archive is damaged.', { cause: error });
}

async function readDirectory(zip: ZipFile, limits: ZipLimits) {
  if (zip.entryCount > limits.entries) {
    const reason = `The archive holds ${zip.entryCount} entries; at most ${limits.entries} are taken.`;
    throw new ZipRejection('TOO_MANY_ENTRIES', reason);
  }
  const files = new Map<string, CheckedEntry>();
  const skipped: string[] = [];
  let total = 0;
  for await (const raw of zip.eachEntry()) {
    const entry = checkEntry(raw, limits);
    if (entry === 'directory') continue;
    if ('link' in entry) {
      skipped.push(entry.link);
      continue;
    }
    // Composed, because some file systems take both spellings of a letter for one.
    const name = entry.path.normalize('NFC');
    if (files.has(name)) throw new ZipRejection('DUPLICATE_NAME', 'Two files have one path.', { entry: entry.path });
    files.set(name, entry);
    total += entry.size;
    if (total > limits.totalBytes) {
      throw new ZipRejection('TOO_LARGE', `The archive unpacks to more than ${limits.totalBytes} bytes.`);
    }
  }
  checkOverlap([...files.values()]);
  return { files, skipped };
}

const deflated = 8;

async function unpack({ zip, bytes }: Source, { path, size, raw }: CheckedEntry): Promise<Uint8Array> {
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(raw, { minimal: true });
  const packed = await bytes(fileDataStart, raw.compressedSize);
  // What would unpack to more fails there; the least that zlib takes as a bound is one byte.
  const content =
    raw.compressionMethod === deflated ? inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) }) : packed;
  if (content.length !== size || crc32(content) !== raw.crc32) {
    throw new ZipRejection('CORRUPT', 'A file is not what the archive’s directory says.', { entry: path });
  }
  return content;
}

/**
 * Opens a stranger's archive, from bytes or by its path on disk, and checks all that its directory says – number,
 * sizes, ratio, names, links, encryption, overlap – before anything is unpacked. What it then unpacks is held to that.
 * Archives within the archive are files like others: whoever opens them counts the nesting.
 * @throws ZipRejection with a code and words that may be shown
 */
export async function readUntrustedZip(
  source: Uint8Array | string,
  narrowed: Partial<ZipLimits> = {},
): Promise<UntrustedZip> {
  const limits = { ...defaultZipLimits, ...narrowed };
  let opened: Source | undefined;
  try {
    const current = typeof source === 'string' ? await openPath(source) : await openBytes(source);
    opened = current;
    const { files, skipped } = await readDirectory(current.zip, limits);
    return {
      files: [...files.values()].map(({ path, size }) => ({ path, size })),
      skipped,
      async read(path) {
        const entry = files.get(path.normalize('NFC'));
        if (!entry) throw new Error(`The archive has no file ${path}. Ask for one of its files.`);
        try {
          return await unpack(current, entry);
        } catch (error) {
          throw rejectionOf(error);
        }
      },
      close: () => current.close(),
    };
  } catch (error) {
    await opened?.close();
    throw rejectionOf(error);
  }
}
