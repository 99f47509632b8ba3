import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { OfflineError } from '../kernel/errors.ts';
import { announcedBundles, type Bundle, bundleLog, bundlerScript, nativeEsbuild, readBundles } from './bundles.ts';
import { explainFailure } from './explain-failure.ts';
import { areUnchanged, collectInputs, type Inputs } from './inputs.ts';
import { writeWhole } from './outputs.ts';
import { listOf, objectOf, textOf } from './values.ts';

export type Synthesis = {
  /** Folder of the cloud assembly. */
  readonly folder: string;
  /** Whether an earlier assembly was taken because nothing changed. */
  readonly cached: boolean;
  readonly inputs: Inputs;
  /** How its functions were bundled; none where that is not known. */
  readonly bundles: readonly Bundle[];
  readonly milliseconds: number;
};

/** Raise it when what is passed to the synthesis changes: assemblies made otherwise are then made anew. */
const FORMAT = '3';

/**
 * Synthesizes `<app>/amplify/backend.ts` as `ampx sandbox` does, into `<folder>/<number>`; or gives the last assembly when
 * none of its inputs changed.
 * @throws OfflineError with the app's own error and its place in the source.
 */
export async function synthesize(input: {
  app: string;
  folder: string;
  fresh: boolean;
  onProgress: (message: string) => void;
}): Promise<Synthesis> {
  const { app, folder, fresh, onProgress } = input;
  const started = performance.now();
  const stamp = path.join(folder, 'synthesis.json');
  const last = existsSync(stamp) ? objectOf(JSON.parse(readFileSync(stamp, 'utf8'))) : {};
  const lastInputs = Object.fromEntries(
    Object.entries(objectOf(last.inputs)).map(([file, hash]) => [file, textOf(hash)]),
  );
  const lastFolder = path.join(folder, textOf(last.output) || 'none');
  const usable =
    !fresh && last.format === FORMAT && last.app === app && existsSync(path.join(lastFolder, 'manifest.json'));
  if (usable && areUnchanged(app, lastInputs)) {
    const bundles = readBundles(lastFolder, listOf(last.announced).map(textOf));
    return { folder: lastFolder, cached: true, inputs: lastInputs, bundles, milliseconds: performance.now() - started };
  }

  if (!existsSync(path.join(app, 'amplify/backend.ts'))) {
    throw new OfflineError(
      `${app} has no amplify/backend.ts.`,
      'Name the folder of an Amplify Gen 2 app with --app DIR.',
    );
  }
  onProgress(`Synthesizing ${path.join(app, 'amplify')} …`);
  const inputs = await collectInputs(app);
  const output = String(Number(textOf(last.output) || '0') + 1);
  const announced = announcedBundles(await run(app, path.join(folder, output), folder));
  // As on AWS, nothing above a bundle's folder says whether its `.js` is a module; the app's own package.json might.
  writeFileSync(path.join(folder, output, 'package.json'), '{}\n');
  writeWhole(stamp, JSON.stringify({ format: FORMAT, app, output, inputs, announced }));
  // Functions that still run keep the assembly before this one.
  for (const name of readdirSync(folder)) {
    if (/^\d+$/.test(name) && Number(name) < Number(output) - 1) rmSync(path.join(folder, name), { recursive: true });
  }
  return {
    folder: path.join(folder, output),
    cached: false,
    inputs,
    bundles: readBundles(path.join(folder, output), announced),
    milliseconds: performance.now() - started,
  };
}

/** What the app is called in stack names and parameter paths: its package's name, and `offline` for the sandbox. */
function backendIdentifier(app: string): { namespace: string; name: string } {
  const file = path.join(app, 'package.json');
  const { name } = existsSync(file) ? objectOf(JSON.parse(readFileSync(file, 'utf8'))) : {};
  return { namespace: (textOf(name) || path.basename(app)).replace(/^@[^/]+\//, ''), name: 'offline' };
}

/** Answers what the synthesis printed. */
async function run(app: string, output: string, folder: string): Promise<string> {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const { namespace, name } = backendIdentifier(app);
  const context = {
    'amplify-backend-namespace': namespace,
    'amplify-backend-name': name,
    'amplify-backend-type': 'sandbox',
    '@aws-cdk/core:validateAgainstDefaultRules': true,
  };
  const child = spawn(process.execPath, ['--import', 'tsx', 'amplify/backend.ts'], {
    cwd: app,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PATH: `${bundlerShortcut(app, folder)}${path.delimiter}${process.env.PATH ?? ''}`,
      NODE_OPTIONS: '',
      NO_COLOR: '1',
      CDK_CONTEXT_JSON: JSON.stringify(context),
      CDK_OUTDIR: output,
      OFFLINE_BUNDLE_LOG: bundleLog(output),
    },
  });
  let problems = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      problems = (problems + text).slice(-1_000_000);
    });
  }
  const kill = () => child.kill();
  process.on('exit', kill);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  }).finally(() => process.off('exit', kill));
  if (code === 0 && existsSync(path.join(output, 'manifest.json'))) return problems;
  rmSync(output, { recursive: true, force: true });
  throw new OfflineError(
    `The app could not be synthesized.\n${explainFailure(problems, app)}`,
    'Mend the definition in amplify/ and run the command again.',
  );
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
  if (process.platform === 'win32' || !esbuild || !npx) return shortcut;
  const script = path.join(shortcut, 'npx');
  writeFileSync(script, bundlerScript(esbuild, npx));
  chmodSync(script, 0o755);
  return shortcut;
}
