import { ServiceError } from '../../../kernel/errors.ts';
import type { OfflineRequest, OfflineResponse } from '../../../kernel/http.ts';
import { ruleSchema, type Throttle } from './throttle.ts';

/**
 * `PUT /_offline/throttle` with `{"service":"dynamodb"}` and any of `table`, `index`, `operation`, `times` (how often;
 * absent: until taken back), `probability` (0 to 1) with `seed`: requests that touch what is named are refused as DynamoDB
 * refuses them: ProvisionedThroughputExceededException or, on demand, ThrottlingException with its ThrottlingReasons;
 * items of a batch come back unprocessed; a transaction is cancelled with the reason at its place. A rule for the same
 * table, index and operation replaces the former. `{"service":"dynamodb","table":…,"enforceCapacity":true}` holds a
 * provisioned table (without `table`: all) to its units, with 300 seconds of burst, by the backend's clock; `false` ends
 * that. `{}` or DELETE clears everything. GET shows what is in force. Nothing of it outlives the process.
 */
export async function throttleHelper(
  throttle: Throttle,
  request: Pick<OfflineRequest, 'method' | 'body'>,
): Promise<OfflineResponse> {
  switch (request.method) {
    case 'GET':
      break;
    case 'DELETE':
      throttle.clear();
      break;
    case 'PUT':
      apply(throttle, await readBody(request));
      break;
    default:
      return respond(405, { message: 'GET shows what is throttled, PUT adds to it, DELETE clears it.' });
  }
  return respond(200, throttle.describe());
}

function apply(throttle: Throttle, body: unknown): void {
  if (typeof body === 'object' && body !== null && Object.keys(body).length === 0) {
    throttle.clear();
    return;
  }
  const parsed = ruleSchema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ServiceError(
      'ValidationException',
      `${issue?.path.join('.') || 'The body'}: ${issue?.message}. It takes service (dynamodb), table, index, operation, times, probability, seed, enforceCapacity.`,
    );
  }
  throttle.put(parsed.data);
}

async function readBody(request: Pick<OfflineRequest, 'body'>): Promise<unknown> {
  try {
    return JSON.parse((await request.body()).toString() || '{}');
  } catch (cause) {
    throw new ServiceError('ValidationException', 'The request body is not valid JSON.', { cause });
  }
}

const respond = (status: number, body: unknown): OfflineResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
