import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readOwnJson } from './json-file.ts';
import { objectOf, textOf } from './values.ts';

/**
 * Bundles of earlier syntheses, for those whose files are all as they were: `<key>/out/…`, `meta.json` and `cwd` are
 * written by the bundler's script, `stamps.json` here. An entry without stamps, or with one that does not fit, goes.
 */
export function dropStaleBundles(cache: string): void {
  mkdirSync(cache, { recursive: true });
  for (const key of readdirSync(cache)) {
    const entry = path.join(cache, key);
    const stamps = path.join(entry, 'stamps.json');
    const files = Object.entries(readOwnJson(stamps));
    const isCurrent = files.length > 0 && files.every(([file, stamp]) => stampOf(file) === stamp);
    if (!isCurrent) rmSync(entry, { recursive: true, force: true });
  }
}

/** Says of the new bundles what they were made of. `since`: when the synthesis began, in milliseconds since the epoch. */
export function stampBundles(cache: string, app: string, since: number): void {
  for (const key of readdirSync(cache)) {
    const entry = path.join(cache, key);
    if (existsSync(path.join(entry, 'stamps.json'))) continue;
    const files = madeOf(entry, app);
    const stamps = files?.map((file) => [file, stampOf(file)] as const);
    // A file that changed meanwhile may be in the bundle as it was before.
    const isSure = files?.every((file) => !existsSync(file) || statSync(file).ctimeMs < since);
    if (stamps && isSure) writeFileSync(path.join(entry, 'stamps.json'), JSON.stringify(Object.fromEntries(stamps)));
    else rmSync(entry, { recursive: true, force: true });
  }
}

/** Every file and folder that decides a bundle, or undefined where that cannot be told. */
function madeOf(entry: string, app: string): string[] | undefined {
  if (!existsSync(path.join(entry, 'meta.json'))) return undefined;
  const cwd = readFileSync(path.join(entry, 'cwd'), 'utf8');
  const { inputs, outputs } = objectOf(JSON.parse(readFileSync(path.join(entry, 'meta.json'), 'utf8')));
  // Further outputs (files that a loader copies) would be missing from the entry.
  if (Object.keys(objectOf(outputs)).some((file) => !existsSync(path.join(entry, 'out', path.basename(file))))) {
    return undefined;
  }
  const files = Object.keys(objectOf(inputs)).map(textOf);
  if (files.some((file) => /^[a-z-]+:/i.test(file))) return undefined;
  const absolute = files.filter((file) => !/^[(<]/.test(file)).map((file) => path.resolve(cwd, file));
  return [...absolute, ...settingsOf(absolute, cwd, app)];
}

/** Folders of own files (a new file may shadow another), and what in them and above steers resolution. */
function settingsOf(files: readonly string[], cwd: string, app: string): string[] {
  const own = new Set(files.filter((file) => !file.includes('/node_modules/')).map((file) => path.dirname(file)));
  const above = new Set([cwd, app]);
  for (const folder of own) {
    for (let at = folder; at.length > path.dirname(cwd).length; at = path.dirname(at)) above.add(at);
  }
  const settings = [...above].flatMap((folder) =>
    ['package.json', 'tsconfig.json', 'node_modules/.package-lock.json'].map((name) => path.join(folder, name)),
  );
  return [...own, ...settings];
}

/** Changes with any change of a file; a folder's changes when something comes or goes in it. */
function stampOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.ctimeMs}:${stat.size}:${stat.ino}` : 'none';
}
