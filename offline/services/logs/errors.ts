import { ServiceError } from '../../kernel/errors.ts';

export const invalid = (message: string) => new ServiceError('InvalidParameterException', message);

export const noSuchGroup = () =>
  new ServiceError('ResourceNotFoundException', 'The specified log group does not exist.');

export const noSuchStream = () =>
  new ServiceError('ResourceNotFoundException', 'The specified log stream does not exist.');

export const alreadyExists = (what: 'group' | 'stream') =>
  new ServiceError('ResourceAlreadyExistsException', `The specified log ${what} already exists`);

export const invalidToken = () => invalid('The specified nextToken is invalid.');

/** CloudWatch Logs' words for a member that breaks a constraint. */
export const violates = (value: unknown, member: string, constraint: string) =>
  invalid(
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: Member must ${constraint}`,
  );

/** @throws ServiceError InvalidParameterException when `value` is below 1 or above `most`. */
export function checkLimit(value: number, most: number): void {
  if (value > most) throw violates(value, 'limit', `have value less than or equal to ${most}`);
  if (value < 1) throw violates(value, 'limit', 'have value greater than or equal to 1');
}

/** @throws ServiceError InvalidParameterException when `text` is longer than `most`. */
export function checkLength(text: string | undefined, member: string, most: number): void {
  if (text !== undefined && text.length > most) {
    throw violates(text, member, `have length less than or equal to ${most}`);
  }
}
