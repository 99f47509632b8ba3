import type { Trace } from './current-trace.ts';
import type { OfflineRequest, OfflineResponse } from './http.ts';
import { uuid } from './ids.ts';

/** One piece of work that belongs to a trace. */
export type Span = {
  /** X-Ray's form: `1-<8 hex digits>-<24 hex digits>`. */
  readonly traceId: string;
  /** The segment that called, where the caller told. */
  readonly parent?: string;
  readonly service: string;
  readonly operation: string;
  /** What it was done to: a table, queue, object or function, where the request tells. */
  readonly resource?: string;
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly durationMs: number;
  /** The HTTP status of the answer. */
  readonly status: number;
};

export type TraceSummary = {
  readonly traceId: string;
  readonly start: number;
  readonly durationMs: number;
  readonly spans: number;
  /** What began it. */
  readonly name: string;
  readonly services: readonly string[];
  readonly failed: boolean;
};

const KEPT_SPANS = 4000;
/** As much of a body as is read for a name. */
const HEAD_BYTES = 1024;
const RESOURCE =
  /"(?:TableName|QueueUrl|EventBusName|SecretId|FunctionName|UserPoolId|logGroupName|Name)"\s*:\s*"([^"\\]{1,200})"/;
const GRAPHQL_NAME = /"operationName"\s*:\s*"(\w{1,100})"/;
const GRAPHQL_FIELD = /(query|mutation|subscription)\b[^{]{0,2000}\{\s*(?:\\n|\s)*(\w{1,100})/;

/** The newest spans, in memory only. A full ring forgets its oldest. */
export class TraceRing {
  readonly #spans: Span[] = [];
  #next = 0;

  record(span: Span): void {
    if (this.#spans.length < KEPT_SPANS) this.#spans.push(span);
    else this.#spans[this.#next] = span;
    this.#next = (this.#next + 1) % KEPT_SPANS;
  }

  /** The spans of a trace, as they began. */
  spans(traceId: string): Span[] {
    return this.#spans.filter((span) => span.traceId === traceId).sort((left, right) => left.start - right.start);
  }

  /** The newest traces, newest first. */
  list(limit: number): TraceSummary[] {
    const byTrace = Map.groupBy(this.#spans, ({ traceId }) => traceId);
    return [...byTrace]
      .map(([traceId, spans]) => summarize(traceId, spans))
      .sort((left, right) => right.start - left.start)
      .slice(0, limit);
  }
}

function summarize(traceId: string, spans: readonly Span[]): TraceSummary {
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.start + span.durationMs));
  const first = spans.find((span) => span.start === start);
  return {
    traceId,
    start,
    durationMs: end - start,
    spans: spans.length,
    name: first ? `${first.service} ${first.operation}` : '',
    services: [...new Set(spans.map(({ service }) => service))],
    failed: spans.some(({ status }) => status >= 400),
  };
}

/** A new root, as X-Ray writes it. */
export const newTraceId = (now: number): string =>
  `1-${Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0')}-${uuid().replaceAll('-', '').slice(0, 24)}`;

/** `Root` and `Parent` of an `X-Amzn-Trace-Id`; undefined where it names no root. */
export function parseTraceHeader(header: string): { traceId: string; parent?: string } | undefined {
  const traceId = /(?:^|;)\s*Root=([\w-]{1,64})/.exec(header)?.[1];
  if (!traceId) return undefined;
  const parent = /(?:^|;)\s*Parent=([\w-]{1,64})/.exec(header)?.[1];
  return parent === undefined ? { traceId } : { traceId, parent };
}

const isGraphql = ({ rawPath, method }: OfflineRequest) => method === 'POST' && rawPath.startsWith('/graphql');

/**
 * The request with its trace, or undefined where it belongs to none: the SDK inside a function sends its trace by
 * itself, and a GraphQL request begins one, which is handed on in its headers.
 */
export function traced(
  request: OfflineRequest,
  now: () => number,
): { request: OfflineRequest; traceId: string; header: string; parent?: string } | undefined {
  const header = request.headers['x-amzn-trace-id'];
  const given = header === undefined ? undefined : parseTraceHeader(header);
  if (given && header !== undefined) return { request, header, ...given };
  if (!isGraphql(request)) return undefined;
  const traceId = newTraceId(now());
  const begun = `Root=${traceId}`;
  return { traceId, header: begun, request: withHeader(request, 'x-amzn-trace-id', begun) };
}

/** The trace that a kept header names; undefined where it names none. */
export function traceOfHeader(header: unknown): Trace | undefined {
  const given = typeof header === 'string' ? parseTraceHeader(header) : undefined;
  return given && { traceId: given.traceId, header: String(header) };
}

/** By hand: to spread a request makes what few look at. */
const withHeader = (request: OfflineRequest, name: string, value: string): OfflineRequest => ({
  method: request.method,
  rawPath: request.rawPath,
  rawQuery: request.rawQuery,
  headers: { ...request.headers, [name]: value },
  stream: request.stream,
  get query() {
    return request.query;
  },
  body: (limit) => request.body(limit),
  get signal() {
    return request.signal;
  },
});

/** What a request asks for and of what, as its target, path and the head of its body tell. */
export async function describe(
  service: string,
  request: OfflineRequest,
  response: OfflineResponse,
): Promise<{ operation: string; resource?: string }> {
  const target = request.headers['x-amz-target'];
  if (target === undefined && !isGraphql(request)) return { operation: request.method, resource: request.rawPath };
  // A body that was refused unread is not waited for.
  const head = response.status === 413 ? '' : (await request.body()).toString('latin1', 0, HEAD_BYTES);
  if (target === undefined) return { operation: graphqlOperation(head) ?? service };
  const resource = RESOURCE.exec(head)?.[1];
  const operation = target.slice(target.lastIndexOf('.') + 1);
  return resource === undefined ? { operation } : { operation, resource };
}

function graphqlOperation(head: string): string | undefined {
  const field = GRAPHQL_FIELD.exec(head);
  return GRAPHQL_NAME.exec(head)?.[1] ?? (field ? `${field[1] ?? ''} ${field[2] ?? ''}` : undefined);
}
