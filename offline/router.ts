import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { HELPER_HEADERS, refuseForeign, sandboxed } from './inspector/guard.ts';
import type { Clock } from './kernel/clock.ts';
import { withTrace } from './kernel/current-trace.ts';
import { ServiceError } from './kernel/errors.ts';
import type { Handler, OfflineRequest, OfflineResponse } from './kernel/http.ts';
import { uuid } from './kernel/ids.ts';
import type { OfflineService, ServiceInstance } from './kernel/service.ts';
import { signingNameOf } from './kernel/sigv4.ts';
import { describe, type TraceRing, traced } from './kernel/trace.ts';

export type Running = { readonly service: OfflineService; readonly instance: ServiceInstance };
/** An endpoint under `/_offline`; `ask` gives a request to the services. */
export type Helper = (request: OfflineRequest, ask: Handler) => Promise<OfflineResponse>;
/** Where the router notes what belongs to a trace. */
export type Tracing = { readonly ring: TraceRing; readonly clock: Clock };

/** Gives each request to its service, told apart as on AWS: target header, path, else S3. */
export class Router {
  readonly #running: readonly Running[];
  readonly #byTarget = new Map<string, Running>();
  readonly #bySigningName = new Map<string, Running>();
  readonly #byUpgradePath = new Map<string, Running>();
  readonly #fallback: Running | undefined;
  readonly #helpers: Map<string, Helper>;
  readonly #tracing: Tracing | undefined;

  constructor(running: readonly Running[], helpers: Readonly<Record<string, Helper>>, tracing?: Tracing) {
    this.#running = running;
    this.#tracing = tracing;
    this.#helpers = new Map(Object.entries(helpers));
    for (const entry of running) {
      const { targets = [], signingNames = [], upgradePath, fallback } = entry.service.route;
      for (const target of targets) this.#byTarget.set(target, entry);
      for (const name of signingNames) this.#bySigningName.set(name, entry);
      if (upgradePath) this.#byUpgradePath.set(upgradePath, entry);
      if (fallback) this.#fallback = entry;
      for (const [name, helper] of Object.entries(entry.instance.helpers ?? {})) this.#helpers.set(name, helper);
    }
  }

