import ts from 'typescript';
import type { SourceFile } from '../dialect.ts';
import { nodesIn, PythonFile, type PythonNode } from '../python/syntax.ts';
import { innerOf } from '../script/evaluation.ts';

/** What a program calls the prompts that it itself sends to a model. */
const promptName = /(?:system_?prompt|system_?instructions?|prompt_?template|^prompt)$/i;

type Range = readonly [start: number, end: number];

/**
 * The text of a script or of Python with other letters, as many, in place of its own prompts: of names such as
 * `systemPrompt` and the very literals that they are set to. Comments, other literals and what a template puts in stay.
 */
export function withoutOwnPrompts({ path, text }: SourceFile): string {
  const pieces: string[] = [];
  let at = 0;
  for (const [start, end] of ownPrompts(path, text).sort(([left], [right]) => left - right)) {
    if (start < at) continue;
    // Lines stay where they are.
    pieces.push(text.slice(at, start), text.slice(start, end).replaceAll(/[^\r\n]/g, 'x'));
    at = end;
  }
  return pieces.join('') + text.slice(at);
}

function ownPrompts(path: string, text: string): Range[] {
  try {
    if (path.endsWith('.py')) return inPython(new PythonFile(path, text));
    return /\.[mc]?[jt]sx?$/.test(path) ? inScript(ts.createSourceFile(path, text, ts.ScriptTarget.Latest)) : [];
  } catch (error) {
    // Nested deeper than the stack.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function inScript(file: ts.SourceFile): Range[] {
  const found: Range[] = [];
  const open: ts.Node[] = [file];
  for (let node = open.pop(); node; node = open.pop()) {
    const [name, value] = settingOf(node);
    if (name && value && promptName.test(name.text)) {
      const parts = partsOf(value);
      if (parts.length > 0) found.push(...[name, ...parts].map((part): Range => [part.getStart(file), part.end]));
    }
    ts.forEachChild(node, (child) => {
      open.push(child);
    });
  }
  return found;
}

type Name = ts.Identifier | ts.PrivateIdentifier | ts.StringLiteral;

/** The name and the value of `name = …`, `of.name = …` and `name: …`. */
function settingOf(node: ts.Node): readonly [name?: Name, value?: ts.Expression] {
  if (ts.isBinaryExpression(node)) {
    const { left, operatorToken, right } = node;
    if (operatorToken.kind !== ts.SyntaxKind.EqualsToken) return [];
    if (ts.isPropertyAccessExpression(left)) return [left.name, right];
    return ts.isIdentifier(left) ? [left, right] : [];
  }
  const isSetting =
    ts.isVariableDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isParameter(node);
  if (!isSetting) return [];
  const { name, initializer } = node;
  return ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteral(name) ? [name, initializer] : [];
}

/** The texts that a literal itself holds; none of what is no literal. */
function partsOf(value: ts.Expression): ts.Node[] {
  if (ts.isStringLiteralLike(value)) return [value];
  if (ts.isTemplateExpression(value)) return [value.head, ...value.templateSpans.map(({ literal }) => literal)];
  const inner = innerOf(value);
  return inner ? partsOf(inner) : [];
}

/** Where Python sets names: `name = …`, `f(name=…)`, `def f(name=…)`, `{"name": …}`. */
const settings: Readonly<Record<string, string>> = {
  AssignStatement: 'AssignOp',
  ArgList: 'AssignOp',
  ParamList: 'AssignOp',
  DictionaryExpression: ':',
};

function inPython({ root }: PythonFile): Range[] {
  const found: Range[] = [];
  for (const { name: kind, children } of nodesIn(root)) {
    const sign = settings[kind];
    if (sign === undefined) continue;
    for (const [index, { name: at }] of children.entries()) {
      const value = children[index + 1];
      if (at !== sign || !value) continue;
      const before = children[index - 1];
      const name = nameIn(before?.name === 'TypeDef' ? children[index - 2] : before);
      const parts = name ? textsOf(value) : [];
      if (name && parts.length > 0) found.push([name.from, name.to], ...parts);
    }
  }
  return found;
}

/** The name that a prompt is set to, if it is a prompt's. */
function nameIn(node: PythonNode | undefined): PythonNode | undefined {
  const name = node?.name === 'MemberExpression' ? node.children.at(-1) : node;
  const isName = name?.name === 'VariableName' || name?.name === 'PropertyName' || name?.name === 'String';
  return isName && /^['"]?\w+['"]?$/.test(name.text) && promptName.test(name.text.replaceAll(/['"]/g, ''))
    ? name
    : undefined;
}

/** The texts that a literal itself holds; literals one after another are one. */
function textsOf({ name, from, to, children }: PythonNode): Range[] {
  if (name === 'String') return [[from, to]];
  if (name === 'ContinuedString') return children.flatMap(textsOf);
  if (name === 'ParenthesizedExpression') return children.length === 3 && children[1] ? textsOf(children[1]) : [];
  if (name !== 'FormatString') return [];
  const holes = children.filter((child) => child.name === 'FormatReplacement');
  return [...holes, { from: to, to }].map((hole, index): Range => [holes[index - 1]?.to ?? from, hole.from]);
}
