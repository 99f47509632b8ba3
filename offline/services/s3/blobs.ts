import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { uuid } from '../../kernel/ids.ts';
import type { Store } from '../../kernel/store.ts';
import type { ChecksumAlgorithm } from './checksum.ts';
import { createDigest } from './checksum.ts';
import { S3Error } from './errors.ts';

export type Checksums = Partial<Record<ChecksumAlgorithm, string>>;

export type StoredBlob = {
  blob: string;
  size: number;
  /** Hex. */
  md5: string;
  checksums: Checksums;
  /** Contents too small for a file of their own: `keep` puts them into the database. */
  small?: Buffer;
};

export type Expectation = {
  /** Hex of the payload's SHA-256, where the client signed it. */
  sha256?: string;
  /** `Content-MD5`, base64. */
  md5?: string;
  /** Algorithms to compute. */
  checksums: readonly ChecksumAlgorithm[];
  /** What the client states, base64 (trailers come late, hence the function). */
  stated?(algorithm: ChecksumAlgorithm): string | undefined;
  /** What else must hold of the size once the payload has ended. @throws S3Error */
  checkSize?(size: number): void;
};

const LARGEST_SMALL = 16 * 1024;
const WRITE_SIZE = 1024 * 1024;
const READ_SIZE = 1024 * 1024;

/** Where contents lie: small ones in the database with their rows, others in a file each, complete before its row speaks of it. */
export class Blobs {
  readonly #folder: string;
  readonly #unfinished: string;
  readonly #store: Store;

