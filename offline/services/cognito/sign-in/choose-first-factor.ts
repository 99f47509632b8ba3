import { invalidParameter, wrongPassword } from '../faults.ts';
import { requirePassword } from '../passwords.ts';
import type { Client, CognitoState, Pool } from '../state.ts';
import type { User } from '../users.ts';
import { afterPassword, refuseUnready } from './after-password.ts';
import { codeChallenge } from './second-factor.ts';
import { openSession } from './sessions.ts';
import type { AuthAnswer, ChallengeName, Parameters, SignIn } from './sign-in.ts';
import { srpChallenge } from './srp-challenge.ts';

type FirstFactor = Extract<ChallengeName, 'EMAIL_OTP' | 'SMS_OTP' | 'PASSWORD' | 'PASSWORD_SRP'>;

type Choice = {
  pool: Pool;
  client: Client;
  parameters: Parameters;
  clientMetadata: Record<string, string> | undefined;
};

/** USER_AUTH: takes the factor that the client prefers, or lets it choose. */
export async function beginChoice(
  state: CognitoState,
  choice: Choice,
  name: string,
  user: User | undefined,
): Promise<AuthAnswer> {
  const available = firstFactors(choice.pool, user);
  const preferred = available.find((factor) => factor === choice.parameters.PREFERRED_CHALLENGE);
  if (preferred) return takeFirstFactor(state, choice, preferred, name, user);
  return {
    ChallengeName: 'SELECT_CHALLENGE',
    ChallengeParameters: { USERNAME: user?.username ?? name },
    AvailableChallenges: available,
    Session: openSession(state, choice.client, { username: user?.username ?? name, challenge: 'SELECT_CHALLENGE' }),
  };
}

/** First factors open to a user; to an unknown one those of a user with a password. */
export function firstFactors({ settings }: Pool, user: User | undefined): FirstFactor[] {
  const allowed = settings.Policies.SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD'];
  const available: FirstFactor[] = [];
  const isVerified = (attribute: string) => user?.attributes[`${attribute}_verified`] === 'true';
  if (allowed.includes('EMAIL_OTP') && isVerified('email')) available.push('EMAIL_OTP');
  if (allowed.includes('SMS_OTP') && isVerified('phone_number')) available.push('SMS_OTP');
  if (allowed.includes('PASSWORD') && (!user || user.security.password)) available.push('PASSWORD', 'PASSWORD_SRP');
  return available;
}

/** Goes on with a chosen first factor. @throws ServiceError InvalidParameterException for one that is not open */
export async function takeFirstFactor(
  state: CognitoState,
  { pool, client, parameters, clientMetadata }: Choice,
  factor: string,
  name: string,
  user: User | undefined,
): Promise<AuthAnswer> {
  const chosen = firstFactors(pool, user).find((known) => known === factor);
  const ask = (challenge: ChallengeName): AuthAnswer => ({
    ChallengeName: challenge,
    ChallengeParameters: { USERNAME: user?.username ?? name },
    Session: openSession(state, client, { username: user?.username ?? name, challenge }),
  });
  if (chosen === 'PASSWORD_SRP') {
    if (parameters.SRP_A === undefined) return ask('PASSWORD_SRP');
    return srpChallenge(state, {
      pool,
      client,
      user,
      name,
      A: parameters.SRP_A,
      deviceKey: parameters.DEVICE_KEY,
      withSession: true,
    });
  }
  if (chosen === 'PASSWORD' && parameters.PASSWORD === undefined) return ask('PASSWORD');
  if (!user) throw wrongPassword();
  const deviceKey = parameters.DEVICE_KEY;
  const signIn: SignIn = { state, pool, client, user, source: 'Authentication', clientMetadata, deviceKey };
  switch (chosen) {
    case 'PASSWORD':
      requirePassword(state, pool, user, parameters.PASSWORD ?? '');
      return afterPassword(signIn);
    case 'EMAIL_OTP':
    case 'SMS_OTP':
      refuseUnready(signIn);
      return codeChallenge(signIn, chosen, 8);
    case undefined:
      throw invalidParameter(`Challenge ${factor} is not available for this user`);
  }
}
