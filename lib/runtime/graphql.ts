import * as z from 'zod/mini';
import { recordRequest } from './meter.ts';
import { createPost } from './post.ts';
import { retry } from './retry.ts';
import { createPostSigner } from './signing.ts';

/** A field's error as AppSync answers it; `type` is AppSync's `errorType`, or the status of an answer without one. */
class GraphqlError extends Error {
  override readonly name = 'GraphqlError';
  readonly type: string;

  constructor(operation: string, type: string, message: string) {
    super(`${operation} failed with ${type}: ${message}`);
    this.type = type;
  }
}

/** The write's condition did not hold: somebody else was first. */
export function isConditionFailure(error: unknown): boolean {
  return error instanceof GraphqlError && error.type.includes('ConditionalCheckFailed');
}

/** Runs one operation of the API and gives the value of its field. */
export type GraphqlRequest = (
  field: string,
  document: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<unknown>;

const answerSchema = z.object({
  data: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  message: z.optional(z.string()),
  errors: z.optional(z.array(z.object({ message: z.string(), errorType: z.optional(z.nullable(z.string())) }))),
});

const timeoutMs = 10_000;

/**
 * A client of the API under the function's role. The data client of aws-amplify would cost a request-path function
 * ten times the weight for the same POST.
 * @throws GraphqlError when the API refuses; network failures, 429 and 5xx are tried three times in all.
 */
export function createGraphqlRequest(endpoint: string): GraphqlRequest {
  const url = new URL(endpoint);
  const sign = createPostSigner('appsync', url);
  const post = createPost(url, timeoutMs);

  return (field, document, variables) => {
    const body = JSON.stringify({ query: document, variables });
    const requestBytes = Buffer.byteLength(body);
    return retry(async () => {
      const { status, text } = await post(sign({ 'content-type': 'application/json' }, body), body);
      if (isTransient(status)) throw new TransientFailure(`the API answered ${status}`);
      recordRequest({ service: 'appsync', operation: field, requestBytes, responseBytes: text.length, entries: 1 });
      return fieldOf(field, status, text);
    }, pauseMs);
  };
}

const pauseMs = (error: unknown) => (error instanceof GraphqlError ? undefined : 100);

class TransientFailure extends Error {
  override readonly name = 'TransientFailure';
}

function isTransient(status: number): boolean {
  return status === 429 || status >= 500;
}

/** An answer that names no error is a success only where it says so: a gateway's or a firewall's has a `message` alone. */
function fieldOf(field: string, status: number, text: string): unknown {
  const answer = status === 200 ? answerSchema.parse(JSON.parse(text)) : refusalOf(text);
  const error = answer.errors?.[0];
  if (error) throw new GraphqlError(field, error.errorType ?? 'Unknown', error.message);
  if (status === 200 && answer.data !== undefined) return answer.data?.[field] ?? null;
  throw new GraphqlError(field, String(status), answer.message ?? text.slice(0, 200));
}

function refusalOf(text: string): z.infer<typeof answerSchema> {
  try {
    return answerSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}
