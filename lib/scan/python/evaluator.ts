import { substitute } from '../code/substitute.ts';
import { either, exactText, type Inputs, joined, options, originOf, textOf, unknown } from '../code/value.ts';
import { additionsTo, classMember, classOf } from './class-members.ts';
import type { PythonEvaluator, PythonValue } from './evaluation.ts';
import { entriesOf, evaluateBinary, evaluateDictionary, evaluateFormat, merge } from './expressions.ts';
import type { PythonProgram } from './program.ts';
import { declarationsOf, namesOf, type PythonDeclaration, parametersOf } from './scope.ts';
import { nodesIn, type PythonNode, unquote } from './syntax.ts';

const maxDepth = 60;

/** Says what Python expressions come to by looking, as the evaluator of scripts does. Nothing is run. */
class SyntaxEvaluator implements PythonEvaluator {
  readonly program: PythonProgram;
  readonly #known = new WeakMap<PythonNode, PythonValue>();
  readonly #active = new Set<PythonNode>();

  constructor(program: PythonProgram) {
    this.program = program;
  }

  evaluate(node: PythonNode): PythonValue {
    const known = this.#known.get(node);
    if (known) return known;
    if (this.#active.has(node) || this.#active.size > maxDepth) return unknown();
    this.#active.add(node);
    try {
      const value = this.#evaluate(node);
      this.#known.set(node, value);
      return value;
    } finally {
      this.#active.delete(node);
    }
  }

  #evaluate(node: PythonNode): PythonValue {
    const { name, children } = node;
    const [first, second] = children;
    switch (name) {
      case 'String':
        return literal(node.text);
      case 'ContinuedString':
        return joined(children.map((child) => this.evaluate(child)));
      case 'FormatString':
        return evaluateFormat(this, node);
      case 'Number':
        return { kind: 'scalar', value: Number(node.text.replaceAll('_', '')) };
      case 'Boolean':
        return { kind: 'scalar', value: node.text === 'True' };
      case 'None':
        return { kind: 'scalar', value: null };
      case 'VariableName':
        return this.#name(node);
      case 'MemberExpression':
        return this.#member(node);
      case 'CallExpression':
        return this.#call(node);
      case 'DictionaryExpression':
        return evaluateDictionary(this, node);
      case 'ArrayExpression':
      case 'TupleExpression':
        return {
          kind: 'list',
          items: entriesOf(node)
            .slice(0, 200)
            .map((child) => this.evaluate(child)),
        };
      case 'ArrayComprehensionExpression':
        return { kind: 'list', items: second ? [this.evaluate(second)] : [] };
      case 'ParenthesizedExpression':
      case 'AwaitExpression':
        return second ? this.evaluate(second) : unknown();
      case 'ConditionalExpression': {
        const last = children.at(-1);
        return (first && last && either([this.evaluate(first), this.evaluate(last)])) ?? unknown();
      }
      case 'BinaryExpression':
        return evaluateBinary(this, node);
      default:
        return unknown(node.text.slice(0, 80));
    }
  }

