import type { Api } from '../../schema.ts';
import type { Rule } from '../rule.ts';
import type { System } from '../system.ts';

/** Seconds that a caller waits. */
const limits = {
  'API Gateway': 29,
  'the HTTP API': 30,
  AppSync: 30,
  Cognito: 5,
} as const;
type Caller = keyof typeof limits;

export const timeoutOutlastsCaller: Rule = {
  name: 'lambda-timeout-outlasts-caller',
  severity: 'high',
  finds:
    'a function that may run longer than its caller waits: a REST API 29 s, an HTTP API or AppSync 30 s, a trigger of Cognito 5 s',
  *check(system) {
    for (const each of system.ofKind('function')) {
      const property = system.property(each, 'Timeout');
      const seconds = system.number(each, 'Timeout');
      if (property === undefined || seconds === undefined || seconds <= limits.Cognito) continue;
      const pool = system
        .to(each, 'triggers')
        .map(({ from, source }) => system.component(from, source.file))
        .find((found) => found?.kind === 'user-pool');
      if (pool !== undefined) {
        yield {
          component: each,
          source: property.source,
          message: `The function ${each.id} may run ${seconds} s, but Cognito waits ${limits.Cognito} s for a trigger of ${pool.id}, and then fails what the user does. Lower Timeout to ${limits.Cognito} s, or leave the work to an event.`,
        };
        continue;
      }
      const found = system
        .apisOf(each)
        .map((api) => ({ api, caller: callerOf(api, system) }))
        .find(({ caller }) => caller !== undefined && limits[caller] < seconds);
      if (found?.caller === undefined) continue;
      const limit = limits[found.caller];
      const { method, path } = found.api;
      yield {
        component: each,
        source: property.source,
        message: `The function ${each.id} may run ${seconds} s, but ${found.caller} answers ${method} ${path} with an error after ${limit} s while it runs on. Lower Timeout below ${limit} s, or answer at once and work asynchronously.`,
      };
    }
  },
};

/** Who calls by an API; undefined for a function's own URL, which waits as long as the function runs. */
function callerOf({ method, path, target, source }: Api, system: System): Caller | undefined {
  if (method === 'QUERY' || method === 'MUTATION' || method === 'SUBSCRIPTION') return 'AppSync';
  const owner = system.component(target, source.file);
  if (
    path === '/' &&
    method === 'ANY' &&
    owner !== undefined &&
    system.matching(owner, /^FunctionUrlConfig/).length > 0
  ) {
    return undefined;
  }
  const apis =
    owner === undefined ? [] : system.to(owner, 'routes').map(({ from }) => system.component(from, source.file));
  const types = apis.flatMap((api) => (api?.kind === 'api' ? [api.type] : []));
  return types.length > 0 && types.every((type) => /HttpApi$|^AWS::ApiGatewayV2::Api$/.test(type))
    ? 'the HTTP API'
    : 'API Gateway';
}
