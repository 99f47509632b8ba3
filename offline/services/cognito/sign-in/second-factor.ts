import { randomCode } from '../codes.ts';
import { invalidParameter } from '../faults.ts';
import { deliver } from '../messages.ts';
import type { MfaType } from '../settings.ts';
import type { Pool } from '../state.ts';
import type { User } from '../users.ts';
import { afterFactors, deviceChallenge, replacesFactor } from './device-challenge.ts';
import { openSession } from './sessions.ts';
import { type AuthAnswer, type ChallengeName, type SignIn } from './sign-in.ts';

/** Second factors that the pool offers. */
function offeredFactors({ settings }: Pool): readonly MfaType[] {
  if (settings.MfaConfiguration === 'OFF') return [];
  return settings.EnabledMfas.length > 0 ? settings.EnabledMfas : ['SMS_MFA'];
}

/** Second factors with which this user signs in; required ones that need no setting up among them. */
function factorsOf(pool: Pool, user: User): readonly MfaType[] {
  const isReady = (type: MfaType) => {
    switch (type) {
      case 'SOFTWARE_TOKEN_MFA':
        return user.security.totp?.verified === true;
      case 'SMS_MFA':
        return user.attributes.phone_number !== undefined;
      case 'EMAIL_OTP':
        return user.attributes.email !== undefined;
    }
  };
  const ready = offeredFactors(pool).filter(isReady);
  const chosen = ready.filter((type) => user.security.mfa?.enabled.includes(type));
  if (chosen.length > 0 || pool.settings.MfaConfiguration !== 'ON') return chosen;
  const [automatic] = ready.filter((type) => type !== 'EMAIL_OTP');
  return automatic ? [automatic] : [];
}

/** Asks for the second factor if there is one, else completes the sign-in. */
export async function requireSecondFactor(signIn: SignIn): Promise<AuthAnswer> {
  const { pool, user } = signIn;
  if (replacesFactor(signIn)) return deviceChallenge(signIn);
  const factors = factorsOf(pool, user);
  const [first] = factors;
  if (!first) return pool.settings.MfaConfiguration === 'ON' ? setupChallenge(signIn) : afterFactors(signIn);
  const preferred = user.security.mfa?.preferred;
  if (factors.length === 1) return factorChallenge(signIn, first);
  if (preferred && factors.includes(preferred)) return factorChallenge(signIn, preferred);
  return challenge(signIn, 'SELECT_MFA_TYPE', { MFAS_CAN_CHOOSE: JSON.stringify(factors) });
}

/** Asks for one factor. @throws ServiceError InvalidParameterException when the user does not have it */
export async function factorChallenge(signIn: SignIn, type: string): Promise<AuthAnswer> {
  const factor = factorsOf(signIn.pool, signIn.user).find((known) => known === type);
  switch (factor) {
    case 'SOFTWARE_TOKEN_MFA':
      return challenge(signIn, 'SOFTWARE_TOKEN_MFA', {});
    case 'SMS_MFA':
    case 'EMAIL_OTP':
      return codeChallenge(signIn, factor);
    case undefined:
      throw invalidParameter(`The user has no second factor ${type}`);
  }
}

/** Sends a code and asks for it, as a second factor or (USER_AUTH) as the only one. */
export async function codeChallenge(
  signIn: SignIn,
  name: 'SMS_MFA' | 'EMAIL_OTP' | 'SMS_OTP',
  digits = 6,
): Promise<AuthAnswer> {
  const { state, pool, client, user, clientMetadata } = signIn;
  const attribute = name === 'EMAIL_OTP' ? 'email' : 'phone_number';
  const destination = user.attributes[attribute];
  if (destination === undefined) throw invalidParameter(`The user has no ${attribute}`);
  const code = randomCode(digits);
  const message = {
    pool,
    client,
    user,
    reason: 'Authentication',
    attribute,
    destination,
    code,
    clientMetadata,
  } as const;
  const { DeliveryMedium, Destination } = await deliver(state, message);
  return challenge(
    signIn,
    name,
    { CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium, CODE_DELIVERY_DESTINATION: Destination },
    code,
  );
}

function setupChallenge(signIn: SignIn): AuthAnswer {
  const types = offeredFactors(signIn.pool).filter((type) => type === 'SOFTWARE_TOKEN_MFA');
  return challenge(signIn, 'MFA_SETUP', { MFAS_CAN_SETUP: JSON.stringify(types) });
}

function challenge(
  { state, client, user, source, deviceKey }: SignIn,
  name: ChallengeName,
  parameters: Record<string, string>,
  code?: string,
): AuthAnswer {
  return {
    ChallengeName: name,
    ChallengeParameters: { USERNAME: user.username, USER_ID_FOR_SRP: user.username, ...parameters },
    Session: openSession(state, client, {
      ...{ username: user.username, challenge: name, source },
      ...(code && { code }),
      ...(deviceKey && { deviceKey }),
    }),
  };
}
