import type { AppendedError } from '../contract.ts';
import { RaisedError, type Run } from '../run.ts';
import { optionalText, text } from './values.ts';

function appendedError(message: unknown, errorType: unknown, data: unknown, errorInfo: unknown): AppendedError {
  const error: AppendedError = { message: text(message) };
  const type = optionalText(errorType);
  if (type !== undefined) error.errorType = type;
  if (data !== undefined && data !== null) error.data = data;
  if (errorInfo !== undefined && errorInfo !== null) error.errorInfo = errorInfo;
  return error;
}

/** `util.error`: ends the evaluation. */
export function error(_run: Run, message: unknown, errorType?: unknown, data?: unknown, errorInfo?: unknown): never {
  throw new RaisedError(appendedError(message, errorType, data, errorInfo));
}

/** `util.appendError`: adds to the response's errors and goes on. */
export function appendError(run: Run, message: unknown, errorType?: unknown, data?: unknown, info?: unknown): string {
  run.appendedErrors.push(appendedError(message, errorType, data, info));
  return '';
}

/** `util.unauthorized`: ends the evaluation as AppSync refuses a field. */
export function unauthorized({ context }: Run): never {
  const { fieldName, parentTypeName } = context.info;
  throw new RaisedError({
    // Code evaluated outside an API belongs to no field.
    message: fieldName ? `Not Authorized to access ${fieldName} on type ${parentTypeName}` : 'Unauthorized',
    errorType: 'Unauthorized',
  });
}

/** `$util.validate`: ends the evaluation unless the condition is true. */
export function validate(_run: Run, condition: unknown, message: unknown, errorType?: unknown, data?: unknown): string {
  if (condition === true) return '';
  throw new RaisedError(appendedError(message, errorType ?? 'CustomTemplateException', data, undefined));
}