  constructor(folder: string, store: Store) {
    this.#folder = folder;
    this.#store = store;
    this.#unfinished = path.join(folder, 'unfinished');
    rmSync(this.#unfinished, { recursive: true, force: true });
    mkdirSync(this.#unfinished, { recursive: true });
  }

  /**
   * Takes in a payload without holding more than a megabyte of it. Until `keep` was called in a transaction it is nobody's.
   * @throws S3Error BadDigest, InvalidDigest, XAmzContentSHA256Mismatch; nothing is left then.
   */
  async write(chunks: AsyncIterable<Buffer> | Iterable<Buffer>, expectation: Expectation): Promise<StoredBlob> {
    const name = uuid();
    const file = path.join(this.#unfinished, name);
    let handle: FileHandle | undefined;
    try {
      const digests = new Digests(expectation);
      let held: Buffer[] = [];
      let heldSize = 0;
      const flush = async () => {
        handle ??= await open(file, 'wx');
        const { bytesWritten } = await handle.writev(held);
        // A disk that is nearly full takes a part; writing the rest says why.
        if (bytesWritten < heldSize) await handle.writeFile(Buffer.concat(held).subarray(bytesWritten));
        held = [];
        heldSize = 0;
      };
      for await (const chunk of chunks) {
        digests.update(chunk);
        held.push(chunk);
        heldSize += chunk.length;
        if (heldSize >= WRITE_SIZE) await flush();
      }
      const found = digests.verified();
      if (!handle && heldSize <= LARGEST_SMALL) {
        return { ...found, blob: `small-${name}`, small: held.length === 1 && held[0] ? held[0] : Buffer.concat(held) };
      }
      if (heldSize > 0) await flush();
      // Not synced: a killed process loses nothing by it, and what a power failure takes is found by its size at the start.
      await handle?.close();
      await rename(file, this.#make(name));
      return { ...found, blob: name };
    } catch (error) {
      await handle?.close().catch(() => undefined);
      await rm(file, { force: true });
      // A full disk, a used-up quota, a limit on the size of files.
      if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException).code ?? '')) {
        throw new S3Error('InternalError', 'The disk of the offline backend is full; nothing was stored.', {
          status: 500,
          cause: error,
        });
      }
      throw error;
    }
  }

  /** Makes what was written last; to be called in the transaction that stores its row. */
  keep({ blob, small }: Pick<StoredBlob, 'blob' | 'small'>): void {
    if (small) this.#store.run('INSERT INTO content (blob, data) VALUES (?, ?)', blob, small);
  }

  /** The same contents under a name of their own, without copying a file. `keep` is to follow, as after `write`. */
  duplicate({ blob, size, md5, checksums }: StoredBlob): StoredBlob {
    const name = uuid();
    if (isSmall(blob)) return { blob: `small-${name}`, size, md5, checksums, small: this.#small(blob) };
    linkSync(this.#path(blob), this.#make(name));
    return { blob: name, size, md5, checksums };
  }

  /** The bytes from `start` to `end` (inclusive). */
  open(blob: string, { start, end }: { start: number; end: number }): Readable | Buffer {
    if (isSmall(blob)) return this.#small(blob).subarray(start, end + 1);
    // Read at once, as the database is: a stream costs more than the reading.
    if (end - start < READ_SIZE) return readNow(this.#path(blob), start, end - start + 1);
    return createReadStream(this.#path(blob), { start, end, highWaterMark: READ_SIZE });
  }

  /** The bytes of a range that may begin in one blob and end in another. */
  openAll(
    pieces: readonly { blob: string; size: number }[],
    range?: { start: number; end: number },
  ): Readable | Buffer {
    const [first] = pieces;
    if (pieces.length === 1 && first) return this.open(first.blob, range ?? { start: 0, end: first.size - 1 });
    return Readable.from(this.#join(pieces, range), { objectMode: false });
  }

  async *#join(
    pieces: readonly { blob: string; size: number }[],
    range: { start: number; end: number } = { start: 0, end: Number.MAX_SAFE_INTEGER },
  ): AsyncGenerator<Buffer> {
    let offset = 0;
    for (const { blob, size } of pieces) {
      const [start, end] = [Math.max(range.start - offset, 0), Math.min(range.end - offset, size - 1)];
      offset += size;
      if (start > end) continue;
      const content = this.open(blob, { start, end });
      if (Buffer.isBuffer(content)) yield content;
      else yield* content as AsyncIterable<Buffer>;
    }
  }

  async read(pieces: readonly { blob: string; size: number }[]): Promise<Buffer> {
    const [first] = pieces;
    if (pieces.length === 1 && first)
      return isSmall(first.blob) ? this.#small(first.blob) : readFile(this.#path(first.blob));
    const chunks: Buffer[] = [];
    for await (const chunk of this.#join(pieces)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** Removes contents from the database, in the transaction that removes their rows. Answers the files that may go after it. */
  forget(blobs: readonly string[]): string[] {
    for (const blob of blobs.filter(isSmall)) this.#store.run('DELETE FROM content WHERE blob = ?', blob);
    return blobs.filter((blob) => blob !== '' && !isSmall(blob));
  }

  /** Removes files that no row speaks of any more. */
  removeFiles(blobs: readonly string[]): void {
    for (const blob of blobs) if (!isSmall(blob)) rmSync(this.#path(blob), { force: true });
  }

  /** The sizes of all files by their names, to find those that a crash left without a row, and rows that lost theirs. */
  files(): Map<string, number> {
    const names = readdirSync(this.#folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name.length === 2)
      .flatMap(({ name }) => readdirSync(path.join(this.#folder, name)));
    return new Map(names.map((name) => [name, statSync(this.#path(name)).size]));
  }

  #small(blob: string): Buffer {
    const data = this.#store.get('SELECT data FROM content WHERE blob = ?', blob)?.data;
    if (!(data instanceof Uint8Array)) throw new Error(`the database has no content ${blob}`);
    return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  }

  #make(blob: string): string {
    const folder = path.join(this.#folder, blob.slice(0, 2));
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
    return path.join(folder, blob);
  }

  #path(blob: string): string {
    return path.join(this.#folder, blob.slice(0, 2), blob);
  }
}

export const isSmall = (blob: string): boolean => blob.startsWith('small-');

function readNow(file: string, start: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  const descriptor = openSync(file, 'r');
  try {
    let filled = 0;
    while (filled < length) {
      const count = readSync(descriptor, bytes, filled, length - filled, start + filled);
      if (count === 0) throw new Error(`${file} ends after ${start + filled} bytes`);
      filled += count;
    }
  } finally {
    closeSync(descriptor);
  }
  return bytes;
}

/** All digests of a payload at once. */
class Digests {
  readonly #expectation: Expectation;
  readonly #md5 = createHash('md5');
  readonly #sha256: ReturnType<typeof createHash> | undefined;
  readonly #others;
  #size = 0;

  constructor(expectation: Expectation) {
    this.#expectation = expectation;
    this.#sha256 = expectation.sha256 === undefined ? undefined : createHash('sha256');
    this.#others = expectation.checksums.map((algorithm) => ({ algorithm, digest: createDigest(algorithm) }));
  }

  update(chunk: Buffer): void {
    this.#size += chunk.length;
    this.#md5.update(chunk);
    this.#sha256?.update(chunk);
    for (const { digest } of this.#others) digest.update(chunk);
  }

  verified(): { size: number; md5: string; checksums: Checksums } {
    const { sha256, md5: statedMd5 } = this.#expectation;
    this.#expectation.checkSize?.(this.#size);
    if (this.#sha256 && this.#sha256.digest('hex') !== sha256) {
      throw new S3Error(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
    const md5 = this.#md5.digest();
    if (statedMd5 !== undefined) checkMd5(statedMd5, md5);
    const checksums: Checksums = {};
    for (const { algorithm, digest } of this.#others) {
      const computed = digest.bytes().toString('base64');
      const expected = this.#expectation.stated?.(algorithm);
      if (expected !== undefined && expected !== computed) {
        throw new S3Error(
          'BadDigest',
          `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
        );
      }
      checksums[algorithm] = computed;
    }
    return { size: this.#size, md5: md5.toString('hex'), checksums };
  }
}

/** @throws S3Error InvalidDigest, BadDigest */
export function checkMd5(stated: string, actual: Buffer): void {
  const bytes = Buffer.from(stated, 'base64');
  if (bytes.length !== 16 || bytes.toString('base64') !== stated) {
    throw new S3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.', {
      details: { 'Content-MD5': stated },
    });
  }
  if (!bytes.equals(actual)) {
    throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.', {
      details: { ExpectedDigest: stated, CalculatedDigest: actual.toString('base64') },
    });
  }
}
