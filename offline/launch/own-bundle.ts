import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import { writeWhole } from '../kernel/write-whole.ts';

const MANIFEST = 'bundle.json';
const ROOT = path.resolve(import.meta.dirname, '../..');
const OWN = path.join(ROOT, 'offline') + path.sep;

/** What a bundle is, and what it was made of: each file and folder with its time and size, as `stamp` writes them. */
type Manifest = { name: string; entry: string; node: string; stamps: Record<string, string> };

/**
 * The program that begins with `entry` as one file in `folder`, with a source map beside it: made once, and again when
 * anything that it was made of has changed. @throws Error where it cannot be made or written
 */
export async function ownBundle(entry: string, folder: string): Promise<string> {
  const kept = readManifest(folder);
  if (kept && isCurrent(kept, entry, folder)) return path.join(folder, kept.name);
  mkdirSync(folder, { recursive: true });
  const begunAt = Date.now();
  const { code, map, inputs } = await bundle(entry, folder);
  const name = `bundle-${hashOf(code)}.mjs`;
  writeWhole(path.join(folder, `${name}.map`), map);
  writeWhole(path.join(folder, name), code);
  const made = madeOf(inputs);
  // What was saved meanwhile may not be in it: the next start looks again.
  const isSettled = made.every((part) => statSync(part).mtimeMs < begunAt);
  const stamps = Object.fromEntries(made.map((part) => [part, isSettled ? stamp(part) : '']));
  const manifest: Manifest = { name, entry, node: process.version, stamps };
  writeWhole(path.join(folder, MANIFEST), JSON.stringify(manifest));
  forget(folder, [name, kept?.name ?? name]);
  return path.join(folder, name);
}

const hashOf = (code: string | Buffer) => createHash('sha256').update(code).digest('hex').slice(0, 16);

function readManifest(folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(path.join(folder, MANIFEST), 'utf8')) as Manifest;
  } catch {
    // None, or one that was torn: another is made.
    return undefined;
  }
}

/** Whether it is of this program, whole, and of the sources as they are. */
function isCurrent({ name, entry, node, stamps }: Manifest, wanted: string, folder: string): boolean {
  if (entry !== wanted || node !== process.version) return false;
  try {
    if (name !== `bundle-${hashOf(readFileSync(path.join(folder, name)))}.mjs`) return false;
    return Object.entries(stamps).every(([part, known]) => stamp(part) === known);
  } catch {
    // A file that is gone.
    return false;
  }
}

/** Removes what earlier programs left, but the last: another start may be about to become it. */
function forget(folder: string, kept: readonly string[]): void {
  const isKept = (name: string) => name === MANIFEST || kept.some((own) => name === own || name === `${own}.map`);
  for (const name of readdirSync(folder)) {
    if (!isKept(name) && !name.endsWith('.tmp')) rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

/** The map's places are relative to `folder`. */
async function bundle(entry: string, folder: string): Promise<{ code: string; map: string; inputs: string[] }> {
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile: path.join(folder, 'bundle.mjs'),
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    // Names stay: a stack must tell something without the map.
    ...{ minifyWhitespace: true, minifySyntax: true, legalComments: 'none', logLevel: 'silent' },
    ...{ sourcemap: 'external', sourcesContent: false },
    // Loaded by name where an app's code is bundled.
    external: ['esbuild'],
    banner: { js: `import{createRequire as __createRequire}from'node:module';const require=__createRequire(${here})` },
    plugins: [places, oneLanguage, withoutTls],
  });
  const [map, code] = ['.mjs.map', '.mjs'].map((end) => outputFiles.find((file) => file.path.endsWith(end))?.text);
  if (code === undefined || map === undefined) throw new Error('esbuild made no bundle');
  return { code: inAscii(code), map, inputs: Object.keys(metafile.inputs) };
}

/** What is beyond ASCII stands in regular expressions; one such letter, and the text weighs twice as much in memory. */
const inAscii = (code: string) =>
  code.replaceAll(/[^\0-\x7F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const here = JSON.stringify(pathToFileURL(path.join(ROOT, 'package.json')).href);

/** The files, and the folders of our own: a service is added by adding a folder. */
function madeOf(inputs: readonly string[]): string[] {
  const files = inputs.map((name) => path.resolve(ROOT, name));
  const folders = files.flatMap((file) => [path.dirname(file), path.dirname(path.dirname(file))]);
  const own = folders.filter((folder) => folder.startsWith(OWN));
  return [...new Set([...files, ...own])].filter((name) => existsSync(name));
}

const stamp = (name: string): string => {
  const { mtimeMs, size } = statSync(name);
  return `${mtimeMs} ${size}`;
};

/** The schema library's messages in fifty languages: English is read from elsewhere. */
const oneLanguage: Plugin = {
  name: 'one-language',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/].*[\\/]locales[\\/]index\.js$/ }, () => ({ contents: '' }));
  },
};

/** What the WebSocket library's client needs, and its server does not: loaded when a member is read. */
const withoutTls: Plugin = {
  name: 'without-tls',
  setup(build) {
    build.onResolve({ filter: /^(https|tls)$/ }, ({ path: name, importer }) =>
      /[\\/]node_modules[\\/]ws[\\/]/.test(importer) ? { path: name, namespace: 'later' } : undefined,
    );
    build.onLoad({ filter: /^/, namespace: 'later' }, ({ path: name }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, member) => process.getBuiltinModule('node:${name}')[member] })`,
    }));
  },
};

/** In one file every module still knows where it stood: programs and pages beside it are found by that. */
const places: Plugin = {
  name: 'places',
  setup(build) {
    build.onLoad({ filter: /[\\/]offline[\\/].*\.ts$/ }, ({ path: file }) => {
      const text = readFileSync(file, 'utf8');
      if (!text.includes('import.meta.')) return undefined;
      const known = { dirname: path.dirname(file), filename: file, url: pathToFileURL(file).href };
      const contents = text.replaceAll(/import\.meta\.(dirname|filename|url)\b/g, (_, name: keyof typeof known) =>
        JSON.stringify(known[name]),
      );
      return { contents, loader: 'ts' };
    });
  },
};
