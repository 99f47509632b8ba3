import { WebSocket } from 'ws';
import { ServiceError } from '../../kernel/errors.ts';
import type { CognitoPort, Ports, TokenClaims } from '../../kernel/ports.ts';
import type { Resource } from '../../kernel/resource.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { appsync } from './index.ts';

const API_ID = 'aaaaaaaaaaaaaaaaaaaaaaaaaa';
const API_ARN = `arn:aws:appsync:us-east-1:123456789012:apis/${API_ID}`;
export const API_KEY = 'da2-test';

type Properties = Record<string, unknown>;
type Handlers = { code?: string; request?: string; response?: string };

/** A small app: its schema, its data sources besides NONE (named `none`), its resolvers by `Type.field`. */
export type SmallApp = {
  sdl: string;
  api?: Properties;
  dataSources?: readonly (Properties & { Name: string })[];
  resolvers?: Record<
    string,
    Handlers & { dataSource?: string; functions?: readonly (Handlers & { dataSource?: string })[] }
  >;
  ports?: Partial<Ports>;
  /** Services that run beside AppSync. */
  services?: readonly OfflineService[];
};

const resource = (type: string, logicalId: string, properties: Properties, attributes: Properties = {}): Resource => ({
  type: `AWS::AppSync::${type}`,
  logicalId,
  stackPath: 'app/data',
  properties: { ApiId: API_ID, ...properties },
  ref: type === 'GraphQLApi' ? API_ARN : `${API_ARN}/${logicalId}`,
  attributes,
  path: `app/data/${logicalId}`,
});

