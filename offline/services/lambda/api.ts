import { internal } from '../../kernel/aws-json.ts';
import { ServiceError } from '../../kernel/errors.ts';
import type { OfflineRequest, OfflineResponse } from '../../kernel/http.ts';
import { uuid } from '../../kernel/ids.ts';
import type { Principal } from '../../kernel/principal.ts';
import { verifySignature } from '../../kernel/sigv4.ts';
import type { FunctionDefinition } from '../../lambda/definition.ts';
import type { Functions } from './functions.ts';
import type { PendingEvents } from './pending-events.ts';

const LARGEST_SYNCHRONOUS = 6_291_556;
const LARGEST_ASYNCHRONOUS = 1_048_576;
const TAIL_BYTES = 4096;

type Parts = { functions: Functions; pending: PendingEvents };
type Call = { request: OfflineRequest; principal: Principal; name: string; requestId: string };

/** Answers `/2015-03-31/functions…`. */
export async function handleApi(parts: Parts, request: OfflineRequest): Promise<OfflineResponse> {
  const requestId = uuid();
  try {
    const principal = verifySignature(parts.functions.context, request, await request.body()).principal;
    const [, , , name = '', operation = ''] = request.rawPath.split('/').map(decodeURIComponent);
    const response = await route(parts, operation, { request, principal, name, requestId });
    return { ...response, headers: { 'x-amzn-requestid': requestId, ...response.headers } };
  } catch (error) {
    const known = error instanceof ServiceError ? error : internal(parts.functions.context, error);
    return {
      status: known.status,
      headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId, 'x-amzn-errortype': known.code },
      body: JSON.stringify({ Type: known.status < 500 ? 'User' : 'Server', Message: known.message, ...known.details }),
    };
  }
}

async function route(parts: Parts, operation: string, call: Call): Promise<OfflineResponse> {
  const { functions } = parts;
  const { method } = call.request;
  if (method === 'POST' && operation === 'invocations') return invoke(parts, call);
  if (method === 'GET' && call.name === '') {
    authorize(functions, call, 'ListFunctions', '*');
    return json({ Functions: functions.list().map(configuration) });
  }
  if (method === 'GET' && (operation === '' || operation === 'configuration')) {
    const definition = functions.require(call.name);
    const isWhole = operation === '';
    authorize(functions, call, isWhole ? 'GetFunction' : 'GetFunctionConfiguration', definition.arn);
    if (!isWhole) return json(configuration(definition));
    return json({
      Configuration: configuration(definition),
      Code: { RepositoryType: 'S3', Location: `file://${definition.codeFolder}` },
    });
  }
  throw new ServiceError('UnknownOperationException', `${method} ${call.request.rawPath} does not work offline.`, {
    status: 404,
  });
}

async function invoke({ functions, pending }: Parts, call: Call): Promise<OfflineResponse> {
  const { request, requestId, name } = call;
  const definition = functions.require(name);
  authorize(functions, call, 'InvokeFunction', definition.arn);
  const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  const body = await request.body();
  const limit = type === 'Event' ? LARGEST_ASYNCHRONOUS : LARGEST_SYNCHRONOUS;
  if (body.length > limit) {
    throw new ServiceError(
      'RequestTooLargeException',
      `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
      { status: 413 },
    );
  }
  const payload = validPayload(body.toString());
  switch (type) {
    case 'DryRun':
      return { status: 204 };
    case 'Event':
      pending.accept({ functionName: definition.name, requestId, payload });
      return { status: 202 };
    case 'RequestResponse': {
      const clientContext = request.headers['x-amz-client-context'];
      const outcome = await functions.run({
        functionName: definition.name,
        payload,
        requestId,
        ...(clientContext ? { clientContext: Buffer.from(clientContext, 'base64').toString() } : {}),
      });
      return {
        status: 200,
        headers: {
          'content-type': 'application/json',
          'x-amz-executed-version': '$LATEST',
          ...(outcome.failed ? { 'x-amz-function-error': 'Unhandled' } : {}),
          ...(request.headers['x-amz-log-type'] === 'Tail' ? { 'x-amz-log-result': tail(outcome.log) } : {}),
        },
        body: outcome.payload,
      };
    }
    default:
      throw new ServiceError('InvalidParameterValueException', `Unknown invocation type: ${type}`);
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

function authorize(functions: Functions, { principal }: Call, action: string, resource: string): void {
  functions.context.policies.authorize({ principal, action: `lambda:${action}`, resource }, 'AccessDeniedException');
}

const json = (body: object): OfflineResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const configuration = (definition: FunctionDefinition) => ({
  FunctionName: definition.name,
  FunctionArn: definition.arn,
  Runtime: definition.runtime,
  Role: definition.roleArn,
  Handler: definition.handler,
  Description: definition.description,
  Timeout: definition.timeoutMs / 1000,
  MemorySize: definition.memoryMb,
  LastModified: definition.lastModified,
  CodeSha256: definition.codeSha256,
  Version: '$LATEST',
  Environment: { Variables: definition.variables },
  TracingConfig: { Mode: 'PassThrough' },
  State: 'Active',
  LastUpdateStatus: 'Successful',
  PackageType: 'Zip',
  Architectures: [process.arch === 'arm64' ? 'arm64' : 'x86_64'],
  LoggingConfig: { LogFormat: definition.logFormat, LogGroup: definition.logGroup },
});