  #name(node: PythonNode): PythonValue {
    const { text } = node;
    const found = declarationsOf(text, node);
    if (found.length === 0) return { kind: 'imported', module: 'builtins', name: text };
    let value: PythonValue | undefined;
    for (const declaration of found) {
      const one = this.declared(declaration, text, node.file.path);
      const isAddition = declaration.kind === 'value' && declaration.isAddition;
      value = isAddition && value ? joined([value, one]) : either(value ? [value, one] : [one]);
    }
    return value ? this.#grown(value, node) : unknown(text);
  }

  declared(declaration: PythonDeclaration, name: string, from: string, depth = 0): PythonValue {
    switch (declaration.kind) {
      case 'value': {
        const value = this.evaluate(declaration.node);
        return declaration.index === null ? value : this.member(value, String(declaration.index));
      }
      case 'item':
        return this.itemOf(this.evaluate(declaration.node));
      case 'context':
        return this.evaluate(declaration.node);
      case 'parameter':
        return this.#parameter(declaration, name);
      case 'function':
      case 'class':
        return { kind: declaration.kind, node: declaration.node, name };
      case 'import':
        return this.imported(from, declaration.module, declaration.name, depth);
    }
  }

  #parameter({ node, index }: PythonDeclaration & { kind: 'parameter' }, name: string): PythonValue {
    const method = node.parent?.parent;
    const owner = method && classOf(method);
    return owner && index === 0 ? { kind: 'self', node: owner, name } : { kind: 'parameter', node, name };
  }

  itemOf(value: PythonValue): PythonValue {
    return either(options(value).flatMap((one) => (one.kind === 'list' ? one.items : []))) ?? unknown();
  }

  /** A dictionary or list with what the same function adds to it: `input['IndexName'] = …`, `items.append(…)`. */
  #grown(value: PythonValue, node: PythonNode): PythonValue {
    if (value.kind !== 'record' && value.kind !== 'list') return value;
    const { items, appended } = additionsTo(node);
    if (value.kind === 'list') {
      return { kind: 'list', items: [...value.items, ...appended.map((one) => this.evaluate(one))].slice(0, 200) };
    }
    const fields = new Map(value.fields);
    for (const { key, value: item } of items) {
      const text = textOf(this.evaluate(key));
      if (text !== undefined && !fields.has(text)) fields.set(text, this.evaluate(item));
    }
    return { ...value, fields };
  }

  imported(from: string, module: string, name: string | null, depth = 0): PythonValue {
    const path = this.program.resolve(from, module);
    if (name === null) return path === undefined ? { kind: 'imported', module, name: '*' } : { kind: 'module', path };
    const inner = this.program.resolve(from, module.endsWith('.') ? module + name : `${module}.${name}`);
    if (path === undefined)
      return inner === undefined ? { kind: 'imported', module, name } : { kind: 'module', path: inner };
    const value = this.exported(path, name, depth);
    return value.kind === 'unknown' && inner !== undefined ? { kind: 'module', path: inner } : value;
  }

  exported(path: string, name: string, depth = 0): PythonValue {
    const file = depth > 8 ? undefined : this.program.file(path);
    if (!file) return unknown(name);
    const found = namesOf(file.root).get(name) ?? [];
    const value = either(found.map((declaration) => this.declared(declaration, name, path, depth + 1)));
    if (value) return value;
    const inner = this.program.resolve(path, `.${name}`);
    return inner === undefined || !path.endsWith('__init__.py') ? unknown(name) : { kind: 'module', path: inner };
  }

  #member(node: PythonNode): PythonValue {
    const [object, bracket, key] = node.children;
    if (!object) return unknown();
    const of = this.evaluate(object);
    if (bracket?.name !== '[') return this.member(of, node.children.at(-1)?.text ?? '');
    const value = key ? this.evaluate(key) : unknown();
    const text = textOf(value);
    if (isEnvironment(of)) {
      if (text !== undefined) return { kind: 'environment', variable: text, fallback: null };
      return { kind: 'element', of, key: value };
    }
    if (text !== undefined) return this.member(of, text);
    return of.kind === 'list' ? this.itemOf(of) : { kind: 'element', of, key: value };
  }

  member(of: PythonValue, name: string): PythonValue {
    switch (of.kind) {
      case 'record':
        return of.fields.get(name) ?? unknown(name);
      case 'list':
        return of.items.at(Number(name)) ?? unknown(name);
      case 'module':
        return this.exported(of.path, name);
      case 'imported':
        if (isEnvironment(of)) return { kind: 'member', of, name };
        return of.name === '*' ? { kind: 'imported', module: of.module, name } : { kind: 'member', of, name };
      case 'either':
        return either(of.options.map((one) => this.member(one, name))) ?? unknown(name);
      case 'class':
      case 'self':
        return classMember(this, of.node, name) ?? { kind: 'member', of, name };
      case 'call':
        return this.#memberOfInstance(of, name);
      case 'scalar':
        return unknown(name); // Of None.
      case 'text':
      case 'environment':
      case 'member':
      case 'element':
      case 'function':
      case 'parameter':
      case 'unknown':
        return { kind: 'member', of, name };
    }
  }

  #memberOfInstance(of: PythonValue & { kind: 'call' }, name: string): PythonValue {
    const { callee } = of;
    if (callee.kind !== 'class') return { kind: 'member', of, name };
    const value = classMember(this, callee.node, name);
    if (!value) return { kind: 'member', of, name };
    const made = classMember(this, callee.node, '__init__');
    return made?.kind === 'function' ? this.withArguments(value, made.node, of.inputs()) : value;
  }

  #call(node: PythonNode): PythonValue {
    const [target] = node.children;
    if (!target) return unknown();
    const callee = this.evaluate(target);
    const inputs = () => this.inputsOf(node);
    const variable = environmentCall(callee, inputs);
    if (variable) return variable;
    const call: PythonValue = { kind: 'call', isNew: false, callee, node, inputs };
    if (callee.kind === 'member' && callee.name === 'format' && callee.of.kind === 'text')
      return joined([callee.of, unknown()]);
    if (callee.kind === 'imported' && callee.module === 'builtins' && callee.name === 'str')
      return inputs().positional[0] ?? call;
    if (callee.kind !== 'function') return call;
    const value = this.withArguments(this.returnOf(callee.node), callee.node, inputs());
    return value.kind === 'unknown' || (value.kind === 'scalar' && value.value === null) ? call : value;
  }

  /** What a function gives back, its parameters still open. */
  returnOf(node: PythonNode): PythonValue {
    const body = node.child('Body');
    if (!body) return unknown();
    const values: PythonValue[] = [];
    for (const statement of nodesIn(body, ({ name }) => name !== 'FunctionDefinition' && name !== 'ClassDefinition')) {
      const value = statement.name === 'ReturnStatement' ? statement.children[1] : undefined;
      if (value && values.length < 16) values.push(this.evaluate(value));
    }
    return either(values) ?? unknown();
  }

  inputsOf(node: PythonNode): Inputs<PythonNode> {
    const positional: PythonValue[] = [];
    const named = new Map<string, PythonValue>();
    const children = node.child('ArgList')?.children ?? [];
    for (const [index, child] of children.entries()) {
      const before = children[index - 1]?.name;
      if (['(', ')', ',', '*', '**', 'AssignOp'].includes(child.name) || before === '*') continue;
      const name = before === 'AssignOp' ? children[index - 2]?.text : undefined;
      if (children[index + 1]?.name === 'AssignOp') continue;
      const value = this.evaluate(child);
      if (name !== undefined) named.set(name, value);
      else if (before !== '**') positional.push(value);
      else merge(named, value);
    }
    return { positional, named };
  }

  /** The value with a call's arguments in place of a function's parameters. */
  withArguments(value: PythonValue, callee: PythonNode, { positional, named }: Inputs<PythonNode>): PythonValue {
    const parameters = parametersOf(callee.child('ParamList'));
    const offset = classOf(callee) ? 1 : 0;
    const given = new Map<PythonNode, PythonValue>();
    for (const { name, node, fallback, index } of parameters) {
      const argument =
        named.get(name) ?? positional[index - offset] ?? (fallback ? this.evaluate(fallback) : undefined);
      if (argument && index >= offset) given.set(node, argument);
    }
    return substitute(value, (parameter) => given.get(parameter), {
      member: (of, name) => this.#taken(of, name),
      reduce: (call) => call,
    });
  }

  #taken(of: PythonValue, name: string): PythonValue {
    return isEnvironment(of) ? { kind: 'environment', variable: name, fallback: null } : this.member(of, name);
  }
}

