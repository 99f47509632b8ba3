import * as z from 'zod';
import { type CallUsage, ProviderFailure } from './provider.ts';

const errorSchema = z.object({
  name: z.string(),
  message: z.string(),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional(),
});

/** Names of failures that pass; in a stream they come without a status. */
const passing =
  /^(?:Throttl|TooManyRequests|ServiceUnavailable|InternalServer|InternalFailure|ModelNotReady|ModelError|ModelStreamError|BadGateway|DependencyFailed|RetryableConflict|ServiceQuotaExceeded|RuntimeClientError|TimeoutError)|Timeout/i;
/** Of the network, as Node names them. */
const passingCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT']);

/** Refused before the first token: nothing is billed. */
const oneCall: CallUsage = { inputTokens: 0, outputTokens: 0, calls: 1, usd: 0 };

/** The failure of a call to AWS in this room's terms; `usage` is what it consumed before. */
export function failureOfAws(name: string, error: unknown, usage: CallUsage = oneCall): ProviderFailure {
  if (error instanceof ProviderFailure) return error;
  const parsed = errorSchema.safeParse(error);
  const { name: kind, message, $metadata } = parsed.success ? parsed.data : { name: 'Error', message: String(error) };
  const status = $metadata?.httpStatusCode;
  const code = codeOf(error);
  const isRetryable =
    passing.test(kind) ||
    passingCodes.has(code) ||
    status === 429 ||
    (status !== undefined && status >= 500) ||
    !parsed.success;
  return new ProviderFailure(`${name} did not answer: ${kind}: ${message}`, { isRetryable, usage, cause: error });
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
