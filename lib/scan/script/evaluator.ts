import ts from 'typescript';
import { substitute } from '../code/substitute.ts';
import { either, exactText, joined, options, textOf, unknown } from '../code/value.ts';
import { evaluateCall, evaluateNew, reduceCall } from './calls.ts';
import { evaluateClassMember } from './class-members.ts';
import { constructorOf, type Evaluator, environment, innerOf, type ScriptValue } from './evaluation.ts';
import { exportsOf } from './exports.ts';
import { evaluateArray, evaluateObject } from './literals.ts';
import type { ScriptProgram } from './program.ts';
import { type Binding, type Declaration, declarationOf, parentOf } from './scope.ts';
import { evaluateVariable } from './variables.ts';

const maxDepth = 80;
const maxFilling = 6;
const maxFills = 200;

/**
 * Says what expressions come to by looking: constants, members, templates, imports and simple functions are followed
 * through the files of a source. Parameters stay, for the caller to put arguments in their place. Nothing is run.
 */
class SyntaxEvaluator implements Evaluator {
  readonly program: ScriptProgram;
  readonly #known = new WeakMap<ts.Node, ScriptValue>();
  readonly #active = new Set<ts.Node>();
  /** Calls within calls whose parameters are being filled: functions may call themselves. */
  #filling = 0;
  #fuel = 0;

  constructor(program: ScriptProgram) {
    this.program = program;
  }

