import type { TaskRequest } from './embedded/run-task.ts';
import { ProviderFailure } from './provider.ts';

/**
 * Does work within the time of a request: its signal is aborted when that is over, or when the request's own is.
 * @throws ProviderFailure, to be tried again, when the time is over; the request's own reason when it is called off.
 */
export async function withDeadline<Result>(
  request: TaskRequest,
  work: (limited: TaskRequest) => Promise<Result>,
): Promise<Result> {
  const { agentId, timeoutMs, signal } = request;
  const over = new AbortController();
  const timer = setTimeout(
    () => {
      const seconds = Math.round(timeoutMs / 1000);
      over.abort(new ProviderFailure(`Agent "${agentId}" took longer than ${seconds} s.`, { isRetryable: true }));
    },
    Math.max(0, timeoutMs),
  );
  const limited = { ...request, signal: AbortSignal.any([signal, over.signal]) };
  try {
    signal.throwIfAborted();
    return await work(limited);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (over.signal.aborted) throw timedOut(over.signal.reason, error);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** What a call consumed until then is not lost with it. */
function timedOut(reason: unknown, error: unknown): unknown {
  if (!(reason instanceof ProviderFailure && error instanceof ProviderFailure)) return reason;
  return new ProviderFailure(reason.message, { isRetryable: true, usage: error.usage, cause: error });
}
