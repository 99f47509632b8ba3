import ts from 'typescript';
import { field, literalOf, options, originOf, textOf } from '../code/value.ts';
import type { Api } from '../schema.ts';
import type { Evaluator, ScriptValue } from '../script/evaluation.ts';
import { indexOf } from '../script/file-index.ts';
import { lineOfCall, type ScriptFile } from '../script/program.ts';

const verbs = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all', 'any']);
const fields: Readonly<Record<string, string>> = {
  onQuery: 'QUERY',
  onMutation: 'MUTATION',
  onSubscription: 'SUBSCRIPTION',
};
/** Packages whose applications and routers take routes by methods named after the verb. */
const packages =
  /^(?:@aws-lambda-powertools\/event-handler(?:\/.*)?|hono(?:\/.*)?|@hono\/zod-openapi|express|fastify|lambda-api|itty-router|koa-router|@koa\/router)$/;

/** Routes of event handlers and small frameworks: `app.get('/orders/:id', …)`, `app.onQuery('order', …)`. */
export function routesIn(evaluator: Evaluator, file: ScriptFile): Api[] {
  const prefixOf = prefixesFor(evaluator, file);
  return indexOf(file.syntax).calls.flatMap((call) =>
    ts.isCallExpression(call)
      ? [...routesOf(evaluator, { file, prefixOf }, call), ...listedRoutes(evaluator, file, call)]
      : [],
  );
}

function routesOf(
  evaluator: Evaluator,
  { file, prefixOf }: { file: ScriptFile; prefixOf: PrefixOf },
  call: ts.CallExpression,
): Api[] {
  const { expression } = call;
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const { text: method } = expression.name;
  const isField = Object.hasOwn(fields, method) || method === 'resolver';
  if (!isField && !verbs.has(method) && method !== 'route') return [];
  const app = evaluator.evaluate(expression.expression);
  if (!options(app).some(isApplication)) return [];
  const inputs = call.arguments.map((argument) => evaluator.evaluate(argument));
  const source = { file: file.path, line: lineOfCall(call) };
  if (isField) return resolverOf(method, inputs, source);
  const settings = inputs.find(({ kind }) => kind === 'record');
  const [first] = inputs;
  const path = literalOf(method === 'route' ? (field(settings, 'path') ?? first) : first);
  if (!path?.startsWith('/') || (inputs.length < 2 && !ts.isDecorator(call.parent))) return [];
  const prefix = prefixOf(app);
  const full = path === '/' && prefix !== '' ? prefix : prefix + path;
  return methodsOf(method, settings).map((one) => apiOf(one, full, source));
}

/** `app.onQuery('order', …)`, `app.resolver(…, { typeName, fieldName })` */
function resolverOf(method: string, inputs: readonly ScriptValue[], source: Api['source']): Api[] {
  const settings = inputs.find(({ kind }) => kind === 'record');
  const type = fields[method] ?? literalOf(field(settings, 'typeName'))?.toUpperCase() ?? 'QUERY';
  const name = method === 'resolver' ? literalOf(field(settings, 'fieldName')) : literalOf(inputs[0]);
  const isRoot = type === 'QUERY' || type === 'MUTATION' || type === 'SUBSCRIPTION';
  return isRoot && name ? [{ method: type, path: name.slice(0, 1024), target: null, source, confidence: 1 }] : [];
}

function methodsOf(method: string, settings: ScriptValue | undefined): string[] {
  if (method !== 'route') return [method === 'all' || method === 'any' ? 'ANY' : method.toUpperCase()];
  const given = options(field(settings, 'method') ?? field(settings, 'methods'));
  const named = given
    .flatMap((one) => (one.kind === 'list' ? one.items : [one]))
    .flatMap((one) => literalOf(one) ?? []);
  return named.map((name) => name.toUpperCase().slice(0, 32));
}

