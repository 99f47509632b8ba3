import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { OfflineError } from '../kernel/errors.ts';
import { writeWhole } from '../kernel/write-whole.ts';
import { backendEntry, nativeEsbuild } from './app-packages.ts';
import { dropStaleBundles, stampBundles } from './bundle-cache.ts';
import { type Bundle, bundleLog, bundlerScript, readBundles } from './bundles.ts';
import { explainFailure } from './explain-failure.ts';
import { areUnchanged, type CollectedInputs, collectInputs, type Inputs, LOCKFILES, withFiles } from './inputs.ts';
import { readOwnJson } from './json-file.ts';
import { readFiles } from './read-files.ts';
import type { SynthesisResult, Synthesizer } from './synthesizer.ts';
import { listOf, objectOf, textOf } from './values.ts';

export type Synthesis = {
  /** Folder of the cloud assembly. */
  readonly folder: string;
  /** Whether an earlier assembly was taken because nothing changed. */
  readonly cached: boolean;
  readonly inputs: Inputs;
  /** Files that have a say in what is defined, relative to the app. */
  readonly definitions: readonly string[];
  /** How its functions were bundled; none where that is not known. */
  readonly bundles: readonly Bundle[];
  readonly milliseconds: number;
};

export type SynthesisRequest = {
  readonly app: string;
  /** Where the assemblies are kept, `<folder>/<number>` each. */
  readonly folder: string;
  readonly fresh: boolean;
  /**
   * Whether CDK's validator shall check the templates against CloudFormation's rules: two seconds. A reload leaves it to
   * the next start, which takes no assembly that was not checked.
   */
  readonly validate: boolean;
  readonly synthesizer: Synthesizer;
  readonly onProgress: (message: string) => void;
};

/** Raise it when what is passed to the synthesis changes: assemblies made otherwise are then made anew. */
const FORMAT = '4';

type Stamp = Omit<Synthesis, 'cached' | 'milliseconds'>;

/**
 * Synthesizes the app's `amplify/backend.ts` as `ampx sandbox` does; or gives the last assembly when none of its inputs
 * changed.
 * @throws OfflineError with the app's own error and its place in the source.
 */
export async function synthesize(request: SynthesisRequest): Promise<Synthesis> {
  const { app, folder, fresh, validate, synthesizer, onProgress } = request;
  const started = performance.now();
  const stamp = path.join(folder, 'synthesis.json');
  const last = readOwnJson(stamp);
  const before = fresh ? undefined : usable(last, request);
  if (before && areUnchanged(app, before.inputs)) {
    return { ...before, cached: true, milliseconds: performance.now() - started };
  }

  const entry = backendEntry(app);
  if (!entry) throw noBackend(app);
  onProgress(`Synthesizing ${path.join(app, 'amplify')} …`);
  const output = String(Number(textOf(last.output) || '0') + 1);
  const outputFolder = path.join(folder, output);
  const cache = path.join(folder, 'bundles');
  dropStaleBundles(cache);
  const since = Date.now();
  rmSync(outputFolder, { recursive: true, force: true });
  mkdirSync(outputFolder, { recursive: true });
  const [collected, result] = await Promise.all([
    collectInputs(app, entry),
    synthesizer.run({
      entry: path.join(app, entry),
      lockfile: missingLockfile(app),
      env: environment({ app, folder, outputFolder, cache, validate }),
    }),
  ]);
  checkResult(result, outputFolder, app);
  // As on AWS, nothing above a bundle's folder says whether its `.js` is a module; the app's own package.json might.
  writeFileSync(path.join(outputFolder, 'package.json'), '{}\n');
  const bundles = readBundles(outputFolder);
  const reads = readFiles(app, result.reads, folder);
  const inputs = allInputs(app, { collected, reads, bundles, since });
  const known = collected.definitions;
  const definitions = known.length > 0 ? [...known, ...reads.map((file) => path.relative(app, file))] : [];
  stampBundles(cache, app, since);
  writeWhole(stamp, JSON.stringify({ format: FORMAT, app, output, validated: validate, inputs, definitions }));
  const milliseconds = performance.now() - started;
  return { folder: outputFolder, cached: false, inputs, definitions, bundles, milliseconds };
}

