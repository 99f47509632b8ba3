import type { SourceFile, SourceTree } from '../dialect.ts';
import { pythonOf } from '../python/program.ts';
import { modulesOf } from '../python/scope.ts';
import { nodesIn, type PythonFile } from '../python/syntax.ts';
import { folderOf } from '../script/modules.ts';
import { writeExpression } from './expressions.ts';
import { maxModuleName } from './imports.ts';
import { moduleScope } from './scope.ts';
import { type Signatures, signaturesOf } from './signatures.ts';
import { writeStatements } from './statements.ts';
import { Writer } from './writer.ts';

/** What the translation of a file is called. */
export const translated = (path: string): string => `${path}.ts`;
export const original = (path: string): string => path.replace(/\.py\.ts$/, '.py');

const mentions = new WeakMap<SourceFile, boolean>();

/** Whether a file is Python that imports the CDK. */
export function mentionsPythonCdk(file: SourceFile): boolean {
  if (!file.path.endsWith('.py')) return false;
  const known = mentions.get(file);
  if (known !== undefined) return known;
  // Blanks of the line alone: a pattern that runs on over empty lines does so again from each of them.
  const found = /^[^\S\n\r\u2028\u2029]*(?:from|import) +aws_cdk\b/m.test(file.text);
  mentions.set(file, found);
  return found;
}

const maxFiles = 2000;
const trees = new WeakMap<SourceTree, SourceTree>();

/**
 * A source's Python files of the CDK, and those that they import, as TypeScript: line for line, names as TypeScript's
 * CDK has them. All else of the source stands beside them as it is.
 */
export function translatedTree(tree: SourceTree): SourceTree {
  const known = trees.get(tree);
  if (known) return known;
  const files = filesOf(tree);
  const signatures = signaturesOf(files);
  const made = new Map(files.map((file) => [translated(file.path), translate(file, tree, signatures)]));
  const settings = tree.files.filter(({ path }) => /(?:^|\/)(?:cdk|package)\.json$/.test(path));
  const result: SourceTree = {
    files: [...made.values(), ...settings],
    get: (path) => made.get(path) ?? tree.get(path),
  };
  trees.set(tree, result);
  return result;
}

function filesOf(tree: SourceTree): PythonFile[] {
  const program = pythonOf(tree);
  const paths = new Set(tree.files.filter(mentionsPythonCdk).map(({ path }) => path));
  const files: PythonFile[] = [];
  // A set hands out what is added while it is walked.
  for (const path of paths) {
    const file = files.length < maxFiles ? program.file(path) : undefined;
    if (!file) continue;
    files.push(file);
    for (const node of nodesIn(file.root, ({ name }) => name !== 'FunctionDefinition')) {
      if (node.name !== 'ImportStatement') continue;
      for (const module of modulesOf(node)) {
        const found = module.length > maxModuleName ? undefined : program.resolve(path, module);
        if (found !== undefined) paths.add(found);
      }
    }
  }
  return files;
}

function translate(file: PythonFile, tree: SourceTree, signatures: Signatures): SourceFile {
  const writer = new Writer();
  const scope = moduleScope({ writer, signatures, expression: writeExpression });
  const program = pythonOf(tree);
  const resolve = (module: string) => {
    const found = program.resolve(file.path, module);
    return found === undefined ? undefined : relative(file.path, found);
  };
  try {
    writeStatements(scope, file.root.children, resolve);
  } catch (error) {
    // Nested deeper than the stack: the Python dialect tells.
    if (!(error instanceof RangeError)) throw error;
  }
  return { path: translated(file.path), text: writer.text };
}

/** The way from a file to another. */
function relative(from: string, to: string): string {
  const ups = folderOf(from) === '' ? 0 : folderOf(from).split('/').length;
  return `./${'../'.repeat(ups)}${to}`;
}
