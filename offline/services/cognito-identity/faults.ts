import { ServiceError } from '../../kernel/errors.ts';

export const notAuthorized = (message: string) => new ServiceError('NotAuthorizedException', message);
export const notFound = (message: string) => new ServiceError('ResourceNotFoundException', message);
export const invalidParameter = (message: string) => new ServiceError('InvalidParameterException', message);