/** Deletes assemblies but the one that runs, whose functions may start at any time, and the newest. */
export function dropOldAssemblies(folder: string, running: string): void {
  const numbers = readdirSync(folder).filter((name) => /^\d+$/.test(name));
  const newest = Math.max(...numbers.map(Number));
  for (const name of numbers) {
    const assembly = path.join(folder, name);
    if (assembly !== running && Number(name) < newest) rmSync(assembly, { recursive: true, force: true });
  }
}

function usable(last: Readonly<Record<string, unknown>>, request: SynthesisRequest): Stamp | undefined {
  const folder = path.join(request.folder, textOf(last.output) || 'none');
  if (last.format !== FORMAT || last.app !== request.app || !existsSync(path.join(folder, 'manifest.json'))) return;
  if (request.validate && last.validated !== true) return;
  return {
    folder,
    inputs: Object.fromEntries(Object.entries(objectOf(last.inputs)).map(([file, hash]) => [file, textOf(hash)])),
    definitions: listOf(last.definitions).map(textOf),
    bundles: readBundles(folder),
  };
}

/** What the definitions import and read, what the functions are made of. */
function allInputs(
  app: string,
  made: { collected: CollectedInputs; reads: readonly string[]; bundles: readonly Bundle[]; since: number },
): Inputs {
  const sources = made.bundles.flatMap(({ workingFolder, sources: files }) =>
    files.map((file) => path.resolve(workingFolder, file)),
  );
  return withFiles(app, made.collected.inputs, [...sources, ...made.reads], made.since);
}

function checkResult({ code, output }: SynthesisResult, outputFolder: string, app: string): void {
  if (code === 0 && existsSync(path.join(outputFolder, 'manifest.json'))) return;
  rmSync(outputFolder, { recursive: true, force: true });
  throw new OfflineError(
    `The app could not be synthesized.\n${explainFailure(output, app)}`,
    'Mend the definition in amplify/; a backend that watches takes it when it is saved, else run the command again.',
  );
}

const noBackend = (app: string) =>
  new OfflineError(`${app} has no amplify/backend.ts.`, 'Name the folder of an Amplify Gen 2 app with --app DIR.');

/** The lockfile that the CDK looks for beside the app or above it, where there is none. */
function missingLockfile(app: string): string | undefined {
  for (let at = app; ; at = path.dirname(at)) {
    if (LOCKFILES.some((name) => existsSync(path.join(at, name)))) return undefined;
    if (at === path.dirname(at)) return path.join(app, 'package-lock.json');
  }
}

/** What the app is called in stack names and parameter paths: its package's name, and `offline` for the sandbox. */
function backendIdentifier(app: string): { namespace: string; name: string } {
  const file = path.join(app, 'package.json');
  const { name } = existsSync(file) ? objectOf(JSON.parse(readFileSync(file, 'utf8'))) : {};
  const namespace = (textOf(name) || path.basename(app)).replace(/^@[^/]+\//, '');
  return { namespace, name: 'offline' };
}

function environment(at: {
  app: string;
  folder: string;
  outputFolder: string;
  cache: string;
  validate: boolean;
}): Record<string, string> {
  const { namespace, name } = backendIdentifier(at.app);
  const context = {
    'amplify-backend-namespace': namespace,
    'amplify-backend-name': name,
    'amplify-backend-type': 'sandbox',
    '@aws-cdk/core:validateAgainstDefaultRules': true,
  };
  return {
    PATH: `${bundlerShortcut(at.app, at.folder)}${path.delimiter}${process.env.PATH ?? ''}`,
    CDK_CONTEXT_JSON: JSON.stringify(context),
    CDK_OUTDIR: at.outputFolder,
    CDK_VALIDATION: String(at.validate),
    OFFLINE_BUNDLE_LOG: bundleLog(at.outputFolder),
    OFFLINE_BUNDLE_CACHE: at.cache,
  };
}

/** A folder for the front of PATH, where `npx` starts the CDK's bundler without npm. */
function bundlerShortcut(app: string, folder: string): string {
  const shortcut = path.join(folder, 'bin');
  mkdirSync(shortcut, { recursive: true });
  const esbuild = nativeEsbuild(app);
  const npx = (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((entry) => path.join(entry, 'npx'))
    .find(existsSync);
  if (process.platform === 'win32' || !esbuild) return shortcut;
  const script = path.join(shortcut, 'npx');
  writeFileSync(script, bundlerScript(esbuild, npx ?? 'npx-is-not-installed'));
  chmodSync(script, 0o755);
  return shortcut;
}
