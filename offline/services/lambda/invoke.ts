import { PassThrough } from 'node:stream';
import { ServiceError } from '../../kernel/errors.ts';
import type { OfflineRequest, OfflineResponse } from '../../kernel/http.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { FunctionDefinition } from '../../lambda/definition.ts';
import type { LambdaApp } from './app.ts';
import type { RunInput } from './functions.ts';
import { parseName } from './names.ts';

const LARGEST_SYNCHRONOUS = 6_291_556;
const LARGEST_ASYNCHRONOUS = 1_048_576;
const TAIL_BYTES = 4096;

export type InvokeCall = { request: OfflineRequest; principal: Principal; name: string; requestId: string };

type Checked = { definition: FunctionDefinition; qualified: string; version: string; type: string; payload: string };

/** `Invoke`: at once, queued, or not at all. @throws ServiceError */
export async function invoke(app: LambdaApp, call: InvokeCall): Promise<OfflineResponse> {
  const { request, requestId } = call;
  const { qualified, version, type, payload } = await check(app, call, ['RequestResponse', 'Event', 'DryRun']);
  const trace = request.headers['x-amzn-trace-id'] ?? '';
  switch (type) {
    case 'DryRun':
      return { status: 204, headers: { 'x-amz-executed-version': version } };
    case 'Event':
      app.pending.accept({ functionName: qualified, requestId, payload, trace, trigger: 'api' });
      return { status: 202 };
    default: {
      const outcome = await app.functions.run({ ...runInput(call, qualified, payload) });
      return {
        status: 200,
        headers: {
          'content-type': 'application/json',
          'x-amz-executed-version': version,
          ...(trace ? { 'x-amzn-trace-id': trace } : {}),
          ...(outcome.failed ? { 'x-amz-function-error': 'Unhandled' } : {}),
          ...(request.headers['x-amz-log-type'] === 'Tail' ? { 'x-amz-log-result': tail(outcome.log) } : {}),
        },
        body: outcome.payload,
      };
    }
  }
}

/** `InvokeWithResponseStream`: an event stream of what the function writes, as it writes it. @throws ServiceError */
export async function invokeWithResponseStream(app: LambdaApp, call: InvokeCall): Promise<OfflineResponse> {
  const { request } = call;
  const { qualified, version, type, payload } = await check(app, call, ['RequestResponse', 'DryRun']);
  if (type === 'DryRun') return { status: 204, headers: { 'x-amz-executed-version': version } };
  const { encodeEvent } = await import('./event-stream.ts');
  const body = new PassThrough();
  let hasStreamed = false;
  // A refusal for want of room comes before the first byte; what happens later is told in the stream.
  const running = app.functions.run({
    ...runInput(call, qualified, payload),
    onChunk(chunk) {
      hasStreamed = true;
      body.write(encodeEvent('PayloadChunk', chunk));
    },
  });
  await Promise.race([running, new Promise((resolve) => setImmediate(resolve))]);
  void running
    .then(
      ({ payload: answer, failed, log }) => {
        // A handler that does not stream answers in one piece.
        if (!failed && !hasStreamed) body.write(encodeEvent('PayloadChunk', Buffer.from(answer)));
        const isTailed = request.headers['x-amz-log-type'] === 'Tail';
        const complete = {
          ...(failed ? { ErrorCode: 'Unhandled', ErrorDetails: answer } : {}),
          ...(isTailed ? { LogResult: tail(log) } : {}),
        };
        body.write(encodeEvent('InvokeComplete', complete));
      },
      (error: unknown) => {
        const [code, message] =
          error instanceof ServiceError ? [error.code, error.message] : ['Unknown', String(error)];
        body.write(encodeEvent('InvokeComplete', { ErrorCode: code, ErrorDetails: message }));
      },
    )
    .finally(() => body.end());
  return {
    status: 200,
    headers: {
      'content-type': 'application/vnd.amazon.eventstream',
      'x-amz-executed-version': version,
      'x-amzn-remapped-content-type': 'application/octet-stream',
    },
    body,
  };
}

async function check(app: LambdaApp, call: InvokeCall, types: readonly string[]): Promise<Checked> {
  const { request, principal, name } = call;
  const qualifier = request.query.get('Qualifier') ?? parseName(name).qualifier;
  const definition = app.functions.require(name, qualifier);
  const resource = qualifier ? `${definition.arn}:${qualifier}` : definition.arn;
  app.functions.context.policies.authorize(
    { principal, action: 'lambda:InvokeFunction', resource },
    'AccessDeniedException',
    403,
  );
  const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  if (!types.includes(type)) {
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value '${type}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [${types.join(', ')}]`,
    );
  }
  const body = await request.body();
  const limit = type === 'Event' ? LARGEST_ASYNCHRONOUS : LARGEST_SYNCHRONOUS;
  if (body.length > limit) {
    throw new ServiceError(
      'RequestTooLargeException',
      `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
      { status: 413 },
    );
  }
  return {
    definition,
    qualified: qualifier ? `${definition.name}:${qualifier}` : definition.name,
    version: app.functions.version(name, qualifier),
    type,
    payload: validPayload(body.toString()),
  };
}

function runInput({ request, requestId }: InvokeCall, functionName: string, payload: string): RunInput {
  const clientContext = request.headers['x-amz-client-context'];
  const traceId = request.headers['x-amzn-trace-id'];
  return {
    ...{ functionName, payload, requestId, trigger: 'api' },
    ...(clientContext ? { clientContext: decodedContext(clientContext) } : {}),
    ...(traceId ? { traceId } : {}),
  };
}

function decodedContext(header: string): string {
  const text = Buffer.from(header, 'base64').toString();
  try {
    JSON.parse(text);
    return text;
  } catch (cause) {
    throw new ServiceError(
      'InvalidRequestContentException',
      'Client context must be a valid Base64-encoded JSON object.',
      {
        cause,
      },
    );
  }
}

function validPayload(text: string): string {
  if (text === '') return '{}';
  try {
    JSON.parse(text);
    return text;
  } catch (cause) {
    throw new ServiceError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}

/** The last 4 KB of a log, in base64. */
export const tail = (log: readonly string[]): string =>
  Buffer.from(`${log.join('\n')}\n`)
    .subarray(-TAIL_BYTES)
    .toString('base64');
