import path from 'node:path';
import * as z from 'zod';
import type { SourceTree } from '../dialect.ts';

const manifest = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string().optional() }) })),
});

const byTree = new WeakMap<SourceTree, ReadonlyMap<string, string>>();
const HASH = /[0-9a-f]{64}/;

/** The file or folder that CDK synthesized for an asset, by a text that holds the asset's hash. */
export function assetPath(text: string, tree: SourceTree): string | undefined {
  const hash = HASH.exec(text)?.[0];
  if (hash === undefined) return undefined;
  let known = byTree.get(tree);
  if (known === undefined) {
    known = new Map(tree.files.flatMap((file) => (file.path.endsWith('.assets.json') ? assetsOf(file) : [])));
    byTree.set(tree, known);
  }
  return known.get(hash);
}

function assetsOf(file: { path: string; text: string }): [string, string][] {
  const parsed = manifest.safeParse(parsedJson(file.text));
  const folder = path.posix.dirname(file.path);
  return Object.entries(parsed.data?.files ?? {}).flatMap(([hash, { source }]): [string, string][] =>
    source.path === undefined ? [] : [[hash, path.posix.join(folder, source.path)]],
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
