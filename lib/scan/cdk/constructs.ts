import ts from 'typescript';
import { kindOfType } from '../cloudformation/kinds.ts';
import { literalOf, options, originOf, unknown } from '../code/value.ts';
import type { SourceTree } from '../dialect.ts';
import type { Component } from '../schema.ts';
import { expand } from '../script/call-sites.ts';
import { type Evaluator, type ScriptValue } from '../script/evaluation.ts';
import { evaluatorOf } from '../script/evaluator.ts';
import { indexOf } from '../script/file-index.ts';
import { folderOf } from '../script/modules.ts';
import { lineOfCall, programOf } from '../script/program.ts';
import { parentOf } from '../script/scope.ts';
import { backendResourceOf } from './backend-resources.ts';
import { typeOfClass } from './catalog.ts';
import type { Construct } from './construct.ts';

/** Whether a file speaks of constructs at all. */
export const mentionsCdk = (text: string): boolean => /['"](?:aws-cdk-lib|@aws-cdk\/|monocdk)/.test(text);

/** The constructs of a source, with ids that are theirs alone within an app. */
export class Constructs {
  readonly evaluator: Evaluator;
  readonly #tree: SourceTree;
  readonly #made = new Map<string, readonly Construct[]>();
  /** Ids that are taken, by app. */
  readonly #taken = new Map<string, Set<string>>();

  constructor(tree: SourceTree) {
    this.#tree = tree;
    this.evaluator = evaluatorOf(programOf(tree));
  }

  /** What a `new` makes: one construct, or one for each caller of the function that it stands in. */
  madeBy(node: ts.NewExpression | ts.CallExpression): readonly Construct[] {
    const key = keyOf(node);
    const known = this.#made.get(key);
    if (known) return known;
    this.#made.set(key, []);
    const made = this.#make(node);
    this.#made.set(key, made);
    return made;
  }

  #make(node: ts.NewExpression | ts.CallExpression): Construct[] {
    const type = this.#typeOf(node);
    const [, idNode, propsNode] = node.arguments ?? [];
    if (type === undefined || !idNode || ts.isObjectLiteralExpression(idNode)) return [];
    const id = this.evaluator.evaluate(idNode);
    const props = propsNode ? this.evaluator.evaluate(propsNode) : unknown('none');
    const path = node.getSourceFile().fileName;
    // `Queue.fromQueueArn(this, 'Id', queue.queueArn)` is the queue itself under another name.
    if (ts.isCallExpression(node) && this.of(props, path).length > 0) return [];
    const settings =
      literalOf(id) === undefined ? expand(this.evaluator, { kind: 'list', items: [id, props] }, path) : [];
    const found = new Map<string, { props: ScriptValue; confidence: number }>();
    for (const { value } of settings) {
      const [one = id, given = props] = value.kind === 'list' ? value.items : [];
      for (const name of options(one)) {
        const text = literalOf(name);
        if (text !== undefined) found.set(text, { props: given, confidence: options(one).length > 1 ? 0.6 : 0.9 });
      }
    }
    const text = literalOf(id);
    if (text !== undefined) found.set(text, { props, confidence: isInLoop(node) ? 0.6 : 1 });
    // Only running tells the id: one stands for all.
    if (found.size === 0) found.set(holeId(id), { props, confidence: 0.6 });
    const source = { file: path, line: lineOfCall(node) };
    return [...found].map(([name, one]) => ({
      id: this.#ownId(node, name),
      kind: kindOfType(type),
      type,
      props: one.props,
      node,
      source,
      confidence: one.confidence,
    }));
  }

  /** The id as written; where an app has it twice, with the class around it in front. */
  #ownId(node: ts.Node, id: string): string {
    const app = this.appOf(node.getSourceFile().fileName);
    const taken = this.#taken.get(app) ?? new Set<string>();
    this.#taken.set(app, taken);
    const candidates = [id, `${classAround(node)}/${id}`];
    for (let number = 2; ; number++) {
      const found = candidates.find((one) => !taken.has(one));
      if (found !== undefined) {
        taken.add(found);
        return found;
      }
      candidates.push(`${classAround(node)}/${id}-${number}`);
    }
  }

  /** The folder of the app that a file belongs to: the nearest with a cdk.json, else a package.json. */
  appOf(path: string): string {
    const folders: string[] = [];
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      folders.push(folder);
      if (folder === '') break;
    }
    const has = (name: string) => folders.find((folder) => this.#tree.get(folder === '' ? name : `${folder}/${name}`));
    return has('cdk.json') ?? has('package.json') ?? '';
  }

  #typeOf(node: ts.NewExpression | ts.CallExpression): string | undefined {
    if (ts.isCallExpression(node)) return this.#importedType(node);
    return this.#classType(this.evaluator.evaluate(node.expression), 0);
  }

  /** `Table.fromTableName(this, 'Id', name)` */
  #importedType(node: ts.CallExpression): string | undefined {
    const { expression } = node;
    if (!ts.isPropertyAccessExpression(expression) || !/^from[A-Z]/.test(expression.name.text)) return undefined;
    const [scope] = node.arguments;
    if (!scope || ts.isStringLiteralLike(scope)) return undefined;
    const type = this.#classType(this.evaluator.evaluate(expression.expression), 0);
    return type !== undefined && kindOfType(type) !== 'other' ? type : undefined;
  }

  #classType(value: ScriptValue, depth: number): string | undefined {
    const origin = originOf(value);
    if (origin) return typeOfClass(origin.module, origin.name);
    if (value.kind !== 'class' || !ts.isClassLike(value.node) || depth > 6) return undefined;
    const [base] = value.node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types ?? [];
    return base && this.#classType(this.evaluator.evaluate(base.expression), depth + 1);
  }

  /** The constructs that a value stands for: itself, a property of one, a parameter that callers fill. */
  of(value: ScriptValue | undefined, path: string, depth = 0): readonly Construct[] {
    if (!value || depth > 6) return [];
    const found = options(value).flatMap((one) => this.#ofOne(one, path, depth));
    return [...new Map(found.map((construct) => [construct.id, construct])).values()];
  }

  #ofOne(value: ScriptValue, path: string, depth: number): readonly Construct[] {
    const backend = backendResourceOf(this.evaluator, value);
    if (backend) return [backend];
    if (value.kind === 'call') {
      const { node } = value;
      if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return [];
      const made = this.madeBy(node);
      if (made.length === 0 && ts.isCallExpression(node) && this.#importedType(node))
        return this.of(value.inputs().positional[2], path, depth + 1);
      if (made.length <= 1) return made.length === 1 || value.isNew ? made : this.#ofReceiver(value, path, depth);
      const [, id] = value.inputs().positional;
      const text = literalOf(id);
      const own = made.filter((construct) => construct.id === text || construct.id.endsWith(`/${text ?? ''}`));
      return own.length > 0 ? own : made;
    }
    if (value.kind === 'member' || value.kind === 'element') {
      const through = this.of(value.of, path, depth + 1);
      if (through.length > 0) return through;
    }
    const filled = depth > 2 ? [] : expand(this.evaluator, value, path).filter((one) => one.value !== value);
    return filled.flatMap((one) => this.of(one.value, one.file, depth + 2));
  }

  /** `table.metricThrottledRequests()` is of the table. */
  #ofReceiver(value: ScriptValue & { kind: 'call' }, path: string, depth: number): readonly Construct[] {
    return value.callee.kind === 'member' ? this.of(value.callee.of, path, depth + 1) : [];
  }
}