  evaluate(node: ts.Expression): ScriptValue {
    return this.once(node, () => this.#evaluate(node));
  }

  /** Each node once: what leads back to itself, or too deep, is unknown. */
  once(node: ts.Node, compute: () => ScriptValue): ScriptValue {
    const known = this.#known.get(node);
    if (known) return known;
    if (this.#active.has(node) || this.#active.size > maxDepth) return unknown();
    this.#active.add(node);
    try {
      const value = compute();
      this.#known.set(node, value);
      return value;
    } finally {
      this.#active.delete(node);
    }
  }

  #evaluate(node: ts.Expression): ScriptValue {
    if (ts.isStringLiteralLike(node)) return exactText(node.text);
    if (ts.isNumericLiteral(node)) return { kind: 'scalar', value: Number(node.text) };
    if (ts.isIdentifier(node)) return this.#identifier(node);
    if (ts.isTemplateExpression(node)) return this.#template(node);
    if (ts.isObjectLiteralExpression(node)) return evaluateObject(this, node);
    if (ts.isArrayLiteralExpression(node)) return evaluateArray(this, node);
    if (ts.isPropertyAccessExpression(node)) return this.member(this.evaluate(node.expression), node.name.text);
    if (ts.isElementAccessExpression(node)) return this.#element(node);
    if (ts.isCallExpression(node)) return evaluateCall(this, node);
    if (ts.isNewExpression(node)) return evaluateNew(this, node);
    if (ts.isConditionalExpression(node))
      return either([this.evaluate(node.whenTrue), this.evaluate(node.whenFalse)]) ?? unknown();
    if (ts.isBinaryExpression(node)) return this.#binary(node);
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node))
      return { kind: 'function', node, name: node.name?.text ?? '' };
    if (ts.isClassExpression(node)) return { kind: 'class', node, name: node.name?.text ?? '' };
    const inner = innerOf(node);
    if (inner) return this.evaluate(inner);
    return keyword(node) ?? unknown(node.getText().slice(0, 80));
  }

  #identifier(node: ts.Identifier): ScriptValue {
    const declaration = declarationOf(node.text, node);
    if (declaration) {
      const value = this.declared(declaration);
      return value.kind === 'unknown' && value.code === '' ? unknown(node.text) : value;
    }
    return node.text === 'undefined' ? unknown('undefined') : { kind: 'imported', module: 'global', name: node.text };
  }

  declared(declaration: Declaration): ScriptValue {
    const { node } = declaration;
    switch (declaration.kind) {
      case 'variable':
        return this.#bound(
          this.once(declaration.node, () => evaluateVariable(this, declaration.node)),
          declaration.binding,
        );
      case 'parameter':
        return this.#bound(
          { kind: 'parameter', node, name: declaration.node.name.getText().slice(0, 40) },
          declaration.binding,
        );
      case 'function':
      case 'class':
        return { kind: declaration.kind, node, name: declaration.node.name?.text ?? '' };
      case 'enum':
        return this.once(node, () => this.#enum(declaration.node));
      case 'import':
        return this.imported(node.getSourceFile().fileName, declaration.module, declaration.name);
    }
  }

  #bound(value: ScriptValue, { path, fallback }: Binding): ScriptValue {
    const found = path.reduce((of, name) => this.member(of, name), value);
    if (!fallback) return found;
    if (found.kind === 'environment' && !found.fallback) return { ...found, fallback: this.evaluate(fallback) };
    return found.kind === 'unknown' ? this.evaluate(fallback) : found;
  }

  /** What a loop over a value meets. */
  itemOf(value: ScriptValue): ScriptValue {
    return either(options(value).flatMap((one) => (one.kind === 'list' ? one.items : []))) ?? unknown();
  }

  #enum(node: ts.EnumDeclaration): ScriptValue {
    const fields = new Map<string, ScriptValue>();
    for (const { name, initializer } of node.members) {
      if (initializer && !ts.isComputedPropertyName(name)) fields.set(name.text, this.evaluate(initializer));
    }
    return { kind: 'record', fields, computed: [] };
  }

  /** What a module gives under a name; `*` for all of it. */
  imported(from: string, specifier: string, name: string): ScriptValue {
    if (specifier.startsWith('$amplify/env/')) return environment;
    const path = this.program.modules.resolve(from, specifier);
    if (path === undefined) return { kind: 'imported', module: specifier, name };
    return name === '*' ? { kind: 'module', path } : this.exported(path, name);
  }

  exported(path: string, name: string, depth = 0): ScriptValue {
    const file = depth > 12 ? undefined : this.program.file(path);
    if (!file) return unknown(name);
    const { named, all } = exportsOf(file.syntax);
    const found = named.get(name);
    if (found?.kind === 'expression') return this.evaluate(found.node);
    if (found?.kind === 'elsewhere') return this.#reexported(path, found.module, found.name, depth);
    if (found) {
      const declaration = declarationOf(found.name, file.syntax);
      return declaration ? this.declared(declaration) : unknown(name);
    }
    for (const module of all) {
      const value = this.#reexported(path, module, name, depth);
      if (value.kind !== 'unknown') return value;
    }
    // A CommonJS module imported as a default.
    return name === 'default' ? { kind: 'module', path } : unknown(name);
  }

  #reexported(from: string, module: string, name: string, depth: number): ScriptValue {
    const path = this.program.modules.resolve(from, module);
    if (path === undefined) return { kind: 'imported', module, name };
    return name === '*' ? { kind: 'module', path } : this.exported(path, name, depth + 1);
  }

  #template(node: ts.TemplateExpression): ScriptValue {
    const spans = node.templateSpans.flatMap(({ expression, literal }) => [
      this.evaluate(expression),
      exactText(literal.text),
    ]);
    return joined([exactText(node.head.text), ...spans]);
  }

  #element(node: ts.ElementAccessExpression): ScriptValue {
    const of = this.evaluate(node.expression);
    const key = this.evaluate(node.argumentExpression);
    if (key.kind === 'text' && key.exact) return this.member(of, key.text);
    if (key.kind === 'scalar') return this.member(of, String(key.value));
    if (of.kind === 'list') return this.itemOf(of);
    if (of.kind === 'record' && key.kind !== 'parameter') return either([...of.fields.values()]) ?? unknown();
    return { kind: 'element', of, key };
  }

  #binary(node: ts.BinaryExpression): ScriptValue {
    const { kind } = node.operatorToken;
    if (rightCounts.has(kind)) return this.evaluate(node.right);
    const left = this.evaluate(node.left);
    const right = this.evaluate(node.right);
    if (kind === ts.SyntaxKind.PlusToken) return sum(left, right);
    if (kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken) {
      if (left.kind === 'environment') return { ...left, fallback: left.fallback ?? right };
      return either([left, right]) ?? unknown();
    }
    const isProduct = kind === ts.SyntaxKind.AsteriskToken && left.kind === 'scalar' && right.kind === 'scalar';
    if (isProduct) return { kind: 'scalar', value: Number(left.value) * Number(right.value) };
    return unknown(node.getText().slice(0, 80));
  }

  /** `of.name` */
  member(of: ScriptValue, name: string): ScriptValue {
    switch (of.kind) {
      case 'record':
        return of.fields.get(name) ?? (of.computed.length > 0 ? { kind: 'member', of, name } : unknown(name));
      case 'list':
        return of.items[Number(name)] ?? { kind: 'member', of, name };
      case 'module':
        return this.exported(of.path, name);
      case 'imported':
        return importedMember(of.module, of.name, name);
      case 'either':
        return either(of.options.map((one) => this.member(one, name))) ?? unknown(name);
      case 'class':
      case 'self':
        return evaluateClassMember(this, of.node, name, of) ?? { kind: 'member', of, name };
      case 'call':
        return this.#memberOfInstance(of, name);
      case 'unknown':
        return of.code === 'undefined' ? of : { kind: 'member', of, name };
      case 'text':
      case 'scalar':
      case 'environment':
      case 'member':
      case 'element':
      case 'function':
      case 'parameter':
        return { kind: 'member', of, name };
    }
  }

  #memberOfInstance(of: ScriptValue & { kind: 'call' }, name: string): ScriptValue {
    const { isNew, callee } = of;
    // `readEnvironment(['TABLE_NAME']).TABLE_NAME`, in one of many forms: names in capitals are of the environment.
    if (!isNew && /^[A-Z][A-Z\d]*_[A-Z\d_]+$/.test(name))
      return { kind: 'environment', variable: name, fallback: null };
    if (!isNew || callee.kind !== 'class') return { kind: 'member', of, name };
    const value = evaluateClassMember(this, callee.node, name, of);
    if (!value) return { kind: 'member', of, name };
    const { positional } = of.inputs();
    const constructor = constructorOf(callee.node);
    return constructor ? this.withArguments(value, constructor, positional) : value;
  }

  /** The value with others in place of open parameters. */
  fill(value: ScriptValue, argument: (parameter: ts.Node) => ScriptValue | undefined): ScriptValue {
    if (this.#filling === 0) this.#fuel = maxFills;
    if (this.#filling >= maxFilling || this.#fuel-- <= 0) return unknown();
    this.#filling++;
    try {
      return substitute(value, argument, {
        member: (of, name) => this.member(of, name),
        reduce: (call) => reduceCall(this, call),
      });
    } finally {
      this.#filling--;
    }
  }

  /** The value with a call's arguments in place of a function's parameters. */
  withArguments(value: ScriptValue, callee: ts.SignatureDeclaration, positional: readonly ScriptValue[]): ScriptValue {
    if (callee.parameters.length === 0) return value;
    const given = new Map<ts.Node, ScriptValue>();
    for (const [index, parameter] of callee.parameters.entries()) {
      const argument = positional[index] ?? (parameter.initializer ? this.evaluate(parameter.initializer) : undefined);
      if (argument) given.set(parameter, argument);
    }
    return this.fill(value, (parameter) => given.get(parameter));
  }
}

/** Operators whose result is what stands to the right. */
const rightCounts: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.CommaToken,
  ts.SyntaxKind.EqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);

