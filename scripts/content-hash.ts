import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** A hash of names and contents of files and folders (recursively), for telling whether anything changed. */
export function contentHash(root: string, places: readonly string[]): string {
  const hash = createHash('sha256');
  const add = (place: string): void => {
    const absolute = path.join(root, place);
    if (!existsSync(absolute)) return;
    if (statSync(absolute).isDirectory()) {
      for (const name of readdirSync(absolute).sort()) add(path.join(place, name));
    } else if (!/\.test\.tsx?$/.test(place)) {
      hash.update(`${place}\0`).update(readFileSync(absolute)).update('\0');
    }
  };
  for (const place of places) add(place);
  return hash.digest('hex');
}