const known = new WeakMap<SourceTree, Constructs>();

/** The constructs of a source, each file's named in the order of the files, so that ids do not hang on who asks first. */
export function constructsOf(tree: SourceTree): Constructs {
  const before = known.get(tree);
  if (before) return before;
  const constructs = new Constructs(tree);
  known.set(tree, constructs);
  for (const { path, text } of tree.files) {
    if (!mentionsCdk(text) || !/\.[mc]?[jt]s$/.test(path) || /\.d\.[mc]?ts$|\.(?:test|spec)\./.test(path)) continue;
    const file = readable(constructs, path);
    for (const call of file) constructs.madeBy(call);
  }
  return constructs;
}

/** A file that defeats the parser has no constructs; its dialect tells why. */
function readable({ evaluator }: Constructs, path: string): readonly (ts.CallExpression | ts.NewExpression)[] {
  try {
    const file = evaluator.program.file(path);
    return file ? indexOf(file.syntax).calls : [];
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

const keyOf = (node: ts.Node) => `${node.getSourceFile().fileName}:${node.pos}:${node.end}`;

function holeId(id: ScriptValue): string {
  return (id.kind === 'text' ? id.text : 'name' in id ? `{${id.name}}` : '{id}').slice(0, 256) || '{id}';
}

function classAround(node: ts.Node): string {
  for (let outer = parentOf(node); outer; outer = parentOf(outer)) {
    if ((ts.isClassLike(outer) || ts.isFunctionDeclaration(outer)) && outer.name) return outer.name.text;
  }
  return (
    node
      .getSourceFile()
      .fileName.split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '') ?? ''
  );
}

function isInLoop(node: ts.Node): boolean {
  for (let outer = parentOf(node); outer && !ts.isClassLike(outer); outer = parentOf(outer)) {
    if (
      ts.isForOfStatement(outer) ||
      ts.isForStatement(outer) ||
      ts.isForInStatement(outer) ||
      ts.isWhileStatement(outer)
    )
      return true;
    if (
      ts.isArrowFunction(outer) &&
      ts.isCallExpression(outer.parent) &&
      /\.(?:forEach|map)$/.test(outer.parent.expression.getText())
    )
      return true;
  }
  return false;
}

export const componentOf = (construct: Construct, name: string, properties: Component['properties']): Component => ({
  id: construct.id,
  kind: construct.kind,
  type: construct.type,
  name,
  properties,
  source: construct.source,
  confidence: construct.confidence,
});
