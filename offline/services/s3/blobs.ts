import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { ServiceError } from '../../kernel/errors.ts';
import { uuid } from '../../kernel/ids.ts';
import { CHECKSUM_ALGORITHMS, type ChecksumAlgorithm, createDigest } from './checksum.ts';

export type StoredBlob = {
  blob: string;
  size: number;
  md5: string;
  checksums: Partial<Record<ChecksumAlgorithm, string>>;
};

export type Expectation = {
  /** Hex of the payload's SHA-256, where the client signed it. */
  sha256?: string;
  /** `Content-MD5`, base64. */
  md5?: string;
  /** Algorithms to compute, with the value the client states (trailers come late, hence the function). */
  checksums: readonly ChecksumAlgorithm[];
  stated(algorithm: ChecksumAlgorithm): string | undefined;
};

/** Contents of objects, a file each. A file is complete before its row in the database speaks of it. */
export class Blobs {
  readonly #folder: string;
  readonly #unfinished: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#unfinished = path.join(folder, 'unfinished');
    rmSync(this.#unfinished, { recursive: true, force: true });
    mkdirSync(this.#unfinished, { recursive: true });
  }

  /** Stores a payload. @throws ServiceError BadDigest, XAmzContentSHA256Mismatch; nothing is kept then. */
  async write(chunks: AsyncIterable<Buffer>, expectation: Expectation): Promise<StoredBlob> {
    const name = uuid();
    const file = path.join(this.#unfinished, name);
    try {
      const stored = await this.#fill(file, name, chunks, expectation);
      const folder = path.join(this.#folder, name.slice(0, 2));
      if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
      await rename(file, path.join(folder, name));
      return stored;
    } catch (error) {
      await rm(file, { force: true });
      // A full disk, a used-up quota, a limit on the size of files.
      if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException).code ?? '')) {
        throw new ServiceError('InternalError', 'The disk of the offline backend is full; nothing was stored.', {
          status: 500,
          cause: error,
        });
      }
      throw error;
    }
  }

  async #fill(
    file: string,
    name: string,
    chunks: AsyncIterable<Buffer>,
    expectation: Expectation,
  ): Promise<StoredBlob> {
    const md5 = createHash('md5');
    const sha256 = expectation.sha256 === undefined ? undefined : createHash('sha256');
    const digests = expectation.checksums.map((algorithm) => [algorithm, createDigest(algorithm)] as const);
    let size = 0;
    const handle = await open(file, 'w');
    try {
      for await (const chunk of chunks) {
        size += chunk.length;
        md5.update(chunk);
        sha256?.update(chunk);
        for (const [, digest] of digests) digest.update(chunk);
        await handle.writeFile(chunk);
      }
    } finally {
      await handle.close();
    }
    const digest = md5.digest();
    if (sha256 && sha256.digest('hex') !== expectation.sha256) {
      throw new ServiceError(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
    if (expectation.md5 !== undefined && expectation.md5 !== digest.toString('base64')) {
      throw new ServiceError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
    }
    const checksums: StoredBlob['checksums'] = {};
    for (const [algorithm, value] of digests) {
      const computed = value.base64();
      const stated = expectation.stated(algorithm);
      if (stated !== undefined && stated !== computed) {
        throw new ServiceError(
          'BadDigest',
          `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
        );
      }
      checksums[algorithm] = computed;
    }
    return { blob: name, size, md5: digest.toString('hex'), checksums };
  }

  /** Joins blobs into a new one. */
  join(blobs: readonly string[]): Promise<StoredBlob> {
    const read = async function* (this: Blobs) {
      for (const blob of blobs) yield* this.stream(blob) as AsyncIterable<Buffer>;
    };
    return this.write(read.call(this), { checksums: [], stated: () => undefined });
  }

  stream(blob: string, range?: { start: number; end: number }): Readable {
    return createReadStream(this.#path(blob), range);
  }

  read(blob: string): Promise<Buffer> {
    return readFile(this.#path(blob));
  }

  /** Removes contents that no row speaks of any more. */
  remove(blobs: readonly string[]): void {
    for (const blob of blobs) rmSync(this.#path(blob), { force: true });
  }

  /** All stored names, to find those that a crash left without a row. */
  names(): string[] {
    return readdirSync(this.#folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name.length === 2)
      .flatMap(({ name }) => readdirSync(path.join(this.#folder, name)));
  }

  #path(blob: string): string {
    return path.join(this.#folder, blob.slice(0, 2), blob);
  }
}

export const isChecksumAlgorithm = (name: string): name is ChecksumAlgorithm =>
  CHECKSUM_ALGORITHMS.some((algorithm) => algorithm === name);