const handlersOf = ({ code, request, response }: Handlers): Properties => ({
  ...(code !== undefined && { Code: code, Runtime: { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' } }),
  ...(request !== undefined && { RequestMappingTemplate: request }),
  ...(response !== undefined && { ResponseMappingTemplate: response }),
});

function resourcesOf({ sdl, api = {}, dataSources = [], resolvers = {} }: SmallApp): Resource[] {
  return [
    resource('GraphQLApi', 'Api', { ApiId: undefined, Name: 'test', ...DEFAULT_API, ...api }, { ApiId: API_ID }),
    resource('GraphQLSchema', 'Schema', { Definition: sdl }),
    resource('ApiKey', 'Key', { Expires: Math.floor(Date.now() / 1000) + 3600 }, { ApiKey: API_KEY }),
    ...[{ Name: 'none', Type: 'NONE' }, ...dataSources].map((source) => resource('DataSource', source.Name, source)),
    ...Object.entries(resolvers).flatMap(([field, { functions, dataSource = 'none', ...handlers }]) => {
      const [TypeName, FieldName] = field.split('.');
      const ids = (functions ?? []).map((_, index) => `${field}-${index}`);
      return [
        ...(functions ?? []).map((step, index) =>
          resource(
            'FunctionConfiguration',
            `${field}${index}`,
            { Name: 'step', DataSourceName: step.dataSource ?? 'none', ...handlersOf(step) },
            { FunctionId: ids[index] },
          ),
        ),
        resource('Resolver', field, {
          TypeName,
          FieldName,
          ...(functions
            ? { Kind: 'PIPELINE', PipelineConfig: { Functions: ids } }
            : { Kind: 'UNIT', DataSourceName: dataSource }),
          ...handlersOf(handlers),
        }),
      ];
    }),
  ];
}

const DEFAULT_API: Properties = {
  AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
  UserPoolConfig: { UserPoolId: 'us-east-1_pool', DefaultAction: 'ALLOW' },
  AdditionalAuthenticationProviders: [{ AuthenticationType: 'API_KEY' }, { AuthenticationType: 'AWS_IAM' }],
};

const ISSUER = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool';
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that the user pool of these tests takes for its own. */
export const tokenOf = (claims: Properties = {}): string =>
  `${encode({ alg: 'RS256' })}.${encode({ sub: 'sub-1', iss: ISSUER, token_use: 'access', username: 'ann', ...claims })}.ok`;

/** Stands in for the user pool: a token ending in `.ok` holds. */
const cognito: CognitoPort = {
  verifyToken(token) {
    const [, payload = '', signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}') as TokenClaims;
    if (signature !== 'ok' || claims.iss !== ISSUER) throw new ServiceError('NotAuthorizedException', 'Invalid token');
    return claims;
  },
};

export type Answer = { status: number; data?: unknown; errors?: unknown[] };

/** What stands in JSON at a path such as `errors.0.message`; undefined where nothing does. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const name of path.split('.')) {
    found = typeof found === 'object' && found !== null ? (found as Properties)[name] : undefined;
  }
  return found;
}

/** What the JSON text at a path says, as of a field of type AWSJSON. */
export const parsedAt = (value: unknown, path: string): unknown => {
  const text = at(value, path);
  return JSON.parse(typeof text === 'string' ? text : 'null') as unknown;
};

export type StartedApp = {
  services: StartedServices;
  /** Sends a request as the owner of the token (absent: a default person; null: nobody). */
  send(
    query: string,
    options?: { variables?: Properties; token?: string | null; headers?: Record<string, string> },
  ): Promise<Answer>;
  post(body: string, headers?: Record<string, string>): Promise<Response>;
  connect(authorization?: Properties): Promise<RealtimeClient>;
  stop(): Promise<void>;
};

/** Serves a small app on a port of its own. */
export async function startApp(app: SmallApp): Promise<StartedApp> {
  const services = await startServices([...(app.services ?? []), appsync], {
    resources: resourcesOf(app),
    ports: { cognito, ...app.ports },
  });
  const url = `${services.endpoint}/graphql`;
  const post = (body: string, headers: Record<string, string> = { authorization: tokenOf() }) =>
    fetch(url, { method: 'POST', body, headers });
  const sockets: WebSocket[] = [];
  return {
    services,
    post,
    async send(query, { variables = {}, token = tokenOf(), headers = {} } = {}) {
      const response = await post(JSON.stringify({ query, variables }), {
        ...(token !== null && { authorization: token }),
        ...headers,
      });
      const body: unknown = await response.json();
      return { status: response.status, ...(body as Omit<Answer, 'status'>) };
    },
    async connect(authorization = { Authorization: tokenOf() }) {
      const client = await openRealtime(url, authorization);
      sockets.push(client.socket);
      return client;
    },
    async stop() {
      for (const socket of sockets) socket.terminate();
      await services.stop();
    },
  };
}

export type RealtimeClient = {
  socket: WebSocket;
  messages: Properties[];
  closed: Promise<{ code: number }>;
  send(message: Properties): void;
  start(id: string, query: string, options?: { variables?: Properties; authorization?: Properties }): void;
  /** The first message of that type (and id), now or as soon as it comes. */
  next(type: string, id?: string): Promise<Properties>;
  /** The next message of that type that was not taken by `take` before. */
  take(type: string, id?: string): Promise<Properties>;
};

async function openRealtime(url: string, authorization: Properties): Promise<RealtimeClient> {
  const { host } = new URL(url);
  const header = Buffer.from(JSON.stringify({ host, ...authorization })).toString('base64url');
  const socket = new WebSocket(`${url.replace('http', 'ws')}/realtime`, ['graphql-ws', `header-${header}`]);
  const messages: Properties[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    messages.push(JSON.parse(Buffer.isBuffer(data) ? data.toString() : '{}') as Properties);
    for (const wake of waiting) wake();
  });
  const closed = new Promise<{ code: number }>((resolve) => {
    socket.on('close', (code) => {
      resolve({ code });
    });
  });
  await new Promise((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  const taken = new Set<Properties>();
  const find = (matches: (message: Properties) => boolean) =>
    new Promise<Properties>((resolve) => {
      const look = () => {
        const found = messages.find(matches);
        if (!found) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  const fits = (
    { type: actualType, id: actualId }: Readonly<Record<string, unknown>>,
    type: string,
    id: string | undefined,
  ) => actualType === type && (id === undefined || actualId === id);
  const send = (message: Properties) => {
    socket.send(JSON.stringify(message));
  };
  return {
    ...{ socket, messages, closed, send },
    start(id, query, { variables = {}, authorization: own = authorization } = {}) {
      const payload = { data: JSON.stringify({ query, variables }), extensions: { authorization: { host, ...own } } };
      send({ id, type: 'start', payload });
    },
    next: (type, id) => find((message) => fits(message, type, id)),
    async take(type, id) {
      const message = await find((candidate) => fits(candidate, type, id) && !taken.has(candidate));
      taken.add(message);
      return message;
    },
  };
}