  async handle(request: OfflineRequest): Promise<OfflineResponse> {
    if (request.rawPath === '/_offline' || request.rawPath.startsWith('/_offline/'))
      return shielded(await this.#help(request));
    const preflight = request.method === 'OPTIONS' ? request.headers['access-control-request-method'] : undefined;
    const entry = this.#find(preflight ? { ...request, method: preflight } : request);
    // The bucket's own rules say who may read from S3; every other service answers browsers as AWS does.
    if (entry && entry === this.#fallback) return sandboxed(request, await this.#answer(entry, request));
    const isTrusted = isTrustedOrigin(request.headers.origin);
    if (preflight) return isTrusted ? { status: 200, headers: preflightHeaders(request) } : foreignOrigin(request);
    const response = entry ? await this.#answer(entry, request) : unknownService(request);
    return sandboxed(request, request.headers.origin && isTrusted ? withCors(response) : response);
  }

  /** The service's answer; noted where the request belongs to a trace. */
  async #answer({ service, instance }: Running, request: OfflineRequest): Promise<OfflineResponse> {
    if (!this.#tracing) return instance.handle(request);
    const { clock, ring } = this.#tracing;
    const trace = traced(request, () => clock.now());
    if (!trace) return instance.handle(request);
    const start = clock.now();
    const began = performance.now();
    const { traceId, parent, header } = trace;
    const response = await withTrace({ traceId, header }, () => instance.handle(trace.request));
    const durationMs = performance.now() - began;
    const span = { traceId, service: service.name, start, durationMs, status: response.status };
    // What the body tells is added when it is there; a body that never comes whole is told without.
    describe(service.name, request, response)
      .catch(() => ({ operation: request.method }))
      .then((what) => {
        ring.record({ ...span, ...what, ...(parent === undefined ? {} : { parent }) });
      })
      .catch(() => undefined);
    return response;
  }

  upgrade(message: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = (message.url ?? '').split('?')[0] ?? '';
    const entry = this.#byUpgradePath.get(path) ?? this.#running.find(({ service }) => service.route.upgrades?.(path));
    if (entry?.instance.upgrade) entry.instance.upgrade(message, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
  }

  #find(request: OfflineRequest): Running | undefined {
    const target = request.headers['x-amz-target'];
    if (target !== undefined) return this.#byTarget.get(target.split('.')[0] ?? '');
    const signingName = signingNameOf(request);
    const named = signingName === undefined ? undefined : this.#bySigningName.get(signingName);
    const matching = named ?? this.#running.find(({ service }) => service.route.matches?.(request));
    // Signed for a service that nobody here is: no object of S3, whatever its path.
    return matching ?? (signingName === undefined ? this.#browserPreflight(request) : undefined);
  }

  /** A preflight of `POST /` is for one of the JSON services: it cannot carry the target header itself. */
  #browserPreflight(request: OfflineRequest): Running | undefined {
    const isJsonService = request.rawPath === '/' && request.method === 'POST';
    const asksForTarget = /x-amz-target/i.test(request.headers['access-control-request-headers'] ?? '');
    return isJsonService && asksForTarget ? undefined : this.#fallback;
  }

  async #help(request: OfflineRequest): Promise<OfflineResponse> {
    const refusal = refuseForeign(request);
    if (refusal) return refusal;
    const name = request.rawPath.split('/')[2] ?? '';
    const helper = this.#helpers.get(name);
    if (!helper)
      return json(404, {
        message: `There is no /_offline/${name}. There are: ${[...this.#helpers.keys()].join(', ')}.`,
      });
    try {
      return await helper(request, (asked) => this.handle(asked));
    } catch (error) {
      const { status, message } =
        error instanceof ServiceError
          ? error
          : { status: 500, message: error instanceof Error ? error.message : String(error) };
      return json(status, { message });
    }
  }
}

export const json = (status: number, body: unknown): OfflineResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** The body of a helper's request. @throws ServiceError when it is no JSON object. */
export async function readJsonObject(request: OfflineRequest): Promise<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse((await request.body()).toString() || '{}');
  } catch (cause) {
    throw new ServiceError('ValidationException', 'The request body is not valid JSON.', { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ServiceError('ValidationException', 'The request body must be a JSON object.');
  }
  return { ...value };
}

/** Nothing under `/_offline` is kept by a browser, guessed at, or lent to another origin. */
const shielded = (response: OfflineResponse): OfflineResponse => ({
  ...response,
  headers: { ...HELPER_HEADERS, ...response.headers },
});

function unknownService(request: OfflineRequest): OfflineResponse {
  const target = request.headers['x-amz-target'] ?? `${request.method} ${request.rawPath}`;
  return {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': uuid() },
    body: JSON.stringify({
      __type: 'UnknownOperationException',
      message: `No service of the offline backend answers ${target}.`,
    }),
  };
}

/**
 * Pages of this machine, and of the origins in OFFLINE_ORIGINS (with commas between). The administrator's key is known to
 * everybody, so a page from elsewhere that may send it could do everything.
 */
function isTrustedOrigin(origin: string | undefined): boolean {
  if (origin === undefined) return true;
  if ((process.env.OFFLINE_ORIGINS ?? '').split(',').includes(origin)) return true;
  const host = URL.canParse(origin) ? new URL(origin).hostname : '';
  return host === 'localhost' || host.endsWith('.localhost') || host === '127.0.0.1' || host === '[::1]';
}

const foreignOrigin = ({ headers }: OfflineRequest): OfflineResponse =>
  json(403, {
    message: `Pages of ${headers.origin ?? 'this origin'} may not call the offline backend. Serve the app on localhost, or start the backend with OFFLINE_ORIGINS=${headers.origin ?? ''}.`,
  });

const preflightHeaders = ({ headers }: OfflineRequest): Record<string, string> => ({
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
  'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
  'access-control-max-age': '86400',
});

const withCors = (response: OfflineResponse): OfflineResponse => ({
  ...response,
  headers: {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'x-amzn-requestid, x-amzn-errortype, x-amzn-errormessage, date',
    ...response.headers,
  },
});
