import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as esbuildModule from 'esbuild';
import { locatePackage } from './app-packages.ts';
import { isPackageFile, ownImports } from './own-imports.ts';

/** Files that a synthesis read, by path relative to the app, with the hash of their content (of a folder: its names). */
export type Inputs = Readonly<Record<string, string>>;

export type CollectedInputs = {
  /** All that decides the outcome of a synthesis: amplify/, what its code imports from elsewhere, the pins. */
  readonly inputs: Inputs;
  /** Files that decide what is defined: the entry and all that it imports, relative to the app. */
  readonly definitions: readonly string[];
};

export const LOCKFILES = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
];
const SOURCE = /\.([cm]?[jt]s|tsx|jsx)$/;

/** @param entry the module that defines the backend, relative to the app */
export async function collectInputs(app: string, entry = 'amplify/backend.ts'): Promise<CollectedInputs> {
  const own = filesUnder(path.join(app, 'amplify'));
  // Hashed first: what changes from here on shall count as changed.
  const inputs = hashAll(app, own);
  const { all, reached } = await importedFiles(app, own, path.join(app, entry));
  const relative = (file: string) => path.relative(app, file);
  return { inputs: { ...hashAll(app, all), ...inputs }, definitions: reached.map(relative) };
}

/** Whether the files of an earlier synthesis, and only they, are still as they were. Reads no import graph. */
export function areUnchanged(app: string, inputs: Inputs): boolean {
  return changedFiles(app, inputs).files.length === 0;
}

/** Files that changed, came or went since `inputs` were collected, and the inputs as they are now. */
export function changedFiles(app: string, inputs: Inputs): { files: string[]; inputs: Inputs } {
  const own = filesUnder(path.join(app, 'amplify'));
  const known = Object.keys(inputs).map((file) => path.resolve(app, file));
  const now = hashAll(app, [...own, ...known]);
  const names = new Set([...Object.keys(inputs), ...Object.keys(now)]);
  return { files: [...names].filter((file) => inputs[file] !== now[file]), inputs: now };
}

/** The inputs with further files: hashed now, unless they changed after `before` (milliseconds since the epoch). */
export function withFiles(app: string, inputs: Inputs, files: readonly string[], before?: number): Inputs {
  const more = files.map((file) => path.resolve(app, file)).filter((file) => !isPackageFile(file));
  const hashes = hashAll(app, more);
  if (before !== undefined) {
    for (const name of Object.keys(hashes)) {
      if (statSync(path.resolve(app, name)).mtimeMs > before) hashes[name] = 'changed meanwhile';
    }
  }
  return { ...hashes, ...inputs };
}

function hashAll(app: string, files: readonly string[]): Record<string, string> {
  const pins = [...LOCKFILES, 'package.json', 'tsconfig.json'].map((name) => path.join(app, name));
  const result: Record<string, string> = {};
  for (const file of new Set([...files, ...pins])) {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) continue;
    const content = stat.isDirectory() ? readdirSync(file).toSorted().join('\n') : readFileSync(file);
    result[path.relative(app, file)] = createHash('sha256').update(content).digest('hex').slice(0, 32);
  }
  return result;
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.split(path.sep).some((part) => part === 'node_modules' || part.startsWith('.')))
    .filter((name) => !/\.test\.[cm]?tsx?$/.test(name))
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

type Imported = { all: string[]; reached: string[] };

/** Handlers are named by path, not imported, so every module under amplify/ counts as an entry. */
async function importedFiles(app: string, own: readonly string[], entry: string): Promise<Imported> {
  const location = locatePackage(app, 'esbuild');
  if (!location) return { all: [], reached: [] };
  const esbuild = createRequire(import.meta.url)(location) as typeof esbuildModule;
  try {
    const { metafile } = await esbuild.build({
      absWorkingDir: app,
      entryPoints: own.filter((file) => SOURCE.test(file) && !file.endsWith('.d.ts')),
      bundle: true,
      write: false,
      outdir: path.join(app, '.amplify'),
      metafile: true,
      plugins: [ownImports()],
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
      loader: { '.node': 'empty', '.wasm': 'empty', '.ttf': 'empty', '.otf': 'empty', '.woff2': 'empty' },
    });
    const isOwn = (file: string) => !isPackageFile(file) && !file.includes(`${path.sep}.amplify${path.sep}`);
    const absolute = (file: string) => path.resolve(app, file);
    return {
      all: Object.keys(metafile.inputs).map(absolute).filter(isOwn),
      reached: reachable(metafile, path.relative(app, entry)).map(absolute).filter(isOwn),
    };
  } catch {
    // What cannot be bundled cannot be synthesized either, and the synthesis says why in its own words.
    return { all: [], reached: [] };
  } finally {
    await esbuild.stop();
  }
}

function reachable({ inputs }: esbuildModule.Metafile, entry: string): string[] {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const imported of inputs[file]?.imports ?? []) if (!imported.external) visit(imported.path);
  };
  visit(entry.split(path.sep).join('/'));
  return [...seen];
}
