import ts from 'typescript';
import { externalComponent, hostOf, httpUse } from '../code/host.ts';
import { describe, field, originOf, textOf } from '../code/value.ts';
import type { CodeUse, Fragment } from '../dialect.ts';
import type { Component } from '../schema.ts';
import { expand } from '../script/call-sites.ts';
import type { Evaluator, ScriptValue } from '../script/evaluation.ts';
import { indexOf } from '../script/file-index.ts';
import { lineOfCall, type ScriptFile } from '../script/program.ts';

const libraries = new Set([
  'axios',
  'got',
  'ky',
  'node-fetch',
  'undici',
  'cross-fetch',
  'superagent',
  'needle',
  'phin',
  'bent',
]);
const nodeModules = new Set(['http', 'https', 'node:http', 'node:https']);
const verbs = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']);

interface HttpCall {
  readonly url: ScriptValue | undefined;
  readonly method: string;
}

/** Calls to hosts outside: the host as an external component where the code states it, the call as a use. */
export function httpCalls(evaluator: Evaluator, file: ScriptFile): Required<Pick<Fragment, 'components' | 'uses'>> {
  const components = new Map<string, Component>();
  const uses: CodeUse[] = [];
  for (const node of indexOf(file.syntax).calls) {
    if (!ts.isCallExpression(node)) continue;
    const call = recognize(evaluator, node);
    if (!call?.url) continue;
    const source = { file: file.path, line: lineOfCall(node) };
    for (const { value, file: caller } of expand(evaluator, call.url, file.path)) {
      const host = hostOf(value);
      if (host !== undefined && !components.has(host)) components.set(host, externalComponent(host, source));
      const use = httpUse({ host, value, method: call.method, file: caller, source });
      if (use) uses.push(use);
    }
  }
  return { components: [...components.values()], uses };
}

function recognize(evaluator: Evaluator, node: ts.CallExpression): HttpCall | undefined {
  const { expression } = node;
  if (ts.isIdentifier(expression)) {
    const isLikely = expression.text === 'fetch' || libraries.has(expression.text) || expression.text === 'request';
    return isLikely && isClient(evaluator.evaluate(expression)) ? direct(evaluator, node) : undefined;
  }
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const { name, expression: receiver } = expression;
  if (!verbs.has(name.text) && name.text !== 'request') return undefined;
  const of = evaluator.evaluate(receiver);
  const [argument] = node.arguments;
  const url = argument && evaluator.evaluate(argument);
  if (isClient(of))
    return name.text === 'request'
      ? direct(evaluator, node)
      : { url: url && urlOf(url), method: name.text.toUpperCase() };
  const base = baseOf(of);
  return base && { url: base, method: name.text.toUpperCase() };
}

function isClient(value: ScriptValue): boolean {
  const origin = originOf(value);
  if (!origin) return false;
  return (
    libraries.has(origin.module) ||
    nodeModules.has(origin.module) ||
    (origin.module === 'global' && origin.name === 'fetch')
  );
}

/** `fetch(url, { method })`, `axios({ url, method })`, `https.request({ hostname, method })` */
function direct(evaluator: Evaluator, { arguments: [first, second] }: ts.CallExpression): HttpCall | undefined {
  if (!first) return undefined;
  const target = evaluator.evaluate(first);
  const settings = target.kind === 'record' ? target : second && evaluator.evaluate(second);
  const method = textOf(field(settings, 'method'))?.toUpperCase() ?? 'GET';
  return { url: urlOf(target), method: /^[A-Z]{3,10}$/.test(method) ? method : 'GET' };
}

function urlOf(value: ScriptValue): ScriptValue | undefined {
  if (value.kind === 'record') {
    const host = field(value, 'hostname') ?? field(value, 'host');
    if (host) return { kind: 'text', text: `https://${describe(host)}`, exact: host.kind === 'text' && host.exact };
    return field(value, 'baseURL') ?? field(value, 'url');
  }
  // new URL('/path', 'https://host')
  if (value.kind === 'call' && originOf(value.callee)?.name === 'URL') {
    const [path, base] = value.inputs().positional;
    return base ?? path;
  }
  return value;
}

/** The base address of a client made by `axios.create`, `got.extend` … */
function baseOf(value: ScriptValue): ScriptValue | undefined {
  if (value.kind !== 'call' || !libraries.has(originOf(value.callee)?.module ?? '')) return undefined;
  const [settings] = value.inputs().positional;
  return field(settings, 'baseURL') ?? field(settings, 'prefixUrl') ?? field(settings, 'baseUrl');
}
