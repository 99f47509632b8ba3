import { randomUUID } from 'node:crypto';
import type { AppendedError, Evaluation, EvaluationSource, Outcome, ResolverContext } from './contract.ts';

/** What one evaluation knows and leaves behind; every util function gets it first. */
export type Run = {
  readonly context: ResolverContext;
  readonly source: EvaluationSource;
  readonly appendedErrors: AppendedError[];
  readonly logs: string[];
  subscriptionFilters?: unknown;
  invalidationFilters?: unknown;
  invalidations?: unknown[];
  responseHeaders?: Record<string, string>;
};

/** Ends an evaluation with an error of the GraphQL response. */
export class RaisedError extends Error {
  override readonly name = 'RaisedError';
  readonly appended: AppendedError;

  constructor(appended: AppendedError) {
    super(appended.message);
    this.appended = appended;
  }
}

/** Ends an evaluation before its end, with a value. */
export class EarlyReturn extends Error {
  override readonly name = 'EarlyReturn';
  readonly value: unknown;
  readonly skipTo: 'END' | 'NEXT' | undefined;

  constructor(value: unknown, skipTo?: 'END' | 'NEXT') {
    super('early return');
    this.value = value;
    this.skipTo = skipTo;
  }
}

/** Real time and random ids, for callers without a clock of their own. */
export const realSource: EvaluationSource = { now: () => Date.now(), uuid: () => randomUUID() };

/** A fresh run over `context`. */
export function startRun(context: ResolverContext, source: EvaluationSource): Run {
  return { context, source, appendedErrors: [], logs: [] };
}

/** Turns what `body` returns or throws into an evaluation; unforeseen errors take `errorType`. */
export function finishRun(run: Run, errorType: string, body: () => Outcome): Evaluation {
  let outcome: Outcome;
  try {
    outcome = body();
  } catch (error) {
    outcome = outcomeOf(error, errorType);
  }
  const evaluation: Evaluation = { outcome, appendedErrors: run.appendedErrors, logs: run.logs };
  if (run.subscriptionFilters !== undefined) evaluation.subscriptionFilters = run.subscriptionFilters;
  if (run.invalidationFilters !== undefined) evaluation.invalidationFilters = run.invalidationFilters;
  if (run.invalidations !== undefined) evaluation.invalidations = run.invalidations;
  if (run.responseHeaders !== undefined) evaluation.responseHeaders = run.responseHeaders;
  return evaluation;
}

function outcomeOf(error: unknown, errorType: string): Outcome {
  if (error instanceof RaisedError) return { kind: 'error', error: error.appended };
  if (error instanceof EarlyReturn) {
    const { value, skipTo } = error;
    return skipTo ? { kind: 'return', value, skipTo } : { kind: 'return', value };
  }
  return { kind: 'error', error: { message: messageOf(error), errorType } };
}

/** Errors of another realm are no instances of this one's `Error`. */
function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
