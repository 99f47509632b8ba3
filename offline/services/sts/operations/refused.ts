import { ServiceError } from '../../../kernel/errors.ts';
import type { QueryOperation } from './operation.ts';

export const getFederationToken: QueryOperation = {
  unsigned: false,
  execute() {
    throw new ServiceError(
      'AccessDenied',
      'GetFederationToken does not work offline: there are no IAM users to federate. Use AssumeRole.',
      { status: 403 },
    );
  },
};

export const decodeAuthorizationMessage: QueryOperation = {
  unsigned: false,
  execute() {
    throw new ServiceError(
      'InvalidAuthorizationMessageException',
      'Message is not valid: the offline backend writes no encoded authorization messages.',
    );
  },
};
