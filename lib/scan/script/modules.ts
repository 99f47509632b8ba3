import ts from 'typescript';
import * as z from 'zod/mini';
import type { SourceTree } from '../dialect.ts';

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const written = /\.(?:[mc]?[jt]s|[jt]sx)$/;

/** Where specifiers of a source lead: a path of the tree, or undefined for what stands outside. */
export interface ModuleMap {
  resolve(from: string, specifier: string): string | undefined;
}

/** A pattern with at most one `*`, and what takes its place, from the root. */
interface Alias {
  readonly pattern: string;
  readonly targets: readonly string[];
}

const configSchema = z.object({
  compilerOptions: z.optional(
    z.object({ baseUrl: z.optional(z.string()), paths: z.optional(z.record(z.string(), z.array(z.string()))) }),
  ),
});
const packageSchema = z.object({
  name: z.optional(z.string()),
  main: z.optional(z.string()),
  imports: z.optional(z.record(z.string(), z.unknown())),
});

/** Reads every tsconfig's paths, every package.json's `imports` and the names of the packages of a workspace. */
export function moduleMapOf(tree: SourceTree): ModuleMap {
  const aliases = new Map<string, Alias[]>();
  const packages: Alias[] = [];
  for (const { path, text } of tree.files) {
    const folder = folderOf(path);
    const name = path.slice(folder.length === 0 ? 0 : folder.length + 1);
    if (/^[jt]sconfig.*\.json$/.test(name)) add(aliases, folder, pathAliases(text, folder));
    if (name !== 'package.json') continue;
    add(aliases, folder, importAliases(text, folder));
    packages.push(...packageAliases(text, folder));
  }
  return { resolve: (from, specifier) => resolve(tree, aliases, packages, from, specifier) };
}

function resolve(
  tree: SourceTree,
  aliases: ReadonlyMap<string, readonly Alias[]>,
  packages: readonly Alias[],
  from: string,
  specifier: string,
): string | undefined {
  if (specifier.length > 512) return undefined;
  if (specifier.startsWith('.')) return existing(tree, joinPath(folderOf(from), specifier));
  for (let folder = folderOf(from); ; folder = folderOf(folder)) {
    const found = throughAliases(tree, aliases.get(folder) ?? [], specifier);
    if (found ?? folder === '') return found ?? throughAliases(tree, packages, specifier);
  }
}

function throughAliases(tree: SourceTree, aliases: readonly Alias[], specifier: string): string | undefined {
  for (const { pattern, targets } of aliases) {
    const [before = '', after] = pattern.split('*');
    if (after === undefined ? specifier !== pattern : !specifier.startsWith(before) || !specifier.endsWith(after))
      continue;
    const star = after === undefined ? '' : specifier.slice(before.length, specifier.length - after.length);
    for (const target of targets) {
      const found = existing(
        tree,
        target.replace('*', () => star),
      );
      if (found) return found;
    }
  }
  return undefined;
}

function existing(tree: SourceTree, path: string): string | undefined {
  if (written.test(path) && tree.get(path)) return path;
  const bare = path.replace(/\.([mc]?)jsx?$/, '');
  for (const base of bare === path ? [path] : [bare, path]) {
    for (const extension of extensions) {
      if (tree.get(base + extension)) return base + extension;
    }
  }
  const index = path === '' ? 'index' : `${path}/index`;
  const found = extensions.find((extension) => tree.get(index + extension));
  return found === undefined ? undefined : index + found;
}

function pathAliases(text: string, folder: string): Alias[] {
  const { data } = configSchema.safeParse(ts.parseConfigFileTextToJson('tsconfig.json', text).config);
  const { baseUrl, paths = {} } = data?.compilerOptions ?? {};
  const base = joinPath(folder, baseUrl ?? '.');
  const listed = Object.entries(paths).map(([pattern, targets]) => ({
    pattern,
    targets: targets.map((target) => joinPath(base, target)),
  }));
  return baseUrl === undefined ? listed : [...listed, { pattern: '*', targets: [joinPath(base, '*')] }];
}

function importAliases(text: string, folder: string): Alias[] {
  const { imports = {} } = parsePackage(text);
  return Object.entries(imports).map(([pattern, target]) => ({
    pattern,
    targets: targetsOf(target).map((one) => joinPath(folder, one)),
  }));
}

/** A target may be conditional: `{ "types": …, "default": … }`. */
function targetsOf(target: unknown, depth = 0): string[] {
  if (typeof target === 'string') return [target];
  if (typeof target !== 'object' || target === null || depth > 3) return [];
  return Object.values(target).flatMap((one) => targetsOf(one, depth + 1));
}

function packageAliases(text: string, folder: string): Alias[] {
  const { name, main } = parsePackage(text);
  if (!name || folder === '') return [];
  const entries = [...(main === undefined ? [] : [main]), 'src/index', 'index', 'src', 'lib/index'];
  return [
    { pattern: name, targets: entries.map((entry) => joinPath(folder, entry)) },
    { pattern: `${name}/*`, targets: [joinPath(folder, '*'), joinPath(folder, 'src/*')] },
  ];
}

function parsePackage(text: string): z.infer<typeof packageSchema> {
  try {
    return packageSchema.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {}; // A broken package.json names nothing; its own dialect tells.
  }
}

function add(aliases: Map<string, Alias[]>, folder: string, found: readonly Alias[]): void {
  if (found.length > 0) aliases.set(folder, [...(aliases.get(folder) ?? []), ...found]);
}

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** A path from the root, of a folder and a relative path. What would leave the root stays at it. */
export function joinPath(folder: string, relative: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${relative}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

export const withoutExtension = (path: string): string => path.replace(written, '');
