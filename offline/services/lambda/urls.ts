import { PassThrough } from 'node:stream';
import { z } from 'zod';
import { ServiceError } from '../../kernel/errors.ts';
import type { OfflineRequest, OfflineResponse } from '../../kernel/http.ts';
import { uuid } from '../../kernel/ids.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { Resource } from '../../kernel/resource.ts';
import { isSigned, verifySignature } from '../../kernel/sigv4.ts';
import type { LambdaApp } from './app.ts';
import { parse } from './definitions.ts';
import { type FunctionUrl, UrlProperties } from './function-url.ts';
import { bareName } from './names.ts';
import { toHttpEvent } from './url-event.ts';

const PREFIX = '/lambda-url/';
/** Separates the metadata of a streamed answer from its body. */
const PRELUDE_END = Buffer.alloc(8);

/** A function URL of the app, with its function's name. @throws DefinitionError */
export function toUrl(resource: Resource): readonly [string, FunctionUrl] {
  const { AuthType, InvokeMode, Cors: cors } = parse(UrlProperties, resource);
  const { FunctionUrl: given } = resource.attributes;
  const address = typeof given === 'string' ? given : '';
  return [bareName(resource.ref), { address, authType: AuthType, invokeMode: InvokeMode, cors }];
}

export const isUrlPath = (path: string): boolean => path.startsWith(PREFIX);

/** Answers a request to a function's URL, `/lambda-url/NAME/…`. */
export async function handleUrl(app: LambdaApp, request: OfflineRequest): Promise<OfflineResponse> {
  const [name = '', ...rest] = request.rawPath.slice(PREFIX.length).split('/');
  const url = app.urls.get(name);
  const definition = app.functions.find(name);
  if (!url || !definition) return refusal(404, 'Not Found');
  const requestId = uuid();
  let response: OfflineResponse;
  try {
    const principal = await allowed(app, request, url, definition.arn);
    if (!principal) return refusal(403, 'Forbidden');
    const event = toHttpEvent({
      ...{ request, requestId, principal, body: await request.body() },
      ...{ path: `/${rest.join('/')}`, name, context: app.functions.context },
    });
    const run = { functionName: name, payload: JSON.stringify(event), requestId, trigger: 'url' };
    const traceId = request.headers['x-amzn-trace-id'];
    const input = { ...run, ...(traceId ? { traceId } : {}) };
    response = url.invokeMode === 'BUFFERED' ? await buffered(app, input) : await streamed(app, input);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    response =
      error.code === 'TooManyRequestsException' ? refusal(429, error.message) : refusal(error.status, 'Forbidden');
  }
  return { ...response, headers: { 'x-amzn-requestid': requestId, ...response.headers, ...corsOf(url, request) } };
}

/** Who calls, or undefined where the caller may not. */
async function allowed(
  app: LambdaApp,
  request: OfflineRequest,
  url: FunctionUrl,
  resource: string,
): Promise<Principal | 'anyone' | undefined> {
  if (url.authType === 'NONE') return 'anyone';
  if (!isSigned(request)) return undefined;
  const { context } = app.functions;
  const { principal } = verifySignature(context, request, await request.body());
  return context.policies.isAllowed({ principal, action: 'lambda:InvokeFunctionUrl', resource })
    ? principal
    : undefined;
}

type Run = Parameters<LambdaApp['functions']['run']>[0];

async function buffered(app: LambdaApp, input: Run): Promise<OfflineResponse> {
  const { failed, payload } = await app.functions.run(input);
  if (failed) return refusal(502, 'Internal Server Error');
  const prelude = Buffer.from(payload);
  const end = prelude.indexOf(PRELUDE_END);
  if (end >= 0) return withMetadata(prelude.subarray(0, end), prelude.subarray(end + PRELUDE_END.length));
  const answer: unknown = JSON.parse(payload);
  if (typeof answer !== 'object' || answer === null || !('statusCode' in answer)) {
    const body = typeof answer === 'string' ? answer : payload;
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const { body, isBase64Encoded } = answer as { body?: unknown; isBase64Encoded?: unknown };
  const text = typeof body === 'string' ? body : body === undefined || body === null ? '' : JSON.stringify(body);
  return withMetadata(payload, isBase64Encoded === true ? Buffer.from(text, 'base64') : Buffer.from(text));
}

const Metadata = z.object({
  statusCode: z.coerce.number().int().min(100).max(599).default(200),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
  cookies: z.array(z.string()).default([]),
});

function withMetadata(metadata: string | Buffer, body: OfflineResponse['body']): OfflineResponse {
  const parsed = Metadata.safeParse(JSON.parse(metadata.toString()));
  if (!parsed.success) return refusal(502, 'Internal Server Error');
  const { statusCode, headers, cookies } = parsed.data;
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    status: statusCode,
    headers: {
      'content-type': 'application/json',
      ...lower,
      ...(cookies.length > 0 ? { 'set-cookie': cookies.join(', ') } : {}),
    },
    ...(body === undefined ? {} : { body }),
  };
}

/** Answers as soon as the function has written its metadata, or its first bytes where it writes none. */
function streamed(app: LambdaApp, input: Run): Promise<OfflineResponse> {
  return new Promise((resolve, reject) => {
    const body = new PassThrough();
    let head = Buffer.alloc(0);
    let isBegun = false;
    const begin = (response: OfflineResponse, first: Buffer) => {
      isBegun = true;
      body.write(first);
      resolve(response);
    };
    const onChunk = (chunk: Uint8Array) => {
      if (isBegun) {
        body.write(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf(PRELUDE_END);
      if (end >= 0) begin(withMetadata(head.subarray(0, end), body), head.subarray(end + PRELUDE_END.length));
      else if (head[0] !== '{'.charCodeAt(0)) begin(raw(body), head);
    };
    app.functions.run({ ...input, onChunk }).then(({ failed, payload }) => {
      if (!isBegun && failed) resolve(refusal(502, 'Internal Server Error'));
      else if (!isBegun) begin(raw(body), head.length > 0 ? head : Buffer.from(payload));
      if (failed) body.destroy();
      else body.end();
    }, reject);
  });
}

const raw = (body: PassThrough): OfflineResponse => ({
  status: 200,
  headers: { 'content-type': 'application/octet-stream' },
  body,
});

function corsOf({ cors }: FunctionUrl, { headers }: OfflineRequest): Record<string, string> {
  const { origin } = headers;
  if (!cors || origin === undefined) return {};
  const { AllowOrigins = [], ExposeHeaders = [], AllowCredentials } = cors;
  if (!AllowOrigins.includes('*') && !AllowOrigins.includes(origin)) return { 'access-control-allow-origin': 'null' };
  return {
    'access-control-allow-origin': AllowOrigins.includes('*') && !AllowCredentials ? '*' : origin,
    ...(AllowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(ExposeHeaders.length > 0 ? { 'access-control-expose-headers': ExposeHeaders.join(', ') } : {}),
  };
}

const refusal = (status: number, Message: string): OfflineResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ Message }),
});
