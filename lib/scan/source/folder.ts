import { type Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SystemModel } from '../schema.ts';
import { isCandidate, isOwnFolder, limits, notAFile } from './selection.ts';
import { readListing, type Source } from './source.ts';

type Unreadable = SystemModel['files']['unreadable'][number];

/**
 * Reads the source in a folder. Links are not followed, for they may lead out of it; they, pipes, devices and folders that
 * cannot be listed are told of.
 * @throws where the folder itself cannot be listed
 */
export async function readFolder(root: string): Promise<Source> {
  const files: { path: string; size: number }[] = [];
  const unreadable: Unreadable[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await list(root, folder, unreadable)) {
      const found = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (isOwnFolder(entry.name)) folders.push(found);
      } else if (entry.isFile()) {
        if (isCandidate(found)) files.push({ path: found, size: await sizeOf(path.join(root, found)) });
      } else if (entry.isSymbolicLink() ? isOwnFolder(entry.name) : isCandidate(found))
        unreadable.push(notAFile(found, entry.isSymbolicLink()));
    }
    if (files.length > limits.files * 2) break;
  }
  return readListing({ files, read: (file) => readFile(path.join(root, file)), unreadable });
}

async function list(root: string, folder: string, unreadable: Unreadable[]): Promise<Dirent[]> {
  try {
    return await readdir(path.join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (folder === '') throw error;
    unreadable.push({
      file: folder,
      reason: `cannot be listed: ${error instanceof Error ? error.message : String(error)}`,
    });
    return [];
  }
}

/** A file that is gone, or not for us, says so when it is read. */
async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}
