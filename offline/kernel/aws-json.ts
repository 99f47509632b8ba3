import { gunzipSync } from 'node:zlib';
import type { z } from 'zod';
import { ServiceError } from './errors.ts';
import type { OfflineRequest, OfflineResponse } from './http.ts';
import { uuid } from './ids.ts';
import { ANONYMOUS, type Principal } from './principal.ts';
import type { ServiceContext } from './service.ts';
import { isSigned, verifySignature } from './sigv4.ts';

/** Who calls, for an operation. */
export type Call = { readonly principal: Principal; readonly requestId: string; readonly signal: AbortSignal };

/** One operation of a JSON-protocol service: a file of `operations/`. `State` is what the service's state.ts makes. */
export type Operation<State, Input = unknown> = {
  /** Shape of the input. Its failure becomes a ValidationException naming the field. */
  readonly schema: z.ZodType<Input>;
  /** Whether callers need no signature (Cognito's client operations). */
  readonly unsigned?: boolean;
  execute(state: State, input: Input, call: Call): object | Promise<object>;
};

/** Keeps each operation's input type while letting them stand in one table. */
export const defineOperation = <State, Input>(operation: Operation<State, Input>): Operation<State> => ({
  ...operation,
  execute: (state, input, call) => operation.execute(state, input as Input, call),
});

export type JsonService<State> = {
  readonly operations: Readonly<Record<string, Operation<State>>>;
  readonly state: State;
  readonly context: ServiceContext;
  /** `1.0` (DynamoDB, SQS) or `1.1`. */
  readonly version: '1.0' | '1.1';
  /** The code of malformed input: `ValidationException` unless the service has its own. */
  readonly invalidInputCode?: string;
  /** How the error's type is written; DynamoDB prefixes it. */
  readonly errorPrefix?: string;
  readonly bodyLimit?: number;
  /** Further headers of an error, e.g. SQS's query-compatible code. */
  errorHeaders?(error: ServiceError): Record<string, string>;
};

/** Answers one `X-Amz-Target` request: verifies the signature, parses, executes, serializes, translates errors. */
export async function handleAwsJson<State>(
  service: JsonService<State>,
  request: OfflineRequest,
): Promise<OfflineResponse> {
  const requestId = uuid();
  const headers = { 'content-type': `application/x-amz-json-${service.version}`, 'x-amzn-requestid': requestId };
  try {
    const name = request.headers['x-amz-target']?.split('.').at(-1) ?? '';
    const operation = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
    const body = await request.body(service.bodyLimit);
    const principal = isSigned(request)
      ? verifySignature(service.context, request, body).principal
      : operation?.unsigned
        ? ANONYMOUS
        : missingToken();
    if (!operation) {
      throw new ServiceError('UnknownOperationException', `The offline backend does not know the operation ${name}.`);
    }
    const input = parse(service, operation, decoded(request, body));
    const output = await operation.execute(service.state, input, { principal, requestId, signal: request.signal });
    return { status: 200, headers, body: JSON.stringify(output) };
  } catch (error) {
    const known = error instanceof ServiceError ? error : internal(service.context, error);
    return {
      status: known.status,
      headers: { ...headers, 'x-amzn-errortype': known.code, ...service.errorHeaders?.(known) },
      body: JSON.stringify({
        __type: `${service.errorPrefix ?? ''}${known.code}`,
        message: known.message,
        ...known.details,
      }),
    };
  }
}

function parse<State>(service: JsonService<State>, operation: Operation<State>, body: Buffer): unknown {
  let json: unknown;
  try {
    json = body.length === 0 ? {} : JSON.parse(body.toString());
  } catch (cause) {
    throw new ServiceError('SerializationException', 'The request body is not valid JSON.', { cause });
  }
  return parseInput(operation, json, service.invalidInputCode);
}

const LARGEST_DECODED = 64 * 1024 * 1024;

/**
 * The body as it was before the client compressed it; the signature is over what was sent.
 * @throws ServiceError SerializationException
 */
export function decoded({ headers }: OfflineRequest, body: Buffer): Buffer {
  if (headers['content-encoding'] !== 'gzip') return body;
  try {
    return gunzipSync(body, { maxOutputLength: LARGEST_DECODED });
  } catch (cause) {
    throw new ServiceError('SerializationException', 'The request body is not valid gzip.', { cause });
  }
}

/** The input in the operation's shape. @throws ServiceError with `code` that names each field that is wrong. */
export function parseInput<State>(operation: Operation<State>, input: unknown, code = 'ValidationException'): unknown {
  const parsed = operation.schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`);
  throw new ServiceError(
    code,
    `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected: ${problems.join('; ')}`,
  );
}

/** @throws ServiceError always: the request carries no signature where one is needed. */
export function missingToken(): never {
  throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token', { status: 403 });
}

/** An error nobody foresaw: logged whole, told without its inside. */
export function internal(context: Pick<ServiceContext, 'log'>, error: unknown): ServiceError {
  context.log.error('unforeseen error', { error });
  return new ServiceError('InternalFailure', 'The offline backend failed on this request; its log says why.', {
    status: 500,
    cause: error,
  });
}
