import { crc32 } from 'node:zlib';
import { internal } from '../../kernel/aws-json.ts';
import { ServiceError } from '../../kernel/errors.ts';
import type { OfflineRequest, OfflineResponse } from '../../kernel/http.ts';
import { randomLetters } from '../../kernel/ids.ts';
import { isSigned, verifySignature } from '../../kernel/sigv4.ts';
import { operations } from './operations.ts';
import type { DynamoState } from './state.ts';
import { streamOperations } from './streams/operations.ts';
import { checkShape } from './validation/shape.ts';
import { serialize } from './values/json-text.ts';

const BODY_LIMIT = 17 * 1024 * 1024;
const LARGE = 8 * 1024;

/** The namespaces of those errors that are not DynamoDB's own. */
const NAMESPACES: Readonly<Record<string, string>> = {
  ValidationException: 'com.amazon.coral.validate#',
  SerializationException: 'com.amazon.coral.service#',
  UnknownOperationException: 'com.amazon.coral.service#',
  AccessDeniedException: 'com.amazon.coral.service#',
  MissingAuthenticationTokenException: 'com.amazon.coral.service#',
  UnrecognizedClientException: 'com.amazon.coral.service#',
  InvalidSignatureException: 'com.amazon.coral.service#',
  IncompleteSignatureException: 'com.amazon.coral.service#',
};

/** Answers one request: signature, operation, input, execution; with the checksum that SDKs compare. */
export async function answer(state: DynamoState, request: OfflineRequest): Promise<OfflineResponse> {
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-requestid': requestId(),
  };
  let status = 200;
  let body: string;
  try {
    body = serialize(await execute(state, request));
  } catch (error) {
    const known = error instanceof ServiceError ? error : internal(state.context, error);
    status = known.status;
    body = JSON.stringify({
      __type: `${NAMESPACES[known.code] ?? 'com.amazonaws.dynamodb.v20120810#'}${known.code}`,
      [known.code === 'SerializationException' ? 'Message' : 'message']: known.message,
      ...known.details,
    });
  }
  // A large text is encoded once; a small one leaves with the headers in one piece.
  const sent = body.length < LARGE ? body : Buffer.from(body);
  headers['x-amz-crc32'] = String(crc32(sent));
  return { status, headers, body: sent };
}

async function execute(state: DynamoState, request: OfflineRequest): Promise<Record<string, unknown>> {
  const target = request.headers['x-amz-target'] ?? '';
  const dot = target.lastIndexOf('.');
  const name = target.slice(dot + 1);
  const table = target.startsWith('DynamoDBStreams') ? streamOperations : operations;
  const operation = Object.hasOwn(table, name) ? table[name] : undefined;
  const body = await request.body(BODY_LIMIT);
  if (!isSigned(request)) {
    throw new ServiceError(
      'MissingAuthenticationTokenException',
      'Request must contain either a valid (registered) AWS access key ID or X.509 certificate.',
    );
  }
  const { principal } = verifySignature(state.context, request, body);
  if (!operation) throw new ServiceError('UnknownOperationException', '');
  const input = parse(body);
  checkShape(operation.members, input);
  state.throttle.admitCall(name, input.TableName);
  const call = { principal, operation: name, asText: true };
  if (!SINGLE_WRITES.has(name)) return operation.execute(state, input, call);
  return state.store.together(() => operation.execute(state, input, call));
}

/** Most of their cost is the commit, which those that come at the same time share. */
const SINGLE_WRITES: ReadonlySet<string> = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);

const run = randomLetters(40).toUpperCase();
let requests = 0;

/** 52 letters and digits, as DynamoDB's are: the process's own, then the number of the request. */
function requestId(): string {
  requests += 1;
  return run + requests.toString(36).toUpperCase().padStart(12, '0');
}

function parse(body: Buffer): Record<string, unknown> {
  let json: unknown;
  try {
    json = body.length === 0 ? {} : JSON.parse(body.toString());
  } catch (cause) {
    throw new ServiceError('SerializationException', 'The request body is not valid JSON.', { cause });
  }
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
  throw new ServiceError('SerializationException', 'The request body is not a JSON object.');
}
