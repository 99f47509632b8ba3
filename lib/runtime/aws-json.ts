import * as z from 'zod/mini';
import type { MeteredRequest } from '#lib/domain/cost/usage';
import { recordRequest } from './meter.ts';
import { createPost } from './post.ts';
import { retry } from './retry.ts';
import { type Credentials, createPostSigner, ownRegion } from './signing.ts';

interface Service {
  /** Of their signatures, and of their hosts where these have no other. */
  readonly name: string;
  readonly host?: string;
  /** Of their operations. */
  readonly target: string;
  readonly version: '1.0' | '1.1';
}

/** Services that speak JSON over POST. */
const services = {
  dynamodb: { name: 'dynamodb', target: 'DynamoDB_20120810', version: '1.0' },
  sqs: { name: 'sqs', target: 'AmazonSQS', version: '1.0' },
  eventbridge: { name: 'events', target: 'AWSEvents', version: '1.1' },
  'bedrock-data-automation-runtime': {
    name: 'bedrock',
    host: 'bedrock-data-automation-runtime',
    target: 'AmazonBedrockKeystoneRuntimeService',
    version: '1.1',
  },
} as const satisfies Record<string, Service>;

/** A refusal of a service; `name` is the service's code, as in the SDK, and `text` its body. */
export class AwsError extends Error {
  override readonly name: string;
  readonly status: number;
  readonly text: string;

  constructor(operation: string, { status, text }: { status: number; text: string }) {
    const { __type: type, Message, message = Message } = bodyOf(text);
    super(`${operation} failed: ${typeof message === 'string' ? message : `status ${status}`}`);
    // As in "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException".
    this.name = (typeof type === 'string' && type.split('#').at(-1)?.split(':')[0]) || 'UnknownError';
    this.status = status;
    this.text = text;
  }
}

const answerSchema = z.record(z.string(), z.unknown());

function bodyOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return answerSchema.parse(JSON.parse(text));
  } catch {
    return {}; // Of a load balancer.
  }
}

/** Where requests go and by whom, where it is not the function's own. */
export interface AwsConnection {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: Credentials;
}

/** What a request is billed by beside its size. */
type Weight = Partial<Pick<MeteredRequest, 'entries' | 'isConsistent'>>;

/** @throws AwsError when the service refuses, another error when it does not answer; both after three attempts. */
export type AwsRequest = (operation: string, body: string, weight?: Weight) => Promise<string>;

const timeoutMs = 10_000;

/**
 * A client of the few operations that the engine's functions live by; texts go in and out. With the SDK's clients the
 * functions take twice the CPU and weigh some 160 KB more, gzipped.
 */
export function createAwsRequest(service: keyof typeof services, connection: AwsConnection = {}): AwsRequest {
  const { name, target, version } = services[service];
  const { region = ownRegion(), credentials } = connection;
  const url = new URL(connection.endpoint ?? endpointOf(service, region));
  const sign = createPostSigner(name, url, { region, ...(credentials ? { credentials: () => credentials } : {}) });
  const post = createPost(url, timeoutMs);
  const contentType = `application/x-amz-json-${version}`;

  return (operation, body, weight) => {
    const requestBytes = Buffer.byteLength(body);
    // Each attempt counts, a refused one as well: rather a little too much than unseen work.
    const record = (responseBytes: number) =>
      recordRequest({ service, operation, requestBytes, responseBytes, entries: 1, ...weight });
    return retry(async () => {
      const headers = sign({ 'content-type': contentType, 'x-amz-target': `${target}.${operation}` }, body);
      // Not signed: proxies on the way may add to it.
      const trace = process.env._X_AMZN_TRACE_ID;
      if (trace) headers['x-amzn-trace-id'] = trace;
      const answer = await post(headers, body).catch((error: unknown) => {
        record(0);
        throw error;
      });
      record(answer.status === 200 ? Buffer.byteLength(answer.text) : 0);
      if (answer.status !== 200) throw new AwsError(operation, answer);
      return answer.text;
    }, pauseMs);
  };
}

/** Where a service is asked: where the environment says, in the SDK's variables, else at its address in the region. */
export function endpointOf(service: keyof typeof services, region: string): string {
  const variable = `AWS_ENDPOINT_URL_${service.toUpperCase().replaceAll('-', '_')}`;
  const { [variable]: own, AWS_ENDPOINT_URL: common } = process.env;
  const { name, host = name }: Service = services[service];
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return own || common || `https://${host}.${region}.${suffix}`;
}

const throttles = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);

/** The first pause before an error's request is made again, in milliseconds; undefined where that does not help. */
function pauseMs(error: unknown): number | undefined {
  if (!(error instanceof AwsError)) return 100;
  if (throttles.has(error.name) || error.status === 429) return 500;
  return error.status >= 500 ? 100 : undefined;
}
