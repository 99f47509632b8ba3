import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { readFolder } from '#lib/scan/source/folder';
import { CommandError } from './errors.ts';

/** Of every file, so that the same folder gives the same bytes. */
const anyDay = new Date('2020-01-01T00:00:00.000Z');

/** A folder as a ZIP archive: only what may describe a system goes into it, never what was installed or built. */
export async function packFolder(folder: string): Promise<Uint8Array> {
  const { files } = await readFolder(folder);
  if (files.length === 0) {
    throw new CommandError(`${path.resolve(folder)} holds no source.`, 'Name the folder of the code and templates.');
  }
  // A file at its root: else a lone folder in it would be taken for one that stands around the source.
  const entries: Zippable = { '.source': [new Uint8Array(), { mtime: anyDay }] };
  for (const { path: name } of files) entries[name] = [await readFile(path.join(folder, name)), { mtime: anyDay }];
  return zipSync(entries, { level: 6 });
}
