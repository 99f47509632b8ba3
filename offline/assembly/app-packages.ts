import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Packages that bring what the app itself may not list. */
const VIA = ['@aws-amplify/backend', '@aws-amplify/backend-cli', '@aws-amplify/backend-function'];

/** A package's main module: the app's own, else one that Amplify's packages bring, else this project's. */
export function locatePackage(app: string, name: string): string | undefined {
  const own = createRequire(path.join(app, 'package.json'));
  const requires = [
    () => own,
    ...VIA.map((via) => () => createRequire(own.resolve(via))),
    () => createRequire(import.meta.url),
  ];
  for (const from of requires) {
    try {
      return from().resolve(name);
    } catch {
      // Not there; the next place may have it.
    }
  }
  return undefined;
}

/** esbuild as a program, without the script around it. */
export function nativeEsbuild(app: string): string | undefined {
  const esbuild = locatePackage(app, 'esbuild');
  if (!esbuild) return undefined;
  try {
    const binary = createRequire(esbuild).resolve(`@esbuild/${process.platform}-${process.arch}/bin/esbuild`);
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

const ENTRIES = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((extension) =>
  path.join('amplify', `backend.${extension}`),
);

/** The file that defines the app's backend, relative to the app, or undefined where there is none. */
export const backendEntry = (app: string): string | undefined =>
  ENTRIES.find((entry) => existsSync(path.join(app, entry)));
