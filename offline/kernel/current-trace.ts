import { AsyncLocalStorage } from 'node:async_hooks';

/** The trace that the work at hand belongs to. */
export type Trace = {
  readonly traceId: string;
  /** As `X-Amzn-Trace-Id` hands it on. */
  readonly header: string;
};

const storage = new AsyncLocalStorage<Trace | undefined>();

/** The trace of the request or delivery that asks. */
export const currentTrace = (): Trace | undefined => storage.getStore();

/**
 * Does work as part of a trace; `undefined`: of none. What is kept for later (a message, an event) keeps the header with
 * it; whoever takes it up does so with that trace, not with the one by which it happened to be woken.
 */
export const withTrace = <Result>(trace: Trace | undefined, work: () => Result): Result => storage.run(trace, work);
