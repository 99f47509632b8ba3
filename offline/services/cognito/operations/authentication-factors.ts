import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { poolInput, poolOperation, poolUserInput, poolUserOperation, sessionOperation, tokenInput } from '../access.ts';
import { attributeSchemas } from '../attributes.ts';
import { invalidParameter, notFound } from '../faults.ts';
import { firstFactors } from '../sign-in/choose-first-factor.ts';
import type { CognitoState, Pool } from '../state.ts';
import { describeMfa, saveChangedUser, type User } from '../users.ts';

/** The factors with which a person may begin a sign-in; SRP is the password too. */
const describeFactors = (pool: Pool, user: User) => ({
  Username: user.username,
  ...describeMfa(user),
  ConfiguredUserAuthFactors: firstFactors(pool, user).filter((factor) => factor !== 'PASSWORD_SRP'),
});

export const getUserAuthFactors = sessionOperation(tokenInput, ({ pool, user }) => describeFactors(pool, user));
export const adminGetUserAuthFactors = poolUserOperation('AdminGetUserAuthFactors', poolUserInput, ({ pool, user }) =>
  describeFactors(pool, user),
);

const MFAOptions = z.array(
  z.object({ DeliveryMedium: z.enum(['SMS', 'EMAIL']).optional(), AttributeName: z.string().optional() }),
);
type Options = z.output<typeof MFAOptions>;

/** The old way to text messages as a second factor: named turns them on, an empty list off. */
export const setUserSettings = sessionOperation(tokenInput.extend({ MFAOptions }), ({ state, pool, user, input }) =>
  setOptions(state, pool, user, input.MFAOptions),
);
export const adminSetUserSettings = poolUserOperation(
  'AdminSetUserSettings',
  poolUserInput.extend({ MFAOptions }),
  ({ state, pool, user, input }) => setOptions(state, pool, user, input.MFAOptions),
);

function setOptions(state: CognitoState, pool: Pool, user: User, options: Options) {
  if (
    options.some(({ DeliveryMedium, AttributeName }) => DeliveryMedium !== 'SMS' || AttributeName !== 'phone_number')
  ) {
    throw invalidParameter('MFAOptions take SMS to phone_number only.');
  }
  if (options.length > 0 && !user.attributes.phone_number) throw invalidParameter('User does not have a phone number');
  const others = (user.security.mfa?.enabled ?? []).filter((type) => type !== 'SMS_MFA');
  const enabled = options.length > 0 ? ([...others, 'SMS_MFA'] as const) : others;
  const preferred = enabled.find((type) => type === user.security.mfa?.preferred);
  user.security.mfa = { enabled: [...enabled], ...(preferred && { preferred }) };
  saveChangedUser(state, pool, user);
  return {};
}

/** Takes the authenticator away. */
export const adminDeleteSoftwareToken = poolUserOperation(
  'AdminDeleteSoftwareToken',
  poolUserInput,
  ({ state, pool, user }) => {
    delete user.security.totp;
    const enabled = (user.security.mfa?.enabled ?? []).filter((type) => type !== 'SOFTWARE_TOKEN_MFA');
    const preferred = enabled.find((type) => type === user.security.mfa?.preferred);
    user.security.mfa = { enabled, ...(preferred && { preferred }) };
    saveChangedUser(state, pool, user);
    return {};
  },
);

const passkeysOff = sessionOperation(tokenInput, () => {
  throw new ServiceError(
    'WebAuthnNotEnabledException',
    'Passkeys are not enabled: a passkey needs an origin of its own.',
  );
});
export const startWebAuthnRegistration = passkeysOff;
export const completeWebAuthnRegistration = passkeysOff;
export const listWebAuthnCredentials = sessionOperation(tokenInput, () => ({ Credentials: [] }));
export const deleteWebAuthnCredential = sessionOperation(tokenInput.extend({ CredentialId: z.string() }), () => {
  throw notFound('The passkey does not exist.');
});

const addOnOff = () => {
  throw new ServiceError('UserPoolAddOnNotEnabledException', 'Threat protection is not enabled for this user pool.');
};
export const adminListUserAuthEvents = poolUserOperation('AdminListUserAuthEvents', poolUserInput, addOnOff);
export const adminUpdateAuthEventFeedback = poolUserOperation('AdminUpdateAuthEventFeedback', poolUserInput, addOnOff);
export const updateAuthEventFeedback = defineOperation<CognitoState, z.output<typeof poolUserInput>>({
  schema: poolUserInput,
  unsigned: true,
  execute: addOnOff,
});

/** The columns of a file of users, as an import would have them. */
export const getCsvHeader = poolOperation('GetCSVHeader', poolInput, ({ pool }) => ({
  UserPoolId: pool.id,
  CSVHeader: [
    ...attributeSchemas(pool)
      .map(({ Name }) => Name)
      .filter((name) => !['sub', 'identities'].includes(name)),
    'cognito:mfa_enabled',
    'cognito:username',
  ],
}));