function literal(text: string): PythonValue {
  const body = unquote(text);
  return body === undefined ? unknown(text.slice(0, 80)) : exactText(body);
}

/** `os.environ`, under whatever name. */
function isEnvironment(value: PythonValue): boolean {
  const origin = originOf(value);
  return origin?.module === 'os' && origin.name === 'environ';
}

/** `os.environ.get('X', fallback)` and `os.getenv('X', fallback)` */
function environmentCall(callee: PythonValue, inputs: () => Inputs<PythonNode>): PythonValue | undefined {
  const isGet = callee.kind === 'member' && callee.name === 'get' && isEnvironment(callee.of);
  const origin = originOf(callee);
  if (!isGet && !(origin?.module === 'os' && origin.name === 'getenv')) return undefined;
  const [variable, fallback = null] = inputs().positional;
  if (variable?.kind === 'text' && variable.exact) return { kind: 'environment', variable: variable.text, fallback };
  const environ: PythonValue = { kind: 'imported', module: 'os', name: 'environ' };
  return variable && { kind: 'element', of: environ, key: variable };
}

const evaluators = new WeakMap<PythonProgram, PythonEvaluator>();

export function pythonEvaluatorOf(program: PythonProgram): PythonEvaluator {
  const known = evaluators.get(program);
  if (known) return known;
  const evaluator = new SyntaxEvaluator(program);
  evaluators.set(program, evaluator);
  return evaluator;
}
