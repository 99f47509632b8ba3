import ts from 'typescript';
import { parametersOf } from '../code/substitute.ts';
import { options } from '../code/value.ts';
import { loopedList } from './calls.ts';
import type { Evaluator, ScriptValue } from './evaluation.ts';
import { indexOf } from './file-index.ts';
import { parentOf } from './scope.ts';

type Call = ts.CallExpression | ts.NewExpression;

const maxSites = 40;
const maxItems = 50;
const maxDepth = 6;
const maxExpansions = 300;

const known = new WeakMap<ts.Node, readonly Call[]>();

/** A value as one caller makes it, with the file of that caller. */
export interface Expansion {
  readonly value: ScriptValue;
  readonly file: string;
}

/**
 * A value for each caller that fills its open parameters, through wrappers such as a function that takes the table's name,
 * and for each item of a loop. The value itself where nobody in the source calls.
 */
export function expand(evaluator: Evaluator, value: ScriptValue, file: string): Expansion[] {
  const budget = { left: maxExpansions };
  return fillAll(evaluator, { value, file }, { depth: 0, skipped: new Set(), budget });
}

interface Way {
  readonly depth: number;
  /** Parameters that nobody fills. */
  readonly skipped: ReadonlySet<ts.Node>;
  readonly budget: { left: number };
}

function fillAll(evaluator: Evaluator, { value, file }: Expansion, way: Way): Expansion[] {
  if (way.depth >= maxDepth || way.budget.left <= 0) return [{ value, file }];
  for (const parameter of parametersOf([value])) {
    if (way.skipped.has(parameter)) continue;
    const list = loopedList(evaluator, parameter);
    const filled = list
      ? throughItems(evaluator, { value, file }, parameter, list, way)
      : throughCallers(evaluator, { value, file }, parameter, way);
    if (filled.length > 0) return filled;
    return fillAll(evaluator, { value, file }, { ...way, skipped: new Set([...way.skipped, parameter]) });
  }
  way.budget.left--;
  return [{ value, file }];
}

function throughCallers(evaluator: Evaluator, { value }: Expansion, parameter: ts.Node, way: Way): Expansion[] {
  if (!ts.isParameter(parameter)) return [];
  const owner = parameter.parent;
  return callSitesOf(evaluator, owner)
    .slice(0, maxSites)
    .flatMap((site) => {
      if (way.budget.left <= 0) return [];
      const positional = (site.arguments ?? []).map((argument) => evaluator.evaluate(argument));
      const filled = evaluator.withArguments(value, owner, positional);
      return fillAll(
        evaluator,
        { value: filled, file: site.getSourceFile().fileName },
        { ...way, depth: way.depth + 1 },
      );
    });
}

/** First those who pass the list, if it is open too; then its items. */
function throughItems(
  evaluator: Evaluator,
  { value, file }: Expansion,
  parameter: ts.Node,
  list: ScriptValue,
  way: Way,
): Expansion[] {
  const both: ScriptValue = { kind: 'list', items: [value, list] };
  const skipped = new Set([...way.skipped, parameter]);
  const isOpen = [...parametersOf([list])].some((one) => !skipped.has(one));
  const settings = isOpen
    ? fillAll(evaluator, { value: both, file }, { ...way, skipped, depth: way.depth + 1 })
    : [{ value: both, file }];
  return settings.flatMap((setting) => {
    const [one = value, known] = setting.value.kind === 'list' ? setting.value.items : [];
    const items = options(known).flatMap((each) => (each.kind === 'list' ? each.items : []));
    return items.slice(0, maxItems).flatMap((item) => {
      if (way.budget.left <= 0) return [];
      const filled = evaluator.fill(one, (each) => (each === parameter ? item : undefined));
      return fillAll(evaluator, { value: filled, file: setting.file }, { ...way, depth: way.depth + 1 });
    });
  });
}

/** Where the source calls a function, a method or makes a class. */
function callSitesOf(evaluator: Evaluator, owner: ts.SignatureDeclaration): readonly Call[] {
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
  return [own, ...program.filesCalling(name).filter((path) => path !== own)];
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

const maxLevels = 4;

/**
 * The files whose code comes to a place: those that call the function around it, and those that call these in turn. The
 * place's own file where nobody calls, as of a handler.
 */
export function callingFiles(
  evaluator: Evaluator,
  at: ts.Node,
  seen: ReadonlySet<ts.Node> = new Set(),
): readonly string[] {
  for (let node = parentOf(at); node && seen.size < maxLevels; node = parentOf(node)) {
    if (!ts.isFunctionLike(node) || seen.has(node)) continue;
    const sites = callSitesOf(evaluator, node);
    if (sites.length === 0) continue;
    const next = new Set([...seen, node]);
    return [...new Set(sites.slice(0, maxSites).flatMap((site) => callingFiles(evaluator, site, next)))];
  }
  return [at.getSourceFile().fileName];
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
