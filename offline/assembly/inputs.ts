import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

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
  const own = filesUnder(path.join(app, 'amplify'));
  if (own.some((file) => !Object.hasOwn(inputs, path.relative(app, file)))) return false;
  const now = hashAll(
    app,
    Object.keys(inputs).map((file) => path.resolve(app, file)),
  );
  return (
    Object.keys(inputs).every((file) => inputs[file] === now[file]) && Object.keys(now).every((file) => file in inputs)
  );
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
  const esbuild = createRequire(path.join(app, 'package.json'))('esbuild') as typeof import('esbuild');
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
