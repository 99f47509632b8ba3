import type { FailureCode } from '../result/action-result.ts';

/** The error types of the public contract, in GraphQL as `errorType`: a session that has ended is told by HTTP. */
export type ErrorType = Exclude<FailureCode, 'Unauthenticated'>;

/** An expected failure: `message` is for a person and says what to do, `field` names the argument at fault. */
export interface Failure {
  readonly type: ErrorType;
  readonly code: string;
  readonly message: string;
  readonly field?: string;
}

/** What an operation gives: its data, or why there is none. */
export type Outcome<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly error: Failure };

export function succeed<Data>(data: Data): Outcome<Data> {
  return { ok: true, data };
}

export function fail(error: Failure): { readonly ok: false; readonly error: Failure } {
  return { ok: false, error };
}

/** The failure of an argument that does not have the form it must have. */
export function invalid(field: string, message: string): { readonly ok: false; readonly error: Failure } {
  return fail({ type: 'ValidationError', code: 'INVALID_ARGUMENT', field, message });
}
