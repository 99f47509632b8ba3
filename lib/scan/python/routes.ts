import { literalOf, options, originOf, type Value } from '../code/value.ts';
import type { SourceTree } from '../dialect.ts';
import type { Api } from '../schema.ts';
import type { PythonEvaluator, PythonValue } from './evaluation.ts';
import { callsIn } from './program.ts';
import { nodesIn, type PythonFile, type PythonNode } from './syntax.ts';

const verbs = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'route']);

/** Routes of event handlers: `@app.get("/orders/<id>")`, `@app.resolver(type_name="Query", field_name="order")`. */
export function routesIn(evaluator: PythonEvaluator, file: PythonFile): Api[] {
  if (!file.text.includes('@')) return [];
  const prefixOf = prefixesFor(evaluator, file);
  return [...nodesIn(file.root)]
    .filter(({ name }) => name === 'Decorator')
    .flatMap((decorator) => routesOf(evaluator, prefixOf, decorator));
}

function routesOf(evaluator: PythonEvaluator, prefixOf: PrefixOf, decorator: PythonNode): Api[] {
  const names = decorator.children.filter(({ name }) => name === 'VariableName' || name === 'PropertyName');
  const [app, method] = names;
  const list = decorator.child('ArgList');
  if (!app || !method || !list || names.length !== 2) return [];
  const source = { file: decorator.file.path, line: decorator.line };
  const { positional, named } = evaluator.inputsOf(decorator);
  const isKnown = options(evaluator.evaluate(app)).some(isApplication);
  if (method.text === 'resolver') return resolver(named, source, isKnown);
  const path = literalOf(positional[0] ?? named.get('rule'));
  if (!verbs.has(method.text) || !path?.startsWith('/')) return [];
  const methods = method.text === 'route' ? listed(named.get('method') ?? named.get('methods')) : [method.text];
  const prefix = prefixOf(app);
  const braced = (path === '/' && prefix !== '' ? prefix : prefix + path)
    .replaceAll(/<(?:[^<>:]*:)?([^<>]+)>/g, '{$1}')
    .slice(0, 1024);
  const confidence = isKnown ? 1 : 0.6;
  return methods.map((one) => ({
    method: one.toUpperCase().slice(0, 32),
    path: braced,
    target: null,
    source,
    confidence,
  }));
}

function resolver(named: ReadonlyMap<string, PythonValue>, source: Api['source'], isKnown: boolean): Api[] {
  const type = literalOf(named.get('type_name'))?.toUpperCase();
  const name = literalOf(named.get('field_name'));
  const isRoot = type === 'QUERY' || type === 'MUTATION' || type === 'SUBSCRIPTION';
  return isRoot && name ? [{ method: type, path: name, target: null, source, confidence: isKnown ? 1 : 0.6 }] : [];
}

function listed(value: Value | undefined): string[] {
  const items = options(value).flatMap((one) => (one.kind === 'list' ? one.items : [one]));
  const found = items.flatMap((item) => literalOf(item) ?? []);
  return found.length > 0 ? found : ['GET'];
}

/** `APIGatewayRestResolver()`, `Router()`, `FastAPI()`, `Flask(…)` */
function isApplication(value: PythonValue): boolean {
  if (value.kind !== 'call') return false;
  const name = originOf(value.callee)?.name ?? '';
  return /Resolver$|Router$|^(?:FastAPI|Flask|Blueprint|Chalice|APIRouter)$/.test(name);
}

type PrefixOf = (app: PythonNode) => string;

/** What a router's paths begin with: `Router(prefix=…)`, `app.include_router(router, prefix=…)`. */
function prefixesFor(evaluator: PythonEvaluator, file: PythonFile): PrefixOf {
  let inclusions: readonly ReadonlyMap<string, string>[] | undefined;
  return (app) => {
    const [made] = options(evaluator.evaluate(app));
    if (made?.kind !== 'call') return '';
    const own = literalOf(made.inputs().named.get('prefix'));
    if (own !== undefined) return own;
    inclusions ??= including(evaluator, file).map((one) => inclusionsIn(evaluator, one));
    const place = placeOf(made.node);
    return inclusions.find((one) => one.has(place))?.get(place) ?? '';
  };
}

const inclusionsOf = new WeakMap<PythonFile, ReadonlyMap<string, string>>();

/** The prefixes with which a file takes routers in, by the places where these are made; the first of each counts. */
function inclusionsIn(evaluator: PythonEvaluator, file: PythonFile): ReadonlyMap<string, string> {
  const known = inclusionsOf.get(file);
  if (known) return known;
  const found = new Map<string, string>();
  for (const call of callsIn(file)) {
    const [callee] = call.children;
    if (callee?.children.at(-1)?.text !== 'include_router') continue;
    const { positional, named } = evaluator.inputsOf(call);
    const [taken] = options(positional[0] ?? named.get('router'));
    const place = taken?.kind === 'call' ? placeOf(taken.node) : undefined;
    if (place === undefined || found.has(place)) continue;
    found.set(place, (literalOf(named.get('prefix')) ?? '').replace(/\/$/, ''));
  }
  inclusionsOf.set(file, found);
  return found;
}

const placeOf = ({ file, from }: PythonNode) => `${from} ${file.path}`;

const maxIncluding = 40;

const known = new WeakMap<SourceTree, readonly string[]>();

/** The file itself, then others near it that take routers in. */
function including({ program }: PythonEvaluator, own: PythonFile): PythonFile[] {
  const paths =
    known.get(program.tree) ??
    program.tree.files
      .filter(({ path, text }) => path.endsWith('.py') && text.includes('include_router('))
      .map(({ path }) => path);
  known.set(program.tree, paths);
  const [top = ''] = own.path.split('/');
  const others = paths.filter((path) => path !== own.path && (path.startsWith(`${top}/`) || !path.includes('/')));
  return [own, ...others.slice(0, maxIncluding).flatMap((path) => program.file(path) ?? [])];
}