const evaluators = new WeakMap<ScriptProgram, Evaluator>();

export function evaluatorOf(program: ScriptProgram): Evaluator {
  const known = evaluators.get(program);
  if (known) return known;
  const evaluator = new SyntaxEvaluator(program);
  evaluators.set(program, evaluator);
  return evaluator;
}

function keyword(node: ts.Expression): ScriptValue | undefined {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return { kind: 'scalar', value: true };
  if (node.kind === ts.SyntaxKind.FalseKeyword) return { kind: 'scalar', value: false };
  if (node.kind === ts.SyntaxKind.NullKeyword) return { kind: 'scalar', value: null };
  if (node.kind !== ts.SyntaxKind.ThisKeyword) return undefined;
  for (let outer = parentOf(node); outer; outer = parentOf(outer)) {
    if (ts.isClassLike(outer)) return { kind: 'self', node: outer, name: outer.name?.text ?? 'this' };
  }
  return undefined;
}

function importedMember(module: string, name: string, member: string): ScriptValue {
  const isProcess = module === 'node:process' || module === 'process' || (module === 'global' && name === 'process');
  if (isProcess && name === 'env') return { kind: 'environment', variable: member, fallback: null };
  if (isProcess && member === 'env') return environment;
  if (name === '*') return { kind: 'imported', module, name: member };
  return { kind: 'member', of: { kind: 'imported', module, name }, name: member };
}

function sum(left: ScriptValue, right: ScriptValue): ScriptValue {
  const isNumbers = left.kind === 'scalar' && right.kind === 'scalar';
  if (isNumbers) return { kind: 'scalar', value: Number(left.value) + Number(right.value) };
  return textOf(left) === undefined && textOf(right) === undefined ? unknown() : joined([left, right]);
}
