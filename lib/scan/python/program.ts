import type { SourceTree } from '../dialect.ts';
import { nodesIn, PythonFile, type PythonNode } from './syntax.ts';

const keptCharacters = 1_500_000;

/** The Python files of a source, parsed when asked for; only the last ones are kept. */
export class PythonProgram {
  readonly tree: SourceTree;
  readonly #files = new Map<string, PythonFile>();
  /** Paths by their last name, for imports of layers and packages whose root we don't know. */
  readonly #byName: ReadonlyMap<string, readonly string[]>;
  #kept = 0;

  constructor(tree: SourceTree) {
    this.tree = tree;
    const paths = tree.files.map(({ path }) => path).filter((path) => path.endsWith('.py'));
    this.#byName = Map.groupBy(paths, nameOf);
  }

  file(path: string): PythonFile | undefined {
    const known = this.#files.get(path);
    if (known) {
      this.#files.delete(path);
      this.#files.set(path, known);
      return known;
    }
    const source = this.tree.get(path);
    if (!source || !path.endsWith('.py')) return undefined;
    const file = new PythonFile(path, source.text);
    this.#files.set(path, file);
    this.#kept += file.text.length;
    for (const [old, { text }] of this.#files) {
      if (this.#kept <= keptCharacters || old === path) break;
      this.#files.delete(old);
      this.#kept -= text.length;
    }
    return file;
  }

  /** The file of a module as an import names it, such as `.orders.table` or `shared.models`. */
  resolve(from: string, module: string): string | undefined {
    const [, dots = '', rest = ''] = /^(\.*)(.*)$/s.exec(module) ?? [];
    const folders = from.split('/').slice(0, -1);
    const parts = rest.split('.').filter((part) => part !== '');
    if (dots !== '') return this.#existing([...folders.slice(0, folders.length - dots.length + 1), ...parts]);
    if (parts.length === 0 || vendored.has(parts[0] ?? '')) return undefined;
    for (let depth = folders.length; depth >= 0; depth--) {
      const found = this.#existing([...folders.slice(0, depth), ...parts]);
      if (found !== undefined) return found;
    }
    const suffix = `/${parts.join('/')}`;
    const candidates = (this.#byName.get(parts.at(-1) ?? '') ?? []).filter((path) => moduleOf(path).endsWith(suffix));
    return candidates.length === 1 || candidates.some((path) => path.includes(`/python${suffix}`))
      ? candidates[0]
      : undefined;
  }

  #existing(parts: readonly string[]): string | undefined {
    const path = parts.join('/');
    return [`${path}.py`, `${path}/__init__.py`].find((one) => this.tree.get(one) !== undefined);
  }
}

/** Packages that sources carry along; what they are is known. */
const vendored = new Set(['boto3', 'botocore', 's3transfer', 'requests', 'urllib3', 'os', 'json']);
export const isVendored = (path: string): boolean =>
  /(?:^|\/)(?:boto3|botocore|s3transfer|requests|urllib3|site-packages)\//.test(path);

const moduleOf = (path: string) => path.replace(/(?:\/__init__)?\.py$/, '');
const nameOf = (path: string) => moduleOf(path).split('/').at(-1) ?? '';

const programs = new WeakMap<SourceTree, PythonProgram>();

export function pythonOf(tree: SourceTree): PythonProgram {
  const known = programs.get(tree);
  if (known) return known;
  const program = new PythonProgram(tree);
  programs.set(tree, program);
  return program;
}

const calls = new WeakMap<PythonFile, readonly PythonNode[]>();

/** All calls of a file, in its order. */
export function callsIn(file: PythonFile): readonly PythonNode[] {
  const known = calls.get(file);
  if (known) return known;
  const found = [...nodesIn(file.root)].filter(({ name }) => name === 'CallExpression');
  calls.set(file, found);
  return found;
}
