import { parametersOf, substitute } from '../code/substitute.ts';
import { classMember, classOf } from './class-members.ts';
import type { PythonEvaluator, PythonValue } from './evaluation.ts';
import { callsIn } from './program.ts';
import type { PythonNode } from './syntax.ts';

const maxFiles = 40;
const maxSites = 40;
const maxWrappers = 3;

const known = new WeakMap<PythonNode, readonly PythonNode[]>();

/** A value for each caller that fills its open parameters, as `expand` of scripts does. */
export function expand(
  evaluator: PythonEvaluator,
  value: PythonValue,
  file: string,
  depth = 0,
): { readonly value: PythonValue; readonly file: string }[] {
  if (depth >= maxWrappers) return [{ value, file }];
  for (const parameter of parametersOf([value])) {
    const owner = parameter.parent?.parent;
    if (owner?.name !== 'FunctionDefinition') continue;
    const sites = callSitesOf(evaluator, owner);
    if (sites.length === 0) continue;
    return sites.slice(0, maxSites).flatMap((site) => {
      const filled = evaluator.withArguments(value, owner, evaluator.inputsOf(site));
      return expand(evaluator, filled, site.file.path, depth + 1);
    });
  }
  return [{ value, file }];
}

function callSitesOf(evaluator: PythonEvaluator, owner: PythonNode): readonly PythonNode[] {
  const before = known.get(owner);
  if (before) return before;
  known.set(owner, []); // Of what calls itself.
  const own = owner.child('VariableName')?.text;
  const target = own === '__init__' ? classOf(owner) : owner;
  const name = target?.child('VariableName')?.text;
  const sites = target && name !== undefined ? sitesOf(evaluator, owner, target, name) : [];
  known.set(owner, sites);
  return sites;
}

function sitesOf(evaluator: PythonEvaluator, owner: PythonNode, target: PythonNode, name: string): PythonNode[] {
  const files = filesWith(evaluator, owner, name);
  const heirs =
    target === owner ? [] : files.flatMap((path) => heirsIn(evaluator.program.tree.get(path)?.text ?? '', name));
  const names = new Set([name, ...heirs]);
  const all = new Set([...files, ...heirs.flatMap((heir) => filesWith(evaluator, owner, heir))]);
  return [...all].flatMap((path) => sitesIn(evaluator, path, target, names));
}

function filesWith({ program }: PythonEvaluator, owner: PythonNode, name: string): string[] {
  const { path: own } = owner.file;
  const others: string[] = [];
  for (const { path, text } of program.tree.files) {
    if (others.length >= maxFiles) break;
    if (path !== own && path.endsWith('.py') && !isTest(path) && text.includes(name)) others.push(path);
  }
  return [own, ...others];
}

/** Tests call with names of their own making. */
export const isTest = (path: string): boolean => /(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/.test(path);

function sitesIn(
  evaluator: PythonEvaluator,
  path: string,
  target: PythonNode,
  names: ReadonlySet<string>,
): PythonNode[] {
  const file = evaluator.program.file(path);
  if (!file) return [];
  return callsIn(file).filter(({ children: [callee] }) => {
    const last = callee?.name === 'MemberExpression' ? callee.children.at(-1) : callee;
    if (!callee || !last || !names.has(last.text)) return false;
    const value = evaluator.evaluate(callee);
    // A class that has its base's `__init__`.
    const made = value.kind === 'class' ? classMember(evaluator, value.node, '__init__') : undefined;
    if (made?.kind === 'function' && classOf(made.node) === target) return true;
    return (value.kind === 'function' || value.kind === 'class') && value.node === target;
  });
}

/** The classes that a text derives from one, by their look. */
function heirsIn(text: string, name: string): string[] {
  return [...text.matchAll(/^class +(\w+)\(([\w., ]*)\)/gm)].flatMap(([, heir = '', bases = '']) =>
    bases.split(/[ ,.]+/).includes(name) ? [heir] : [],
  );
}

/** The value with nothing but what its own file says of its open parameters: their defaults. */
export function withDefaults(evaluator: PythonEvaluator, value: PythonValue): PythonValue {
  const fallback = (parameter: PythonNode) => {
    const children = parameter.parent?.children ?? [];
    const position = children.indexOf(parameter) + 1;
    const next = children[position]?.name === 'TypeDef' ? position + 1 : position;
    const node = children[next]?.name === 'AssignOp' ? children[next + 1] : undefined;
    return node && evaluator.evaluate(node);
  };
  return substitute(value, fallback, { member: (of, name) => evaluator.member(of, name), reduce: (call) => call });
}
