import { ServiceError } from '../../../kernel/errors.ts';
import type { QueryOperation } from './operation.ts';

/**
 * Web identities get their credentials from the identity pool, which knows its tokens; here nobody could verify them, so
 * none are given.
 */
export const assumeRoleWithWebIdentity: QueryOperation = {
  unsigned: true,
  execute() {
    throw new ServiceError(
      'InvalidIdentityToken',
      'The offline backend gives credentials for web identities through Cognito identity pools (GetCredentialsForIdentity) only.',
    );
  },
};
