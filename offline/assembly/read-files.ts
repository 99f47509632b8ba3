import { realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isPackageFile } from './own-imports.ts';

/**
 * Which of the files and folders that the definitions read are the app's: not those of packages or of the system, nor what
 * tools keep in hidden folders, nor what the backend keeps in `ownFolder`. Folders above the app do not count: too much comes and goes in them.
 */
export function readFiles(app: string, reads: readonly string[], ownFolder: string): string[] {
  const home = path.dirname(realpathSync(app));
  const roots = new Set([app, home === path.parse(home).root ? realpathSync(app) : home]);
  return reads.filter((file) => {
    const isNear = [...roots].some((root) => file.startsWith(root + path.sep));
    if (!isNear || isPackageFile(file) || isIn(ownFolder, file) || path.relative(app, file) === '') return false;
    // An app right in the folder for temporary files: what tools write beside it is not its own.
    if (home === realpathSync(tmpdir()) && !isIn(app, file) && !isIn(realpathSync(app), file)) return false;
    if (path.relative(home, file).split(path.sep).some(isHidden)) return false;
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat?.isFile() === true || (stat?.isDirectory() === true && !app.startsWith(file));
  });
}

const isIn = (folder: string, file: string) => file === folder || file.startsWith(folder + path.sep);

const isHidden = (part: string) => part === 'node_modules' || (part.startsWith('.') && part !== '..');
