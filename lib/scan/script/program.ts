import ts from 'typescript';
import type { SourceTree } from '../dialect.ts';
import { type ModuleMap, moduleMapOf } from './modules.ts';

/** A TypeScript or JavaScript file with its syntax tree. */
export interface ScriptFile {
  readonly path: string;
  readonly syntax: ts.SourceFile;
}

const kinds: Readonly<Record<string, ts.ScriptKind>> = {
  ts: ts.ScriptKind.TS,
  mts: ts.ScriptKind.TS,
  cts: ts.ScriptKind.TS,
  tsx: ts.ScriptKind.TSX,
  js: ts.ScriptKind.JSX,
  jsx: ts.ScriptKind.JSX,
  mjs: ts.ScriptKind.JSX,
  cjs: ts.ScriptKind.JSX,
};

/** Texts whose syntax trees are kept at a time: a tree takes some fifty bytes a character. */
const keptCharacters = 4_000_000;

/** The scripts of a source, parsed when asked for; only the last ones are kept. */
export class ScriptProgram {
  readonly tree: SourceTree;
  readonly modules: ModuleMap;
  readonly #files = new Map<string, ScriptFile>();
  #kept = 0;
  #callers: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(tree: SourceTree) {
    this.tree = tree;
    this.modules = moduleMapOf(tree);
  }

  /** The files, tests aside, that seem to call or extend something of a name. */
  filesCalling(name: string): readonly string[] {
    this.#callers ??= callersIn(this.tree);
    return this.#callers.get(name) ?? [];
  }

  /** @throws RangeError of a file nested deeper than the stack. */
  file(path: string): ScriptFile | undefined {
    const known = this.#files.get(path);
    if (known) {
      this.#files.delete(path);
      this.#files.set(path, known);
      return known;
    }
    const source = this.tree.get(path);
    const kind = kinds[path.slice(path.lastIndexOf('.') + 1)];
    if (!source || kind === undefined) return undefined;
    const syntax = ts.createSourceFile(path, source.text, ts.ScriptTarget.Latest, true, kind);
    const file: ScriptFile = { path, syntax };
    this.#files.set(path, file);
    this.#kept += source.text.length;
    for (const [old, { syntax: oldSyntax }] of this.#files) {
      if (this.#kept <= keptCharacters || old === path) break;
      this.#files.delete(old);
      this.#kept -= oldSyntax.text.length;
    }
    return file;
  }
}

const maxCallers = 40;

/** By name, the paths of files where it stands before a bracket or after `extends`. */
function callersIn(tree: SourceTree): ReadonlyMap<string, readonly string[]> {
  const callers = new Map<string, string[]>();
  for (const { path, text } of tree.files) {
    if (!isCode(path) || text.length > 1_000_000) continue;
    const names = new Set<string>();
    for (const [, called, extended] of text.matchAll(
      /(?<![\w$])([\w$]+)(?:<[\w\s,.[\]|]{1,80}>)?\(|extends\s+([\w$]+)/g,
    )) {
      const name = called ?? extended;
      if (name !== undefined) names.add(name);
    }
    for (const name of names) {
      const paths = callers.get(name);
      if (!paths) callers.set(name, [path]);
      else if (paths.length < maxCallers) paths.push(path);
    }
  }
  return callers;
}

/** Tests call with names of their own making. */
const isCode = (path: string) =>
  /\.[mc]?[jt]sx?$/.test(path) && !/\.(?:test|spec)\.|(?:^|\/)(?:__tests__|node_modules)\//.test(path);

const programs = new WeakMap<SourceTree, ScriptProgram>();

/** The program of a source: one for all dialects that read scripts. */
export function programOf(tree: SourceTree): ScriptProgram {
  const known = programs.get(tree);
  if (known) return known;
  const program = new ScriptProgram(tree);
  programs.set(tree, program);
  return program;
}

export const lineOf = (node: ts.Node): number => {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
};

/** The line of a call as a person finds it: of `new`, of a method's name where the call is broken over lines. */
export function lineOfCall(node: ts.CallExpression | ts.NewExpression): number {
  const { expression } = node;
  return lineOf(ts.isCallExpression(node) && ts.isPropertyAccessExpression(expression) ? expression.name : node);
}
