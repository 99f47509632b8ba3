import path from 'node:path';
import { type Bundle, bundleAgain } from './bundles.ts';
import type { CloudAssembly } from './cloud-assembly.ts';
import { changedFiles, withFiles } from './inputs.ts';
import type { Synthesis } from './synthesize.ts';

/** What a reload of code changed: the bundles as they are now, and how many are new. */
export type CodeReload = { readonly synthesis: Synthesis; readonly reloaded: readonly string[] };

/**
 * Bundles again the functions that changed files belong to, and puts them in the place of their assets: code is live
 * within a second, where a synthesis takes ten. Undefined where a file has also a say in what is defined.
 * @throws OfflineError when a function does not bundle.
 */
export async function reloadCode(input: {
  app: string;
  synthesis: Synthesis;
  assembly: CloudAssembly;
}): Promise<CodeReload | undefined> {
  const { app, synthesis, assembly } = input;
  const changes = changedFiles(app, synthesis.inputs);
  if (changes.files.length === 0) return { synthesis, reloaded: [] };
  const definitions = new Set(synthesis.definitions);
  const affected = synthesis.bundles.filter((bundle) =>
    sourcesOf(bundle, app).some((file) => changes.files.includes(file)),
  );
  const covered = new Set(affected.flatMap((bundle) => sourcesOf(bundle, app)));
  if (definitions.size === 0 || changes.files.some((file) => definitions.has(file) || !covered.has(file)))
    return undefined;

  const again = await Promise.all(
    affected.map(async (bundle) => {
      const asset = assembly.assetNamed(bundle.displayName);
      if (!asset) return undefined;
      const target = path.join(synthesis.folder, 'reloaded', `${Date.now().toString(36)}-${path.basename(asset)}`);
      const rebuilt = await bundleAgain(bundle, { app, asset, target });
      return { rebuilt, asset, target };
    }),
  );
  const done = again.filter((result) => result !== undefined);
  if (done.length < affected.length) return undefined;
  for (const { asset, target } of done) assembly.replaceAsset(asset, target);
  const bundles = synthesis.bundles.map(
    (bundle) => done.find(({ rebuilt }) => rebuilt.displayName === bundle.displayName)?.rebuilt ?? bundle,
  );
  const sources = done.flatMap(({ rebuilt }) => sourcesOf(rebuilt, app));
  return {
    synthesis: { ...synthesis, bundles, inputs: withFiles(app, changes.inputs, sources) },
    reloaded: done.map(({ rebuilt }) => rebuilt.displayName),
  };
}

const sourcesOf = ({ workingFolder, sources }: Bundle, app: string) =>
  sources.map((file) => path.relative(app, path.resolve(workingFolder, file)));
