import type { Api, Component } from '#lib/scan/schema';
import { apiOf } from './flows.ts';
import type { ModelIndex } from './model-index.ts';

export const isGraphql = ({ method }: Pick<Api, 'method'>) => /^(?:QUERY|MUTATION|SUBSCRIPTION)$/.test(method);

/** Each operation once, however many templates and documents describe it; a browser's preflight is nobody's use. */
export function distinctOperations(apis: readonly Api[]): Api[] {
  const once = new Map<string, Api>();
  for (const api of apis) {
    const key = `${api.method} ${api.path}`;
    const known = once.get(key);
    if (api.method !== 'OPTIONS' && (!known || (known.target === null && api.target !== null))) once.set(key, api);
  }
  return [...once.values()];
}

const isGraphqlApi = ({ type }: Component) => /AppSync|GraphQL/i.test(type);
const folderOf = ({ source }: { readonly source: { readonly file: string } }) => source.file.replace(/[^/]*$/, '');

/**
 * The API that an operation belongs to: of its kind, and where there are several the one that invokes its target, stands
 * in the same file or in the same folder. Undefined where none of this tells.
 */
export function apiComponentOf(index: ModelIndex, operation: Api): Component | undefined {
  const fitting = index.ofKind('api').filter((api) => isGraphqlApi(api) === isGraphql(operation));
  const [only] = fitting;
  if (fitting.length === 1) return only;
  const owner = operation.target === null ? undefined : apiOf(index, operation.target);
  const owners = fitting.filter(({ id }) => id === owner);
  const candidates = owners.length > 0 ? owners : fitting;
  if (candidates.length === 1) return candidates[0];
  const inFile = candidates.filter(({ source }) => source.file === operation.source.file);
  const near = inFile.length > 0 ? inFile : candidates.filter((one) => folderOf(one) === folderOf(operation));
  return near.length === 1 ? near[0] : undefined;
}

export type ApiStyle = 'REST API' | 'HTTP API' | 'WebSocket API' | 'AppSync';

/** What an operation is billed as; an API that cannot be told is taken for the dearest kind that the source has. */
export function styleOf(index: ModelIndex, operation: Api): ApiStyle {
  if (isGraphql(operation)) return 'AppSync';
  if (operation.method === 'WEBSOCKET') return 'WebSocket API';
  const api = apiComponentOf(index, operation);
  const isHttp = ({ type }: Component) => /ApiGatewayV2|HttpApi/i.test(type);
  const kinds = api ? [api] : index.ofKind('api').filter((one) => !isGraphqlApi(one));
  return kinds.length > 0 && kinds.every(isHttp) ? 'HTTP API' : 'REST API';
}
