import type { SourceTree } from '../dialect.ts';
import type { Piece } from './piece.ts';

const endings = [
  ...['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.py'],
  ...['/index.ts', '/index.tsx', '/index.mts', '/index.js', '/index.mjs', '/handler.ts', '/__init__.py'],
  '',
];

/** A function by its id and the file that defines it: several templates may use one id. */
export interface Owner {
  readonly functionId: string;
  readonly file: string;
  /** Whether the file is the one that the function starts with. */
  readonly isEntry: boolean;
}

/** The functions whose code reaches a file: by their entry, and all it imports. */
export function reachOf(pieces: readonly Piece[], tree: SourceTree): ReadonlyMap<string, readonly Owner[]> {
  const imports = new Map<string, readonly string[]>();
  for (const { file, fragment } of pieces) {
    if (fragment.imports !== undefined) imports.set(file, [...(imports.get(file) ?? []), ...fragment.imports]);
  }
  const owners = new Map<string, Owner[]>();
  for (const { file: definedIn, fragment } of pieces) {
    for (const { functionId, entries, inline } of fragment.functions ?? []) {
      if (inline !== undefined) owners.set(inline, [{ functionId, file: definedIn, isEntry: true }]);
      const entry = entryFile(entries, tree);
      if (entry === undefined) continue;
      for (const file of reachable(entry, imports, tree)) {
        const owner = { functionId, file: definedIn, isEntry: file === entry };
        const known = owners.get(file);
        if (known === undefined) owners.set(file, [owner]);
        else known.push(owner);
      }
    }
  }
  return owners;
}

/** The first of a function's entries that stands in the source. */
export function entryFile(entries: readonly string[], tree: SourceTree): string | undefined {
  for (const entry of entries) {
    const found = fileOf(entry, tree);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fileOf(path: string, tree: SourceTree): string | undefined {
  for (const ending of endings) {
    const found = `${path}${ending}`;
    if (tree.get(found) !== undefined) return found;
  }
  return undefined;
}

function reachable(entry: string, imports: ReadonlyMap<string, readonly string[]>, tree: SourceTree): Set<string> {
  const seen = new Set([entry]);
  // A set hands out what is added while it is walked.
  for (const file of seen) {
    for (const imported of imports.get(file) ?? []) {
      const found = fileOf(imported, tree);
      if (found !== undefined) seen.add(found);
    }
  }
  return seen;
}
