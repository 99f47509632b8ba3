import { type Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { isCandidate, isOwnFolder, limits } from './selection.ts';
import { readListing, type Source } from './source.ts';

/** Reads the source in a folder. Links are not followed: they may lead out of it. @throws where the folder cannot be listed */
export async function readFolder(root: string): Promise<Source> {
  const files: { path: string; size: number }[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await list(root, folder)) {
      const found = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && isOwnFolder(entry.name)) folders.push(found);
      else if (entry.isFile() && isCandidate(found)) {
        const { size } = await stat(path.join(root, found));
        files.push({ path: found, size });
      }
    }
    if (files.length > limits.files * 2) break;
  }
  return readListing({ files, read: (file) => readFile(path.join(root, file)) });
}

async function list(root: string, folder: string): Promise<Dirent[]> {
  try {
    return await readdir(path.join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (folder === '') throw error;
    return [];
  }
}
