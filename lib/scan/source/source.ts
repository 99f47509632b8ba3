import type { SourceFile, SourceTree } from '../dialect.ts';
import type { SystemModel } from '../schema.ts';
import { type Decoded, decode, isCandidate, limits, tooLarge } from './selection.ts';

type Unreadable = SystemModel['files']['unreadable'][number];

/** A source that was read, with what could not be. */
export interface Source extends SourceTree {
  readonly unreadable: readonly Unreadable[];
}

/** Files in the order of their paths, whatever order they came in: a folder and its archive are one source. */
export function sourceOf(files: Iterable<SourceFile>, unreadable: readonly Unreadable[] = []): Source {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const byPath = new Map(sorted.map((file) => [file.path, file]));
  return {
    files: sorted,
    unreadable: [...unreadable].sort((a, b) => (a.file < b.file ? -1 : 1)),
    get: (path) => byPath.get(path),
  };
}

/** Something with files to choose from: a folder, an archive. */
export interface Listing {
  readonly files: readonly { readonly path: string; readonly size: number }[];
  readonly read: (path: string) => Promise<Uint8Array>;
  /** What already the listing could not make out. */
  readonly unreadable?: readonly Unreadable[];
}

/** Reads what may describe a system; the rest is passed over, and what is too much is told of. */
export async function readListing({ files, read, unreadable: before = [] }: Listing): Promise<Source> {
  const found: SourceFile[] = [];
  const unreadable: Unreadable[] = [...before];
  let total = 0;
  const candidates = files.filter(({ path }) => isCandidate(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, size } of candidates) {
    if (size > limits.fileBytes) {
      unreadable.push(tooLarge(path, size));
      continue;
    }
    total += size;
    if (total > limits.totalBytes || found.length >= limits.files) {
      unreadable.push({
        file: path,
        reason: `beyond the ${limits.files} files or ${limits.totalBytes / 1024 / 1024} MiB that are read of a source`,
      });
      continue;
    }
    const outcome = await attempt(path, () => read(path));
    if (outcome === undefined) continue;
    if (!('text' in outcome)) {
      unreadable.push(outcome);
      continue;
    }
    found.push({ path, text: outcome.text });
    if (outcome.problem) unreadable.push(outcome.problem);
  }
  return sourceOf(found, unreadable);
}

async function attempt(path: string, read: () => Promise<Uint8Array>): Promise<Decoded | Unreadable | undefined> {
  try {
    return decode(path, await read());
  } catch (error) {
    return { file: path, reason: error instanceof Error ? error.message : String(error) };
  }
}
