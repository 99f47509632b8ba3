import type { PythonNode } from '../python/syntax.ts';
import { camelCase, isClassOfProperties, leadingParameters } from './names.ts';
import type { Scope } from './scope.ts';
import type { Signature } from './signatures.ts';

interface Arguments {
  readonly positional: readonly PythonNode[];
  readonly named: ReadonlyMap<string, PythonNode>;
  /** Where the keywords stand, by line. */
  readonly lines: ReadonlyMap<string, number>;
  /** What `**kwargs` passes on. */
  readonly spread: readonly PythonNode[];
}

/** Writes a call: classes with `new`, keywords as a record of properties, a class of nothing but keywords as a record. */
export function writeCall(scope: Scope, node: PythonNode): void {
  const [callee] = node.children;
  if (!callee) return;
  const given = argumentsOf(node);
  if (writeKnown(scope, given, callee)) return;
  const { writer } = scope;
  const name = (callee.name === 'MemberExpression' ? callee.children.at(-1) : callee)?.text ?? '';
  const isClass = /^_*[A-Z]/.test(name) && !/^[A-Z\d_]+$/.test(name);
  const signature = scope.signatures.get(name);
  const isRecord = isClass && !signature && given.positional.length === 0 && !isClassOfProperties(name);
  const leading = signature ? [] : leadingParameters(isClass ? name : camelCase(name));
  const isMade = leading.some((one) => given.named.has(one));
  if (isRecord && !isMade && given.named.size > 0) {
    writeRecord(scope, given, new Set());
    return;
  }
  if (isClass) writer.put('new ');
  scope.expression(scope, callee);
  writer.put('(');
  if (signature) writeByPlace(scope, given, signature);
  else writeArguments(scope, given, leading, name.startsWith('from_'));
  writer.put(')');
}

/** Calls of Python's own that have another form: `super().__init__(…)`, `str(x)`, `Path(x)`, `d.items()`. */
function writeKnown(scope: Scope, given: Arguments, callee: PythonNode): boolean {
  const { writer } = scope;
  const [first] = given.positional;
  const [of] = callee.children;
  const method = callee.name === 'MemberExpression' ? callee.children.at(-1)?.text : undefined;
  if (method === '__init__' && of && isSuper(of)) {
    writer.put('super(');
    writeArguments(scope, given, ['scope', 'id']);
    writer.put(')');
    return true;
  }
  const isPlain = callee.name === 'VariableName' && /^(?:str|list|tuple|Path|sorted|set)$/.test(callee.text);
  if (isPlain && first && given.positional.length === 1) {
    scope.expression(scope, first);
    return true;
  }
  if (of && given.positional.length === 0 && (method === 'items' || method === 'values' || method === 'keys')) {
    writer.put(`Object.${method === 'items' ? 'entries' : method}(`);
    scope.expression(scope, of);
    writer.put(')');
    return true;
  }
  if (of && given.positional.length === 0 && /^(?:resolve|absolute|as_posix|copy)$/.test(method ?? '')) {
    scope.expression(scope, of);
    return true;
  }
  if (callee.text === 'enumerate' && first) {
    scope.expression(scope, first);
    writer.put('.entries()');
    return true;
  }
  return false;
}

/** `super()` */
const isSuper = ({ name, children: [callee, list] }: PythonNode) =>
  name === 'CallExpression' && callee?.text === 'super' && list?.children.length === 2;

function argumentsOf(node: PythonNode): Arguments {
  const positional: PythonNode[] = [];
  const spread: PythonNode[] = [];
  const named = new Map<string, PythonNode>();
  const lines = new Map<string, number>();
  const children = node.child('ArgList')?.children ?? [];
  for (const [index, child] of children.entries()) {
    const before = children[index - 1]?.name;
    if (['(', ')', ',', '*', '**', 'AssignOp'].includes(child.name) || children[index + 1]?.name === 'AssignOp')
      continue;
    const keyword = before === 'AssignOp' ? children[index - 2] : undefined;
    if (keyword) {
      named.set(keyword.text, child);
      lines.set(keyword.text, keyword.line);
    } else if (before === '**') spread.push(child);
    else if (before !== '*') positional.push(child);
  }
  return { positional, named, lines, spread };
}

/** Of a function of the source: each argument in its parameter's place. */
function writeByPlace(scope: Scope, given: Arguments, { names, rest }: Signature): void {
  const { writer } = scope;
  const { positional, named, spread } = given;
  const places: (PythonNode | undefined)[] = [
    ...positional,
    ...names.slice(positional.length).map((one) => named.get(one)),
  ];
  while (places.length > 0 && places.at(-1) === undefined) places.pop();
  for (const [index, place] of places.entries()) {
    if (index > 0) writer.put(', ');
    if (place) scope.expression(scope, place);
    else writer.put('undefined');
  }
  const known = new Set(names);
  const further = new Map([...named].filter(([name]) => !known.has(name)));
  if (rest === undefined || (further.size === 0 && spread.length === 0)) return;
  const missing = names.length - places.length;
  writer.put(places.length > 0 ? ', ' : '');
  writer.put('undefined, '.repeat(Math.max(0, missing)));
  writeRecord(scope, { ...given, named: further }, new Set());
}

/** Of what stands outside: leading parameters in their places, all further keywords as one record. */
function writeArguments(scope: Scope, given: Arguments, leading: readonly string[], isImport = false): void {
  const { writer } = scope;
  const placed = new Set<string>();
  let count = given.positional.length;
  for (const [index, node] of given.positional.entries()) {
    if (index > 0) writer.put(', ');
    scope.expression(scope, node);
  }
  for (const name of leading.slice(count)) {
    const snake = [...given.named.keys()].find(
      (one) => camelCase(one) === name || (name === 'id' && /(?:^|_)id$/.test(one)),
    );
    const node = snake === undefined ? undefined : given.named.get(snake);
    if (!node || snake === undefined) break;
    if (count > 0) writer.put(', ');
    scope.expression(scope, node);
    placed.add(snake);
    count += 1;
  }
  const isLeft = [...given.named.keys()].some((name) => !placed.has(name));
  if (!isLeft && given.spread.length === 0) return;
  if (count > 0) writer.put(', ');
  // Where a single keyword names what TypeScript takes by its place.
  const [only] = given.named.values();
  if (isImport && given.spread.length === 0 && given.named.size === 1 && only && count === 2 && isReference(given)) {
    scope.expression(scope, only);
    return;
  }
  writeRecord(scope, given, placed);
}

/** `Table.from_table_name(self, "Orders", table_name="orders")` */
const isReference = ({ named }: Arguments) => /^\w+_(?:arn|name)$/.test([...named.keys()][0] ?? '');

function writeRecord(scope: Scope, { named, lines, spread }: Arguments, placed: ReadonlySet<string>): void {
  const { writer } = scope;
  writer.put('{');
  for (const [name, node] of named) {
    if (placed.has(name)) continue;
    // The keyword may stand on a line of its own, before its value.
    writer.goTo(lines.get(name) ?? node.line);
    writer.put(`${camelCase(name)}: `);
    scope.expression(scope, node);
    writer.put(', ');
  }
  for (const node of spread) {
    writer.put('...');
    scope.expression(scope, node);
    writer.put(', ');
  }
  writer.put('}');
}
