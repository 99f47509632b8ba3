import ts from 'typescript';
import { describe } from '../code/value.ts';
import type { SourceFile, SourceTree } from '../dialect.ts';
import { type Evaluator, innerOf, type ScriptValue } from '../script/evaluation.ts';
import { evaluatorOf } from '../script/evaluator.ts';
import { exportsOf } from '../script/exports.ts';
import { folderOf } from '../script/modules.ts';
import { lineOf, programOf, type ScriptProgram } from '../script/program.ts';
import { declarationOf } from '../script/scope.ts';
import type { Entry, Node } from '../syntax/node.ts';

const maxDepth = 20;

/** From where a part of a configuration is looked at. */
interface Place {
  readonly evaluator: Evaluator;
  /** The folder that the configuration stands in. */
  readonly root: string;
  /** The configuration's line that takes in what another file says. */
  readonly line: number | undefined;
  readonly depth: number;
}

/** A configuration that a script exports, as the YAML that it stands for; undefined where it exports none. */
export function configurationIn(file: SourceFile, tree: SourceTree): Node | undefined {
  const program = programOf(tree);
  const script = program.file(file.path);
  if (!script) return undefined;
  const exported = exportsOf(script.syntax).named.get('default');
  if (exported?.kind !== 'expression') return undefined;
  const place = { evaluator: evaluatorOf(program), root: folderOf(file.path), line: undefined, depth: 0 };
  const root = nodeOf(exported.node, place);
  return root?.kind === 'map' ? root : undefined;
}

/** Objects by their syntax, so that each key has its line; all else by what it comes to. */
function nodeOf(expression: ts.Expression, before: Place): Node | undefined {
  if (before.depth > maxDepth) return undefined;
  const place = { ...before, depth: before.depth + 1 };
  const inner = innerOf(expression);
  if (inner) return nodeOf(inner, place);
  const line = place.line ?? lineOf(expression);
  if (ts.isObjectLiteralExpression(expression)) return mapOf(expression, line, place);
  if (ts.isArrayLiteralExpression(expression))
    return { kind: 'list', line, items: expression.elements.flatMap((item) => nodeOf(item, place) ?? []) };
  if (ts.isTemplateExpression(expression) && expression.getText().includes('__dirname'))
    return { kind: 'scalar', line, value: inFolder(expression, place) };
  const meant = ts.isIdentifier(expression) ? initializerOf(expression, place.evaluator) : undefined;
  if (meant) {
    const isHere = meant.getSourceFile() === expression.getSourceFile();
    return nodeOf(meant, isHere ? place : { ...place, line });
  }
  return fromValue(place.evaluator.evaluate(expression), line, place.depth);
}

/** What a constant is made as, of this file or of one that it is imported from. */
function initializerOf(name: ts.Identifier, evaluator: Evaluator): ts.Expression | undefined {
  const declaration = declarationOf(name.text, name);
  if (declaration?.kind === 'variable')
    return declaration.binding.path.length === 0 ? declaration.node.initializer : undefined;
  if (declaration?.kind !== 'import') return undefined;
  return exportedAs(evaluator.program, name.getSourceFile().fileName, declaration.module, declaration.name, 0);
}

function exportedAs(
  program: ScriptProgram,
  from: string,
  module: string,
  name: string,
  depth: number,
): ts.Expression | undefined {
  const path = depth > 6 ? undefined : program.modules.resolve(from, module);
  const file = path === undefined ? undefined : program.file(path);
  const exported = file && exportsOf(file.syntax).named.get(name);
  if (!file || !exported) return undefined;
  if (exported.kind === 'expression') return exported.node;
  if (exported.kind === 'elsewhere') return exportedAs(program, file.path, exported.module, exported.name, depth + 1);
  const declaration = declarationOf(exported.name, file.syntax);
  return declaration?.kind === 'variable' ? declaration.node.initializer : undefined;
}

function mapOf(node: ts.ObjectLiteralExpression, line: number, place: Place): Node {
  const entries = new Map<string, Entry>();
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) {
      const spread = nodeOf(property.expression, place);
      if (spread?.kind === 'map') for (const [key, entry] of spread.entries) entries.set(key, entry);
      continue;
    }
    if (!ts.isIdentifier(property.name) && !ts.isStringLiteralLike(property.name)) continue;
    const value = ts.isPropertyAssignment(property)
      ? nodeOf(property.initializer, place)
      : ts.isShorthandPropertyAssignment(property)
        ? nodeOf(property.name, place)
        : undefined;
    if (value) entries.set(property.name.text, { line: place.line ?? lineOf(property), value });
  }
  return { kind: 'map', line, entries };
}

/** `${handlerPath(__dirname)}/handler.main`: the folder of the file that says so, from where the configuration stands. */
function inFolder({ head, templateSpans }: ts.TemplateExpression, { evaluator, root }: Place): string {
  const parts = templateSpans.map(({ expression, literal }) => {
    if (!expression.getText().includes('__dirname')) return describe(evaluator.evaluate(expression)) + literal.text;
    const folder = folderOf(expression.getSourceFile().fileName);
    return (root !== '' && folder.startsWith(`${root}/`) ? folder.slice(root.length + 1) : folder) + literal.text;
  });
  return head.text + parts.join('');
}

function fromValue(value: ScriptValue, line: number, depth: number): Node | undefined {
  if (depth > maxDepth) return undefined;
  switch (value.kind) {
    case 'text':
      return { kind: 'scalar', line, value: value.text };
    case 'scalar':
      return { kind: 'scalar', line, value: value.value };
    case 'list':
      return { kind: 'list', line, items: value.items.flatMap((item) => fromValue(item, line, depth + 1) ?? []) };
    case 'record': {
      const entries = [...value.fields].flatMap(([name, field]): [string, Entry][] => {
        const inner = fromValue(field, line, depth + 1);
        return inner ? [[name, { line, value: inner }]] : [];
      });
      return { kind: 'map', line, entries: new Map(entries) };
    }
    case 'either': {
      const [first] = value.options;
      return first && fromValue(first, line, depth + 1);
    }
    case 'environment':
      return { kind: 'scalar', line, value: `\${env:${value.variable}}` };
    case 'call':
    case 'class':
    case 'element':
    case 'function':
    case 'imported':
    case 'member':
    case 'module':
    case 'parameter':
    case 'self':
    case 'unknown':
      return undefined;
  }
}
