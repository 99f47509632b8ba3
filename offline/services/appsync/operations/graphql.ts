import { internal } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { OfflineRequest, OfflineResponse } from '../../../kernel/http.ts';
import { uuid } from '../../../kernel/ids.ts';
import type { ServiceContext } from '../../../kernel/service.ts';
import type { Api } from '../api.ts';
import { authenticate } from '../authorization/authenticate.ts';
import { RequestRefusal } from '../graphql/errors.ts';
import { executeOperation, type OperationRequest } from '../graphql/execute-operation.ts';
import { LIMITS } from '../graphql/limits.ts';
import { isObject } from '../graphql/run.ts';
import type { Publisher } from '../realtime/publisher.ts';
import { isTooNested } from '../schema/json-nesting.ts';

const EXPOSED = 'x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,x-amzn-ErrorMessage,Date,X-Amz-Schema-Version';

/** `POST /graphql` (and GET, as AppSync has it): one query or mutation. */
export async function handleGraphql(input: {
  api: Api | undefined;
  context: ServiceContext;
  publisher: Publisher;
  request: OfflineRequest;
}): Promise<OfflineResponse> {
  const { request, context } = input;
  const headers: Record<string, string> = {
    'content-type': 'application/json;charset=UTF-8',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': EXPOSED,
    'x-amzn-requestid': uuid(),
  };
  if (request.method === 'OPTIONS') return preflight(request, headers);
  try {
    const { data, errors, responseHeaders } = await answer(input);
    const body = errors ? JSON.stringify({ data, errors }) : JSON.stringify({ data });
    return { status: 200, headers: { ...headers, ...lowerCase(responseHeaders) }, body };
  } catch (error) {
    const { errorType, message, status } = toRefusal(context, error);
    return {
      status,
      headers: { ...headers, 'x-amzn-errortype': errorType },
      body: JSON.stringify({ errors: [{ errorType, message }] }),
    };
  }
}

async function answer({ api, context, publisher, request }: Parameters<typeof handleGraphql>[0]) {
  if (!api) throw new RequestRefusal('NotFoundException', 'No GraphQL API of the app is served here.', 404);
  if (request.method !== 'POST' && request.method !== 'GET') {
    throw new RequestRefusal(
      'BadRequestException',
      `A GraphQL request is a POST or a GET, not ${request.method}.`,
      405,
    );
  }
  const body = await request.body(LIMITS.bodyBytes);
  const headers: Record<string, string> = request.headers;
  // Who may not call at all learns nothing about what he sent.
  const signed = { request, body };
  const read = () => (request.method === 'GET' ? fromQuery(request.query) : fromBody(body.toString()));
  const caller = await authenticate({ api, context, headers, signed, operation: read });
  const operation = read();
  return executeOperation({
    ...{ api, context, caller, headers, request: operation },
    onMutation: (done) => {
      publisher.publish(api, done);
    },
    onInvalidations: (invalidations) => {
      publisher.invalidate(api, invalidations);
    },
  });
}

const malformed = (message: string) => new RequestRefusal('MalformedHttpRequestException', message);
const UNPARSABLE = 'Unable to parse GraphQL query.';

function fromBody(text: string): OperationRequest {
  if (text.trim() === '') throw malformed('Request body is empty.');
  return toOperation(parseJson(text));
}

function fromQuery(query: URLSearchParams): OperationRequest {
  const variables = query.get('variables');
  return toOperation({
    query: query.get('query'),
    operationName: query.get('operationName'),
    variables: variables ? parseJson(variables) : null,
  });
}

function toOperation(json: unknown): OperationRequest {
  if (Array.isArray(json)) {
    throw malformed(`${UNPARSABLE} Send one operation at a time: AppSync takes no batches.`);
  }
  if (!isObject(json)) throw malformed(UNPARSABLE);
  const { query, variables, operationName } = json;
  const isWellFormed =
    typeof query === 'string' &&
    query !== '' &&
    (variables === undefined || variables === null || isObject(variables)) &&
    (operationName === undefined || operationName === null || typeof operationName === 'string');
  if (!isWellFormed) throw malformed(UNPARSABLE);
  return { query, variables: variables ?? {}, operationName: operationName || undefined };
}

function parseJson(text: string): unknown {
  if (isTooNested(text)) throw malformed(`${UNPARSABLE} The request is nested too deeply.`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw malformed(UNPARSABLE);
  }
}

function preflight(request: OfflineRequest, headers: Record<string, string>): OfflineResponse {
  return {
    status: 200,
    headers: {
      ...headers,
      'access-control-allow-methods': 'POST,GET,OPTIONS',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
      'access-control-max-age': '172800',
    },
  };
}

function toRefusal(context: ServiceContext, error: unknown): RequestRefusal {
  if (error instanceof RequestRefusal) return error;
  if (error instanceof ServiceError) return new RequestRefusal(error.code, error.message, error.status);
  const { code, message, status } = internal(context, error);
  return new RequestRefusal(code, message, status);
}

const lowerCase = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
