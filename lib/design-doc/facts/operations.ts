import type { Api, Component } from '#lib/scan/schema';
import { apiOf } from './flows.ts';
import type { ModelIndex } from './model-index.ts';

export const isGraphql = ({ method }: Pick<Api, 'method'>) => /^(?:QUERY|MUTATION|SUBSCRIPTION)$/.test(method);

/**
 * Each operation once, however many templates and documents describe it; the same path of two APIs is two operations. A
 * browser's preflight is nobody's use.
 */
export function distinctOperations(index: ModelIndex, apis: readonly Api[] = index.model.apis): Api[] {
  const byName = Map.groupBy(
    apis.filter(({ method }) => method !== 'OPTIONS'),
    ({ method, path }) => `${method} ${path}`,
  );
  return [...byName.values()].flatMap((alike) => (alike.length === 1 ? alike : toldApart(index, alike)));
}

/** An operation and the API that it belongs to, where that can be told. */
interface Owned {
  readonly api: Api;
  readonly owner: Component | undefined;
}

function toldApart(index: ModelIndex, alike: readonly Api[]): Api[] {
  const found: Owned[] = [];
  for (const api of alike) {
    const one = { api, owner: apiComponentOf(index, api) };
    const position = found.findIndex((known) => isSame(index, known, one));
    const known = found[position];
    if (!known) found.push(one);
    // A description that does not say what answers gives way to one that does.
    else if (known.api.target === null && api.target !== null)
      found[position] = { api, owner: one.owner ?? known.owner };
  }
  return found.map(({ api }) => api);
}

function isSame(index: ModelIndex, one: Owned, other: Owned): boolean {
  const areAnswered = one.api.target !== null && other.api.target !== null;
  if (areAnswered && one.api.target !== other.api.target) return false;
  if (one.owner && other.owner && one.owner.id !== other.owner.id) return false;
  // Copies of a template hold the same under the same ids: one operation as long as they protect it alike.
  const areCopies =
    (one.owner && other.owner && one.owner !== other.owner) ||
    (areAnswered && index.targetOf(one.api) !== index.targetOf(other.api));
  return !areCopies || protectionOf(index, one) === protectionOf(index, other);
}

/** Everything that may stand before an operation, as its own template says it. */
function protectionOf({ model }: ModelIndex, { api, owner }: Owned): string {
  const { file, line } = api.source;
  const gates = model.relations
    .filter(({ kind, from, to }) => kind === 'authorizes' && (from === owner?.id || to === owner?.id))
    .filter(({ source }) => source.file === owner?.source.file)
    .map(({ from, to }) => `${from} ${to}`);
  const parts = model.components.filter(
    (one) => one === owner || (one.source.file === file && (one.id === api.target || one.source.line === line)),
  );
  const said = parts.flatMap(({ id, properties }) =>
    properties.filter(({ name }) => /auth|apikey/i.test(name)).map(({ name, value }) => `${id} ${name} ${value}`),
  );
  return JSON.stringify([gates.toSorted(), said.toSorted()]);
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
