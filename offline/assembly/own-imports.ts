import path from 'node:path';
import type { Plugin } from 'esbuild';

const PACKAGES = `${path.sep}node_modules${path.sep}`;

/** Whether a file belongs to an installed package. A workspace's package is a link, and its files are elsewhere. */
export const isPackageFile = (file: string): boolean => file.includes(PACKAGES);

/**
 * Lets esbuild follow imports into workspaces and path aliases, and no further: whatever resolves into node_modules, or
 * nowhere, stays outside.
 */
export function ownImports(): Plugin {
  return {
    name: 'own-imports',
    setup(build) {
      const known = new Map<string, { path: string; external: boolean }>();
      build.onResolve({ filter: /^[^./]/ }, async ({ path: name, kind, importer, resolveDir, pluginData }) => {
        if (kind === 'entry-point' || pluginData === known) return undefined;
        // What is a package somewhere is one everywhere; aliases depend on where they stand.
        const before = known.get(name) ?? known.get(`${resolveDir} ${name}`);
        if (before) return before;
        const found = await build.resolve(name, { kind, importer, resolveDir, pluginData: known });
        const isOwn = found.errors.length === 0 && !found.external && !isPackageFile(found.path);
        const answer = isOwn ? { path: found.path, external: false } : { path: name, external: true };
        known.set(isOwn ? `${resolveDir} ${name}` : name, answer);
        return answer;
      });
    },
  };
}
