import * as z from 'zod/mini';
import { recordRequest } from './meter.ts';
import { createPost } from './post.ts';
import { createSigner } from './signing.ts';

/** A field's error as AppSync answers it; `type` is AppSync's `errorType`. */
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
  errors: z.optional(z.array(z.object({ message: z.string(), errorType: z.optional(z.nullable(z.string())) }))),
});

const attempts = 3;
const timeoutMs = 10_000;

/**
 * A client of the API under the function's role. The data client of aws-amplify would cost a request-path function
 * ten times the weight for the same POST.
 * @throws GraphqlError when the API refuses; network failures, 429 and 5xx are tried three times in all.
 */
export function createGraphqlRequest(endpoint: string): GraphqlRequest {
  const url = new URL(endpoint);
  const signer = createSigner('appsync');
  const post = createPost(url, timeoutMs);

  return async (field, document, variables) => {
    const body = JSON.stringify({ query: document, variables });
    for (let attempt = 1; ; attempt += 1) {
      const signed = await signer.sign({
        method: 'POST',
        protocol: url.protocol,
        hostname: url.hostname,
        ...(url.port ? { port: Number(url.port) } : {}),
        path: url.pathname,
        query: {},
        headers: { host: url.host, 'content-type': 'application/json' },
        body,
      });
      try {
        const { status, text } = await post(signed.headers, body);
        if (isTransient(status)) throw new TransientFailure(`the API answered ${status}`);
        const requestBytes = Buffer.byteLength(body);
        recordRequest({ service: 'appsync', operation: field, requestBytes, responseBytes: text.length, entries: 1 });
        return fieldOf(field, JSON.parse(text));
      } catch (error) {
        if (error instanceof GraphqlError || attempt >= attempts) throw error;
        await pause(50 * 2 ** attempt * (0.5 + Math.random() / 2));
      }
    }
  };
}

class TransientFailure extends Error {
  override readonly name = 'TransientFailure';
}

function isTransient(status: number): boolean {
  return status === 429 || status >= 500;
}

function fieldOf(field: string, body: unknown): unknown {
  const answer = answerSchema.parse(body);
  const error = answer.errors?.[0];
  if (error) throw new GraphqlError(field, error.errorType ?? 'Unknown', error.message);
  return answer.data?.[field] ?? null;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
