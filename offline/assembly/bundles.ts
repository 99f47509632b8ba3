import { spawn } from 'node:child_process';
import { constants, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { OfflineError } from '../kernel/errors.ts';
import { nativeEsbuild } from './app-packages.ts';
import { explainFailure } from './explain-failure.ts';
import { isPackageFile } from './own-imports.ts';
import { objectOf, textOf } from './values.ts';

/** How a synthesis bundled one function: enough to do it again by itself. */
export type Bundle = {
  /** The asset's name in the assembly, `data/conversation-lambda/Code`. */
  readonly displayName: string;
  readonly workingFolder: string;
  /** Arguments of esbuild. */
  readonly args: readonly string[];
  /** Files it is made of, relative to the working folder. */
  readonly sources: readonly string[];
};

/** Where the bundler that stands before `npx` notes its runs. */
export const bundleLog = (output: string): string => path.join(output, 'bundles.log');

const [FIELD, RECORD] = ['\u001f', '\u001e'];

/**
 * A script for `npx`: the CDK starts its bundler through it for each function, which costs a second each. The same
 * esbuild is started directly; what it was told and what it read is noted, and a bundle that is still in the cache is
 * copied from there.
 */
export function bundlerScript(esbuild: string, npx: string): string {
  return `#!/bin/sh
if [ "$1" != --no-install ] || [ "$2" != esbuild ]; then exec '${npx}' "$@"; fi
shift 2
if [ -z "$OFFLINE_BUNDLE_LOG" ]; then exec '${esbuild}' "$@"; fi
meta="$OFFLINE_BUNDLE_LOG.$$"
out=
key=$({
  printf '%s\\037' "$PWD"
  for argument in "$@"; do case $argument in --outfile=*) ;; *) printf '%s\\037' "$argument" ;; esac; done
} | cksum | tr ' ' -)
for argument in "$@"; do case $argument in --outfile=*) out="\${argument#--outfile=}" ;; esac; done
kept="$OFFLINE_BUNDLE_CACHE/$key"
if [ -n "$out" ] && [ -f "$kept/meta.json" ]; then
  cp "$kept/out/"* "\${out%/*}/" && cp "$kept/meta.json" "$meta" || exit 1
else
  '${esbuild}' "$@" --metafile="$meta" || exit 1
  if [ -n "$out" ]; then
    rm -rf "$kept" && mkdir -p "$kept/out" && cp "$out"* "$kept/out/" && printf '%s' "$PWD" > "$kept/cwd" && cp "$meta" "$kept/meta.json"
  fi
fi
{ printf '%s\\037' "$meta" "$PWD" "$OFFLINE_BUNDLE_ASSET" "$@"; printf '\\036'; } >> "$OFFLINE_BUNDLE_LOG"
`;
}

/** The bundles of a synthesis, as far as it is known which asset each became. */
export function readBundles(output: string): Bundle[] {
  const log = bundleLog(output);
  const runs = existsSync(log) ? readFileSync(log, 'utf8').split(RECORD).filter(Boolean) : [];
  return runs.flatMap((run) => {
    const [metafile = '', workingFolder = '', asset = '', ...args] = run.split(FIELD).slice(0, -1);
    // The announcement begins with the stack's name, the asset's own does not.
    const displayName = asset.split('/').slice(1).join('/');
    return displayName ? [{ displayName, workingFolder, args, sources: sourcesOf(metafile) }] : [];
  });
}

/**
 * Bundles once more, into a copy of the asset's folder at `target`.
 * @throws OfflineError with the bundler's own words.
 */
export async function bundleAgain(
  bundle: Bundle,
  input: { app: string; asset: string; target: string },
): Promise<Bundle> {
  const { app, asset, target } = input;
  const esbuild = nativeEsbuild(app);
  if (!esbuild) throw new OfflineError('esbuild is not installed in the app.', 'Install it: npm install -D esbuild.');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(path.dirname(target), { recursive: true });
  cpSync(asset, target, { recursive: true, mode: constants.COPYFILE_FICLONE });
  const metafile = `${target}.meta.json`;
  const args = bundle.args.map((argument) =>
    argument.startsWith('--outfile=') ? `--outfile=${path.join(target, path.basename(argument))}` : argument,
  );
  const child = spawn(esbuild, [...args, `--metafile=${metafile}`], {
    cwd: bundle.workingFolder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const [problems, code] = await Promise.all([text(child.stderr), ended]);
  if (code === 0) return { ...bundle, sources: sourcesOf(metafile) };
  throw new OfflineError(
    `${bundle.displayName} could not be bundled.\n${explainFailure(problems, app)}`,
    'Mend it; the function before goes on running.',
  );
}

function sourcesOf(metafile: string): string[] {
  if (!existsSync(metafile)) return [];
  const inputs = Object.keys(objectOf(objectOf(JSON.parse(readFileSync(metafile, 'utf8'))).inputs));
  return inputs.map(textOf).filter((file) => !isPackageFile(path.join('/', file)));
}
