import { usageOfFunction } from '#lib/domain/cost/usage';
import { AwsError } from './aws-json.ts';
import { recordUsage } from './meter.ts';
import { createPost } from './post.ts';
import { retry } from './retry.ts';
import { type Credentials, createPostSigner, ownRegion } from './signing.ts';

/** The function was reached and failed: it threw, ran out of time or memory. */
class FunctionFailure extends Error {
  override readonly name = 'FunctionFailure';
}

/** Has the function work and answers what it said. @throws AwsError, FunctionFailure, or Error where it does not answer. */
export type InvokeFunction = (payload: unknown, signal?: AbortSignal) => Promise<unknown>;

interface InvokedFunction {
  readonly name: string;
  /** Of the function, with which its time is priced. */
  readonly memoryMb: number;
  /** How long an answer is waited for. */
  readonly timeoutMs: number;
  readonly endpoint?: string;
  readonly credentials?: () => Credentials;
}

/** Calls a function and waits for it, signed and without the SDK: keys go in and out, so that payloads stay small. */
export function createFunctionInvoker(invoked: InvokedFunction): InvokeFunction {
  const { name, memoryMb, timeoutMs, credentials } = invoked;
  const region = ownRegion();
  const url = new URL(`/2015-03-31/functions/${name}/invocations`, invoked.endpoint ?? endpointOf(region));
  const sign = createPostSigner('lambda', url, { region, ...(credentials ? { credentials } : {}) });
  const post = createPost(url, timeoutMs);

  return async (payload, signal) => {
    const body = JSON.stringify(payload ?? null);
    return retry(async () => {
      signal?.throwIfAborted();
      const startedAt = performance.now();
      const answer = await post(sign({ 'content-type': 'application/json' }, body), body);
      if (answer.status >= 300) throw new AwsError('Invoke', answer);
      recordUsage(usageOfFunction({ milliseconds: performance.now() - startedAt, memoryMb, invocations: 1 }));
      const failed = answer.headers['x-amz-function-error'];
      if (failed) throw new FunctionFailure(`The function ${name} failed: ${answer.text.slice(0, 500)}`);
      return JSON.parse(answer.text || 'null') as unknown;
    }, pauseMs);
  };
}

function endpointOf(region: string): string {
  const { AWS_ENDPOINT_URL_LAMBDA: own, AWS_ENDPOINT_URL: common } = process.env;
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return own || common || `https://lambda.${region}.${suffix}`;
}

/** Only what did not begin is begun again: whatever failed within the function is for its caller to judge. */
function pauseMs(error: unknown): number | undefined {
  if (!(error instanceof AwsError)) return undefined;
  return error.status === 429 || error.status >= 500 ? 500 : undefined;
}
