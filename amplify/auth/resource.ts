import { defineAuth } from '@aws-amplify/backend';
import { roles } from '../../lib/domain/access/roles.ts';

/** Sign-in by e-mail. By invitation only: backend.ts switches self-sign-up off and narrows what clients may write. */
export const auth = defineAuth({
  loginWith: { email: true },
  multifactor: { mode: 'OPTIONAL', totp: true },
  accountRecovery: 'EMAIL_ONLY',
  groups: [...roles],
  userAttributes: {
    'custom:organization': { dataType: 'String', mutable: true, minLen: 1, maxLen: 64 },
  },
});