/** `httpRouterHandler([{ method: 'GET', path: '/orders', handler }])` of Middy. */
function listedRoutes(evaluator: Evaluator, file: ScriptFile, call: ts.CallExpression): Api[] {
  if (!ts.isIdentifier(call.expression) || !call.arguments[0]) return [];
  const origin = originOf(evaluator.evaluate(call.expression));
  if (!origin || !/^@middy\/(?:http|ws)-router$/.test(origin.module)) return [];
  const given = evaluator.evaluate(call.arguments[0]);
  const list = given.kind === 'list' ? given : field(given, 'routes');
  return (list?.kind === 'list' ? list.items : []).flatMap((item) => {
    const path = literalOf(field(item, 'path'));
    const method = literalOf(field(item, 'method')) ?? 'ANY';
    if (path === undefined) return [];
    return [apiOf(method.toUpperCase(), path, { file: file.path, line: lineOfCall(call) })];
  });
}

function apiOf(method: string, path: string, source: Api['source']): Api {
  const braced = path.replaceAll(/:(\w+)(?:\{[^}]*\})?\??/g, '{$1}').replaceAll(/\/{2,}/g, '/');
  return { method: method.slice(0, 32), path: braced.slice(0, 1024), target: null, source, confidence: 1 };
}

function isApplication(value: ScriptValue): boolean {
  if (value.kind !== 'call') return false;
  const origin = originOf(value.callee);
  if (origin)
    return (
      packages.test(origin.module) &&
      /^(?:\w*Router|\w*Resolver|Hono|OpenAPIHono|default|\*|express|fastify|Express)$|\.Router$/.test(origin.name)
    );
  // new Hono().basePath('/api')
  return value.callee.kind === 'member' && options(value.callee.of).some(isApplication);
}

type PrefixOf = (app: ScriptValue) => string;

/** What an application's paths begin with: its own base, and where another takes it in. */
function prefixesFor(evaluator: Evaluator, { syntax, path }: ScriptFile): PrefixOf {
  let mounts: readonly ReadonlyMap<string, string>[] | undefined;
  const mountsHere = () =>
    ['use', 'route', 'register', 'includeRouter'].flatMap((name) =>
      [...new Set([path, ...evaluator.program.filesCalling(name)])].flatMap((one) => {
        const file = one === path ? syntax : evaluator.program.file(one)?.syntax;
        return file ? [mountsIn(evaluator, file, name)] : [];
      }),
    );
  return (app) => {
    const [made] = options(app).filter(({ kind }) => kind === 'call');
    if (made?.kind !== 'call') return '';
    const inputs = made.inputs().positional;
    if (made.callee.kind === 'member' && made.callee.name === 'basePath') return textOf(inputs[0]) ?? '';
    const own = textOf(field(inputs[0], 'prefix')) ?? textOf(field(inputs[0], 'base')) ?? '';
    mounts ??= mountsHere();
    const place = placeOf(made.node);
    return (mounts.find((one) => one.has(place))?.get(place) ?? '') + own;
  };
}

const mountsOf = new WeakMap<ts.SourceFile, Map<string, ReadonlyMap<string, string>>>();

/** The prefixes with which calls of a name take routers in, by the places where these are made; the first of each counts. */
function mountsIn(evaluator: Evaluator, file: ts.SourceFile, name: string): ReadonlyMap<string, string> {
  const byName = mountsOf.get(file) ?? new Map<string, ReadonlyMap<string, string>>();
  mountsOf.set(file, byName);
  const known = byName.get(name);
  if (known) return known;
  const found = new Map<string, string>();
  for (const { arguments: given = [] } of indexOf(file).callsByName.get(name) ?? []) {
    const values = given.map((argument) => evaluator.evaluate(argument));
    const [prefix] = values.flatMap((one) => literalOf(one) ?? literalOf(field(one, 'prefix')) ?? []);
    if (!prefix?.startsWith('/')) continue;
    for (const one of values.flatMap(options)) {
      const place = one.kind === 'call' ? placeOf(one.node) : undefined;
      if (place !== undefined && !found.has(place)) found.set(place, prefix.replace(/\/$/, ''));
    }
  }
  byName.set(name, found);
  return found;
}

const placeOf = (node: ts.Node) => `${node.pos} ${node.getSourceFile().fileName}`;
