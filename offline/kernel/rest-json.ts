import type { z } from 'zod';
import { internal, missingToken, type Operation, parseInput } from './aws-json.ts';
import { ServiceError } from './errors.ts';
import type { OfflineRequest, OfflineResponse } from './http.ts';
import { uuid } from './ids.ts';
import { ANONYMOUS } from './principal.ts';
import type { ServiceContext } from './service.ts';
import { isSigned, verifySignature } from './sigv4.ts';

/** One operation of a service that is told by method and path. */
export type RestRoute<State> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/schedules/{Name}`; `{Path+}` takes the rest with its slashes. Labels, query and JSON body together are the input. */
  readonly path: string;
  readonly operation: Operation<State>;
  /** Of success; 200 unless given. */
  readonly status?: number;
  /** The member that the body as sent (a Buffer) becomes, where it is no JSON object of members. */
  readonly payload?: string;
  /** Members that come in headers: lower-case header to member. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** What an operation gives for an answer that is no JSON object: bytes, a stream, headers of its own. */
export class RestAnswer {
  readonly headers: Record<string, string>;
  readonly body: NonNullable<OfflineResponse['body']>;

  constructor(headers: Record<string, string>, body: NonNullable<OfflineResponse['body']>) {
    this.headers = headers;
    this.body = body;
  }
}

export type RestService<State> = {
  readonly routes: readonly RestRoute<State>[];
  readonly state: State;
  readonly context: ServiceContext;
  /** The code of malformed input: `ValidationException` unless the service has its own. */
  readonly invalidInputCode?: string;
  readonly bodyLimit?: number;
  /** The error of malformed input, where the service words it in its own way; goes before `invalidInputCode`. */
  invalidInput?(issues: readonly z.core.$ZodIssue[], input: unknown): ServiceError;
  /** The error's body, where the service has its own form. */
  errorBody?(error: ServiceError): object;
};

/** Labels of the path by name, percent-decoded; undefined when the request is for another route. */
export function matchPath(pattern: string, rawPath: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split('/'), rawPath.split('/')];
  const labels: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const name = /^\{(\w+)(\+?)\}$/.exec(part);
    if (name?.[2]) {
      labels[name[1] ?? ''] = given.slice(index).map(decode).join('/');
      return labels;
    }
    const text = given[index];
    if (text === undefined || (name ? text === '' : text !== part)) return undefined;
    if (name) labels[name[1] ?? ''] = decode(text);
  }
  return wanted.length === given.length ? labels : undefined;
}

const decode = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/**
 * Answers one request of a REST-JSON service: verifies the signature, gathers and parses the input, executes,
 * serializes, translates errors.
 */
export async function handleRestJson<State>(
  service: RestService<State>,
  request: OfflineRequest,
): Promise<OfflineResponse> {
  const requestId = uuid();
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
  try {
    const body = await request.body(service.bodyLimit);
    const found = find(service.routes, request);
    const principal = isSigned(request)
      ? verifySignature(service.context, request, body).principal
      : found?.route.operation.unsigned
        ? ANONYMOUS
        : missingToken();
    if (!found) {
      throw new ServiceError(
        'UnknownOperationException',
        `${request.method} ${request.rawPath} does not work offline.`,
        {
          status: 404,
        },
      );
    }
    const { route, labels } = found;
    const members = route.payload === undefined ? jsonObject(body) : { [route.payload]: body };
    const given = { ...members, ...headerInput(route, request), ...queryInput(request.query), ...labels };
    const input = parse(service, route.operation, given);
    const output = await route.operation.execute(service.state, input, {
      principal,
      requestId,
      signal: request.signal,
    });
    const status = route.status ?? 200;
    if (output instanceof RestAnswer) return { status, headers: { ...headers, ...output.headers }, body: output.body };
    return { status, headers, body: JSON.stringify(output) };
  } catch (error) {
    const known = error instanceof ServiceError ? error : internal(service.context, error);
    const shown = service.errorBody?.(known) ?? { message: known.message, Message: known.message, ...known.details };
    return {
      // Unlike the JSON services these answer a refusal with 403.
      status: known.code === 'AccessDeniedException' ? 403 : known.status,
      headers: { ...headers, 'x-amzn-errortype': known.code },
      body: JSON.stringify(shown),
    };
  }
}

function parse<State>(service: RestService<State>, operation: Operation<State>, given: unknown): unknown {
  if (!service.invalidInput) return parseInput(operation, given, service.invalidInputCode);
  const parsed = operation.schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw service.invalidInput(parsed.error.issues, given);
}

function headerInput<State>(route: RestRoute<State>, { headers }: OfflineRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(route.headers ?? {}).flatMap(([header, member]) => {
      const value = headers[header];
      return value === undefined ? [] : [[member, value]];
    }),
  );
}

function find<State>(routes: readonly RestRoute<State>[], { method, rawPath }: OfflineRequest) {
  for (const route of routes) {
    const labels = route.method === method ? matchPath(route.path, rawPath) : undefined;
    if (labels) return { route, labels };
  }
  return undefined;
}

function queryInput(query: URLSearchParams): Record<string, unknown> {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const values = query.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
}

function jsonObject(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch (cause) {
    throw new ServiceError('SerializationException', 'The request body is not valid JSON.', { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ServiceError('SerializationException', 'The request body must be a JSON object.');
  }
  return { ...value };
}
