import { ServiceError } from '../../kernel/errors.ts';

/** The old query protocol's code of each error; it travels in a header of its own. */
const QUERY_CODES: Readonly<Record<string, string>> = {
  InvalidParameterValueException: 'InvalidParameterValue',
  InvalidParameterCombinationException: 'InvalidParameterCombination',
  MissingRequiredParameterException: 'MissingParameter',
  ValidationException: 'ValidationError',
  InternalFailure: 'InternalServiceError',
};

export const queryErrorHeader = ({ code, status }: ServiceError): Record<string, string> => ({
  'x-amzn-query-error': `${QUERY_CODES[code] ?? code};${status < 500 ? 'Sender' : 'Receiver'}`,
});

export const invalidValue = (message: string) => new ServiceError('InvalidParameterValueException', message);

export const invalidCombination = (message: string) =>
  new ServiceError('InvalidParameterCombinationException', message);

export const missing = (parameter: string) =>
  new ServiceError('MissingRequiredParameterException', `The parameter ${parameter} is required.`);

export const invalidQuery = (message: string) => new ServiceError('ValidationException', message);

export const exclusive = (first: string, second: string) =>
  invalidCombination(`The parameters ${first} and ${second} are mutually exclusive and you have specified both.`);

export const invalidToken = () => new ServiceError('InvalidNextToken', 'The value for parameter NextToken is invalid.');
