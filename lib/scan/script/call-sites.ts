import ts from 'typescript';
import { parametersOf, substitute } from '../code/substitute.ts';
import { loopItemOf } from './calls.ts';
import type { Evaluator, ScriptValue } from './evaluator.ts';
import { indexOf } from './file-index.ts';
import { parentOf } from './scope.ts';

type Call = ts.CallExpression | ts.NewExpression;

const maxFiles = 40;
const maxSites = 40;
const maxWrappers = 3;

/** Tests call with names of their own making. */
const isCode = (path: string) => /\.[mc]?[jt]sx?$/.test(path) && !/\.(?:test|spec)\.|(?:^|\/)__tests__\//.test(path);

const known = new WeakMap<ts.Node, readonly Call[]>();

/** A value as one caller makes it, with the file of that caller. */
export interface Expansion {
  readonly value: ScriptValue;
  readonly file: string;
}

/**
 * A value for each caller that fills its open parameters, through up to three wrappers, such as a function that takes the
 * table's name. The value itself where nobody in the source calls.
 */
export function expand(evaluator: Evaluator, value: ScriptValue, file: string, depth = 0): Expansion[] {
  if (depth >= maxWrappers) return [{ value, file }];
  for (const parameter of parametersOf([value])) {
    if (!ts.isParameter(parameter)) continue;
    const item = loopItemOf(evaluator, parameter);
    if (item) return expand(evaluator, fill(evaluator, value, parameter, item), file, depth + 1);
    const owner = parameter.parent;
    const sites = callSitesOf(evaluator, owner);
    if (sites.length === 0) continue;
    return sites.slice(0, maxSites).flatMap((site) => {
      const positional = (site.arguments ?? []).map((argument) => evaluator.evaluate(argument));
      const filled = evaluator.withArguments(value, owner, positional);
      return expand(evaluator, filled, site.getSourceFile().fileName, depth + 1);
    });
  }
  return [{ value, file }];
}

function fill(evaluator: Evaluator, value: ScriptValue, parameter: ts.Node, by: ScriptValue): ScriptValue {
  return substitute(
    value,
    (one) => (one === parameter ? by : undefined),
    (of, name) => evaluator.member(of, name),
  );
}

/** Where the source calls a function, a method or makes a class. */
export function callSitesOf(evaluator: Evaluator, owner: ts.SignatureDeclaration): readonly Call[] {
  const before = known.get(owner);
  if (before) return before;
  known.set(owner, []); // Of what calls itself.
  const name = nameOf(owner);
  const sites =
    name === undefined
      ? []
      : filesWith(evaluator, owner, name).flatMap((path) => [
          ...sitesIn(evaluator, path, owner, name),
          ...(ts.isConstructorDeclaration(owner) ? heirSites(evaluator, path, owner.parent, name) : []),
        ]);
  known.set(owner, sites);
  return sites;
}

function filesWith({ program }: Evaluator, owner: ts.Node, name: string): string[] {
  const own = owner.getSourceFile().fileName;
  const others: string[] = [];
  for (const { path, text } of program.tree.files) {
    if (others.length >= maxFiles) break;
    if (path !== own && isCode(path) && text.includes(name)) others.push(path);
  }
  return [own, ...others];
}

function sitesIn(evaluator: Evaluator, path: string, owner: ts.SignatureDeclaration, name: string): readonly Call[] {
  const file = evaluator.program.file(path);
  if (!file) return [];
  const target = ts.isConstructorDeclaration(owner) ? owner.parent : owner;
  return (indexOf(file.syntax).callsByName.get(name) ?? []).filter((call) => {
    const callee = evaluator.evaluate(call.expression);
    if (callee.kind === 'function' || callee.kind === 'class') return isSame(callee.node, target);
    return callee.kind === 'member' && isTyped(callee.of, target);
  });
}

/** Also of two readings of one file. */
const isSame = (left: ts.Node, right: ts.Node): boolean =>
  left === right ||
  (left.pos === right.pos &&
    left.kind === right.kind &&
    left.getSourceFile().fileName === right.getSourceFile().fileName);

/** Where classes that extend one are made, or pass arguments up by `super(…)`. */
function heirSites(evaluator: Evaluator, path: string, base: ts.Node, name: string): readonly Call[] {
  const file = evaluator.program.file(path);
  if (!file?.syntax.text.includes(`extends ${name}`)) return [];
  const { callsByName } = indexOf(file.syntax);
  const heirs = file.syntax.statements
    .filter((one) => ts.isClassDeclaration(one))
    .filter((one) => extendsClass(evaluator, one, base));
  return heirs.flatMap((heir) => {
    const passed = (callsByName.get('super') ?? []).filter((call) => call.pos >= heir.pos && call.end <= heir.end);
    if (passed.length > 0 || !heir.name) return passed;
    const made = heir.name.text;
    return filesWith(evaluator, heir, made).flatMap((one) => {
      const calls = evaluator.program.file(one)?.syntax;
      return (calls ? (indexOf(calls).callsByName.get(made) ?? []) : []).filter((call) => ts.isNewExpression(call));
    });
  });
}

function extendsClass(evaluator: Evaluator, heir: ts.ClassDeclaration, base: ts.Node): boolean {
  return (heir.heritageClauses ?? []).some(({ token, types: [type] }) => {
    if (token !== ts.SyntaxKind.ExtendsKeyword || !type) return false;
    const value = evaluator.evaluate(type.expression);
    return value.kind === 'class' && isSame(value.node, base);
  });
}

/** Whether an open parameter is declared with the type of the method's class, as injected ones are. */
function isTyped(of: ScriptValue, method: ts.Node): boolean {
  const owner = parentOf(method);
  if (!owner || !ts.isClassLike(owner) || !owner.name || of.kind !== 'parameter' || !ts.isParameter(of.node))
    return false;
  return of.node.type?.getText().startsWith(owner.name.text) ?? false;
}

function nameOf(owner: ts.SignatureDeclaration): string | undefined {
  if (ts.isConstructorDeclaration(owner)) return owner.parent.name?.text;
  if (owner.name && (ts.isIdentifier(owner.name) || ts.isStringLiteral(owner.name))) return owner.name.text;
  const { parent } = owner;
  if (
    (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) &&
    ts.isIdentifier(parent.name)
  ) {
    return parent.name.text;
  }
  return undefined;
}
