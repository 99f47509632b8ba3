import { externalComponent, hostOf, httpUse } from '../code/host.ts';
import { literalOf, options, originOf } from '../code/value.ts';
import type { CodeUse, Fragment } from '../dialect.ts';
import type { Component } from '../schema.ts';
import { expand } from './call-sites.ts';
import type { PythonEvaluator } from './evaluation.ts';
import { callsIn } from './program.ts';
import type { PythonFile } from './syntax.ts';

const libraries = /^(?:requests|httpx|urllib3?|aiohttp)(?:\.|$)/;
const verbs = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request', 'urlopen']);

/** Calls to hosts outside, through the usual libraries. */
export function httpCalls(
  evaluator: PythonEvaluator,
  file: PythonFile,
): Required<Pick<Fragment, 'components' | 'uses'>> {
  const components = new Map<string, Component>();
  const uses: CodeUse[] = [];
  for (const node of callsIn(file)) {
    const last = node.children[0]?.children.at(-1) ?? node.children[0];
    if (!last || !verbs.has(last.text)) continue;
    const call = evaluator.evaluate(node);
    if (call.kind !== 'call' || !isLibrary(call.callee)) continue;
    const { positional, named } = call.inputs();
    const isRequest = last.text === 'request';
    const url = (isRequest ? positional[1] : positional[0]) ?? named.get('url');
    const method = isRequest
      ? (literalOf(positional[0] ?? named.get('method')) ?? 'GET')
      : last.text === 'urlopen'
        ? 'GET'
        : last.text;
    const source = { file: file.path, line: last.line };
    for (const { value, file: caller } of url ? expand(evaluator, url, file.path) : []) {
      const host = hostOf(value);
      if (host !== undefined && !components.has(host)) components.set(host, externalComponent(host, source));
      const use = httpUse({ host, value, method: method.toUpperCase(), file: caller, source });
      if (use) uses.push(use);
    }
  }
  return { components: [...components.values()], uses };
}

function isLibrary(callee: Parameters<typeof originOf>[0]): boolean {
  const origin = originOf(callee);
  if (origin) return libraries.test(origin.module);
  // session.get(…), http.request(…)
  const [of] = callee?.kind === 'member' ? options(callee.of) : [];
  return of?.kind === 'call' && libraries.test(originOf(of.callee)?.module ?? '');
}
