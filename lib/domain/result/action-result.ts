/** Why an operation was refused or failed, in words that screens and scripts can rely on. */
const failureCodes = [
  'Unauthenticated',
  'Unauthorized',
  'NotFound',
  'ValidationError',
  'Conflict',
  'Throttled',
  'Unavailable',
  'InternalError',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** An expected failure: `message` is for a person, `field` names the input that is at fault. */
export type Failure = { ok: false; code: FailureCode; message: string; field?: string };

/** What a server action answers: expected failures are returned, never thrown. */
export type ActionResult<Data> = { ok: true; data: Data } | Failure;

/** Whether a value names one of the failure codes. */
export function isFailureCode(value: unknown): value is FailureCode {
  return failureCodes.some((code) => code === value);
}
