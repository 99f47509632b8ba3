import { ServiceError } from '../../kernel/errors.ts';

/** Cognito's errors in Cognito's words; clients branch on the codes, people read the sentences. */
export const invalidParameter = (message: string) => new ServiceError('InvalidParameterException', message);
export const notAuthorized = (message: string) => new ServiceError('NotAuthorizedException', message);
export const wrongPassword = () => notAuthorized('Incorrect username or password.');
export const userNotFound = () => new ServiceError('UserNotFoundException', 'User does not exist.');
export const userDisabled = () => notAuthorized('User is disabled.');
export const notFound = (message: string) => new ServiceError('ResourceNotFoundException', message);
export const codeMismatch = () =>
  new ServiceError('CodeMismatchException', 'Invalid verification code provided, please try again.');
export const codeExpired = () =>
  new ServiceError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
export const limitExceeded = () =>
  new ServiceError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
export const aliasExists = (attribute: string) =>
  new ServiceError(
    'AliasExistsException',
    `An account with the ${attribute.replace('_number', ' number')} already exists.`,
  );
export const usernameExists = (message = 'User already exists') => new ServiceError('UsernameExistsException', message);
