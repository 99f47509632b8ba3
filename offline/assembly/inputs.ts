import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as esbuildModule from 'esbuild';

/** Files that a synthesis read, by path relative to the app, with the hash of their content. */
export type Inputs = Readonly<Record<string, string>>;

const LOCKFILES = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'];
const SOURCE = /\.([cm]?[jt]s|tsx|jsx)$/;

/** All that decides the outcome of a synthesis: amplify/, what its code imports from elsewhere in the app, the pins. */
export async function collectInputs(app: string): Promise<Inputs> {
  const own = filesUnder(path.join(app, 'amplify'));
  return hashAll(app, [...own, ...(await importedFiles(app, own))]);
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

/** The inputs with further files that code came to import. */
export const withFiles = (app: string, inputs: Inputs, files: readonly string[]): Inputs =>
  hashAll(
    app,
    [...Object.keys(inputs), ...files].map((file) => path.resolve(app, file)),
  );

/** Files that decide what is defined: backend.ts and all that it imports, relative to the app. */
export async function definitionFiles(app: string): Promise<ReadonlySet<string>> {
  const files = await importedFiles(app, [path.join(app, 'amplify/backend.ts')]);
  return new Set(files.map((file) => path.relative(app, file)));
}

function hashAll(app: string, files: readonly string[]): Inputs {
  const pins = [...LOCKFILES, 'package.json', 'tsconfig.json'].map((name) => path.join(app, name));
  const result: Record<string, string> = {};
  for (const file of new Set([...files, ...pins])) {
    if (!existsSync(file)) continue;
    result[path.relative(app, file)] = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 32);
  }
  return result;
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.split(path.sep).some((part) => part === 'node_modules' || part.startsWith('.')))
    .filter((name) => !/\.test\.[cm]?tsx?$/.test(name))
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
}

/** Handlers are named by path, not imported, so every module under amplify/ counts as an entry. */
async function importedFiles(app: string, own: readonly string[]): Promise<string[]> {
  const esbuild = createRequire(path.join(app, 'package.json'))('esbuild') as typeof esbuildModule;
  try {
    const { metafile } = await esbuild.build({
      absWorkingDir: app,
      entryPoints: own.filter((file) => SOURCE.test(file) && !file.endsWith('.d.ts')),
      bundle: true,
      write: false,
      outdir: path.join(app, '.amplify'),
      metafile: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
      loader: { '.node': 'empty', '.wasm': 'empty', '.ttf': 'empty', '.otf': 'empty', '.woff2': 'empty' },
    });
    return Object.keys(metafile.inputs)
      .map((file) => path.resolve(app, file))
      .filter(
        (file) =>
          !file.includes(`${path.sep}node_modules${path.sep}`) && !file.includes(`${path.sep}.amplify${path.sep}`),
      );
  } catch {
    // What cannot be bundled cannot be synthesized either, and the synthesis says why in its own words.
    return [];
  } finally {
    await esbuild.stop();
  }
}
