import { nodesIn, type PythonNode } from './syntax.ts';

/** What a name stands for. `path` leads into the value where a tuple is taken apart. */
export type PythonDeclaration =
  | { readonly kind: 'value'; readonly node: PythonNode; readonly index: number | null; readonly isAddition: boolean }
  | { readonly kind: 'item'; readonly node: PythonNode }
  | { readonly kind: 'context'; readonly node: PythonNode }
  | {
      readonly kind: 'parameter';
      readonly node: PythonNode;
      readonly fallback: PythonNode | undefined;
      readonly index: number;
    }
  | { readonly kind: 'function' | 'class'; readonly node: PythonNode }
  /** `name` null for the module itself. */
  | { readonly kind: 'import'; readonly module: string; readonly name: string | null };

type Names = ReadonlyMap<string, readonly PythonDeclaration[]>;

const scopes = new WeakMap<PythonNode, Names>();

const isScope = ({ name }: PythonNode) =>
  name === 'FunctionDefinition' || name === 'ClassDefinition' || name === 'LambdaExpression' || name === 'Script';

/** All that a name may stand for at a place, of the innermost scope that has it. Methods do not see their class's names. */
export function declarationsOf(name: string, at: PythonNode): readonly PythonDeclaration[] {
  let isInside = false;
  for (let node: PythonNode | undefined = at; node; node = node.parent) {
    if (!isScope(node)) continue;
    const found = node.name === 'ClassDefinition' && isInside ? undefined : namesOf(node).get(name);
    if (found) return found;
    isInside ||= node.name === 'FunctionDefinition' || node.name === 'LambdaExpression';
  }
  return [];
}

export function namesOf(scope: PythonNode): Names {
  const known = scopes.get(scope);
  if (known) return known;
  const names = new Map<string, PythonDeclaration[]>();
  const put = (name: string, declaration: PythonDeclaration) =>
    names.set(name, [...(names.get(name) ?? []), declaration].slice(-16));
  const parameters = scope.name === 'ClassDefinition' ? undefined : scope.child('ParamList');
  for (const { name, ...declaration } of parametersOf(parameters)) put(name, { kind: 'parameter', ...declaration });
  const body = scope.name === 'Script' ? scope : scope.child('Body');
  for (const node of body ? nodesIn(body, (inner) => !isScope(inner)) : []) addNode(node, put);
  scopes.set(scope, names);
  return names;
}

type Put = (name: string, declaration: PythonDeclaration) => void;

function addNode(node: PythonNode, put: Put): void {
  const { name: kind, children } = node;
  if (kind === 'FunctionDefinition' || kind === 'ClassDefinition') {
    const name = node.child('VariableName');
    if (name) put(name.text, { kind: kind === 'ClassDefinition' ? 'class' : 'function', node });
  } else if (kind === 'AssignStatement' || kind === 'UpdateStatement') addAssignment(node, put);
  else if (kind === 'ImportStatement') addImport(children, put);
  else if (kind === 'ForStatement') addLoop(children, put);
  else if (kind === 'WithStatement') addContexts(children, put);
}

function addAssignment({ name: kind, children }: PythonNode, put: Put): void {
  const operators = children.filter(({ name }) => name === 'AssignOp' || name === 'UpdateOp');
  const [first] = operators;
  const value = children.at(-1);
  if (!first || !value) return;
  const isAddition = kind === 'UpdateStatement';
  // a = b = value; a, b = 1, 2
  const values = children.slice(children.indexOf(operators.at(-1) ?? first) + 1).filter(({ name }) => name !== ',');
  const targets = children.slice(0, children.indexOf(first)).filter(({ name }) => name !== ',' && name !== 'TypeDef');
  for (const [position, target] of targets.entries()) {
    if (target.name !== 'VariableName') continue;
    const isTuple = targets.length > 1;
    const node = isTuple && values.length > 1 ? (values[position] ?? value) : value;
    put(target.text, { kind: 'value', node, index: isTuple && values.length === 1 ? position : null, isAddition });
  }
  for (const operator of operators.slice(0, -1)) {
    const target = children[children.indexOf(operator) + 1];
    if (target?.name === 'VariableName') put(target.text, { kind: 'value', node: value, index: null, isAddition });
  }
}

function addImport(children: readonly PythonNode[], put: Put): void {
  const words = children.map((node) => node.text).filter((word) => word !== '(' && word !== ')');
  const isFrom = words[0] === 'from';
  const start = isFrom ? words.indexOf('import') : 0;
  const module = isFrom ? words.slice(1, start).join('') : '';
  for (const part of splitAt(words.slice(start + 1), ',')) {
    const renamed = part.indexOf('as');
    const dotted = (renamed === -1 ? part : part.slice(0, renamed)).join('');
    const [top = dotted] = dotted.split('.');
    const local = renamed === -1 ? top : (part[renamed + 1] ?? top);
    if (isFrom) put(local, { kind: 'import', module, name: dotted });
    else put(local, { kind: 'import', module: renamed === -1 ? top : dotted, name: null });
  }
}

/** The modules of an import statement: `import a, b.c` names two, `from a import b` perhaps `a.b`. */
export function modulesOf({ children }: PythonNode): string[] {
  const words = children.map((node) => node.text).filter((word) => word !== '(' && word !== ')');
  if (words[0] !== 'from')
    return splitAt(words.slice(1), ',').map((part) => part.join('').replace(/as\w*$/, '') && plain(part));
  const start = words.indexOf('import');
  const module = words.slice(1, start).join('');
  const names = splitAt(words.slice(start + 1), ',').map(plain);
  return [module, ...names.map((name) => (module.endsWith('.') ? module + name : `${module}.${name}`))];
}

const plain = (part: readonly string[]) => (part.includes('as') ? part.slice(0, part.indexOf('as')) : part).join('');

function splitAt(words: readonly string[], separator: string): string[][] {
  const parts: string[][] = [[]];
  for (const word of words) {
    if (word === separator) parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts.filter((part) => part.length > 0);
}

function addLoop(children: readonly PythonNode[], put: Put): void {
  const list = children[children.findIndex(({ name }) => name === 'in') + 1];
  const [, target] = children;
  if (list && target?.name === 'VariableName' && children[2]?.name === 'in')
    put(target.text, { kind: 'item', node: list });
}

function addContexts(children: readonly PythonNode[], put: Put): void {
  for (const [index, { name }] of children.entries()) {
    const target = children[index + 1];
    const context = children[index - 1];
    if (name === 'as' && context && target?.name === 'VariableName')
      put(target.text, { kind: 'context', node: context });
  }
}

export interface Parameter {
  readonly name: string;
  readonly node: PythonNode;
  readonly fallback: PythonNode | undefined;
  readonly index: number;
}

export function parametersOf(list: PythonNode | undefined): Parameter[] {
  const found: Parameter[] = [];
  const children = list?.children ?? [];
  for (const [position, node] of children.entries()) {
    const before = children[position - 1]?.name;
    if (node.name !== 'VariableName' || before === 'AssignOp' || before === '*' || before === '**') continue;
    const next = children[position + 1]?.name === 'TypeDef' ? position + 2 : position + 1;
    const fallback = children[next]?.name === 'AssignOp' ? children[next + 1] : undefined;
    found.push({ name: node.text, node, fallback, index: found.length });
  }
  return found;
}
