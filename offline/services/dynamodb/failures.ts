import { ServiceError } from '../../kernel/errors.ts';

/** An input that DynamoDB refuses, in its words. */
export const invalid = (message: string): ServiceError => new ServiceError('ValidationException', message);

/** The beginning of most of DynamoDB's refusals. */
export const invalidParameter = (message: string): ServiceError =>
  invalid(`One or more parameter values were invalid: ${message}`);

/** A body whose JSON does not fit the operation's shape. */
export const serializationFailure = (message: string): ServiceError =>
  new ServiceError('SerializationException', message);

export const tableNotFound = (): ServiceError =>
  new ServiceError('ResourceNotFoundException', 'Requested resource not found');

export const namedTableNotFound = (name: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
