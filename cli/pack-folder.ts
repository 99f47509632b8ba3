import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { maxDocumentBytes } from '#lib/domain/document/upload';
import { isOwnFolder } from '#lib/scan/source/selection';
import { CommandError } from './errors.ts';

/** Larger files are no code: pictures, archives, data. */
const largestFile = 5 * 1024 * 1024;
const mostFiles = 20_000;

/**
 * Packs a folder of code as a ZIP archive, the same folder always to the same bytes: what others wrote (`node_modules`
 * and the like), hidden folders, links and large files are left out.
 * @throws CommandError where nothing is left, or too much
 */
export function packFolder(root: string): Uint8Array<ArrayBuffer> {
  const files: Record<string, Uint8Array> = {};
  for (const file of filesOf(root, '').toSorted()) files[file] = readFileSync(path.join(root, file));
  const count = Object.keys(files).length;
  if (count === 0) throw new CommandError(`${root} holds no files of code.`, 'Name the folder of the project.');
  if (count > mostFiles) {
    throw new CommandError(`${root} holds ${count} files; at most ${mostFiles} are taken.`, 'Name a part of it.');
  }
  const packed = zipSync(files, { level: 6, mtime: '2000-01-01T00:00:00' });
  if (packed.length <= maxDocumentBytes) return packed;
  throw new CommandError(
    `${root} packs to ${packed.length} bytes; at most ${maxDocumentBytes} are taken.`,
    'Name a part of it.',
  );
}

function filesOf(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return isOwnFolder(entry.name) ? filesOf(root, file) : [];
    return entry.isFile() && statSync(path.join(root, file)).size <= largestFile ? [file] : [];
  });
}
