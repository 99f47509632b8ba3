import { z } from 'zod';
import { poolUserInput, poolUserOperation, sessionOperation, tokenInput } from '../access.ts';
import { invalidParameter } from '../faults.ts';
import type { MfaType } from '../settings.ts';
import type { CognitoState, Pool } from '../state.ts';
import { saveChangedUser, type User } from '../users.ts';

const setting = z.object({ Enabled: z.boolean().optional(), PreferredMfa: z.boolean().optional() }).nullish();
const settings = z.object({
  SMSMfaSettings: setting,
  SoftwareTokenMfaSettings: setting,
  EmailMfaSettings: setting,
});
type Preference = z.output<typeof settings>;

export const setUserMfaPreference = sessionOperation(
  tokenInput.extend(settings.shape),
  ({ state, pool, user, input }) => setPreference(state, pool, user, input),
);

export const adminSetUserMfaPreference = poolUserOperation(
  'AdminSetUserMFAPreference',
  poolUserInput.extend(settings.shape),
  ({ state, pool, user, input }) => setPreference(state, pool, user, input),
);

function setPreference(state: CognitoState, pool: Pool, user: User, input: Preference) {
  const wanted: readonly (readonly [MfaType, z.output<typeof setting>])[] = [
    ['SOFTWARE_TOKEN_MFA', input.SoftwareTokenMfaSettings],
    ['SMS_MFA', input.SMSMfaSettings],
    ['EMAIL_OTP', input.EmailMfaSettings],
  ];
  const enabled = new Set(user.security.mfa?.enabled);
  let preferred = user.security.mfa?.preferred;
  for (const [type, choice] of wanted) {
    if (!choice) continue;
    if (choice.Enabled) {
      requireReady(pool, user, type);
      enabled.add(type);
    } else if (choice.Enabled === false) enabled.delete(type);
    if (choice.PreferredMfa) preferred = type;
    else if (choice.PreferredMfa === false && preferred === type) preferred = undefined;
  }
  if (preferred && !enabled.has(preferred)) preferred = undefined;
  user.security.mfa = { enabled: [...enabled], ...(preferred && { preferred }) };
  saveChangedUser(state, pool, user);
  return {};
}

function requireReady({ settings: { EnabledMfas } }: Pool, user: User, type: MfaType): void {
  if (!EnabledMfas.includes(type)) throw invalidParameter(`${type} is not enabled for the user pool`);
  switch (type) {
    case 'SOFTWARE_TOKEN_MFA':
      if (!user.security.totp?.verified) throw invalidParameter('User has not verified software token mfa');
      return;
    case 'SMS_MFA':
      if (!user.attributes.phone_number) throw invalidParameter('User does not have a phone number');
      return;
    case 'EMAIL_OTP':
      if (user.attributes.email_verified !== 'true') throw invalidParameter('User does not have a verified email');
  }
}
