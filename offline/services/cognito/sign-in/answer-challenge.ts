import { ServiceError } from '../../../kernel/errors.ts';
import { assignAttributes, checkAttributes, checkWritable } from '../attributes.ts';
import { invalidParameter, notAuthorized, wrongPassword } from '../faults.ts';
import { setPassword } from '../passwords.ts';
import type { Client, CognitoState, Pool } from '../state.ts';
import { matchTotp } from '../totp.ts';
import { findUser, saveChangedUser, saveUser, type User } from '../users.ts';
import { afterPassword } from './after-password.ts';
import { takeFirstFactor } from './choose-first-factor.ts';
import { answerCustomChallenge, nextCustomStep } from './custom-challenge.ts';
import { afterFactors, answerDevice, deviceVerifierChallenge } from './device-challenge.ts';
import { factorChallenge, requireSecondFactor } from './second-factor.ts';
import { readSession, recordFailure, type SignInSession, spendSession } from './sessions.ts';
import {
  type AuthAnswer,
  type ChallengeName,
  completeSignIn,
  type Parameters,
  requireParameter,
  type SignIn,
} from './sign-in.ts';
import { verifySrpAnswer } from './srp-challenge.ts';

export type ChallengeRequest = {
  pool: Pool;
  client: Client;
  challenge: ChallengeName;
  responses: Parameters;
  session: string | undefined;
  clientMetadata: Record<string, string> | undefined;
};

const CODE_PARAMETER = { SMS_MFA: 'SMS_MFA_CODE', EMAIL_OTP: 'EMAIL_OTP_CODE', SMS_OTP: 'SMS_OTP_CODE' } as const;

/** A further step of a sign-in: judges the answer to a challenge. @throws ServiceError with Cognito's codes */
export async function answerChallenge(state: CognitoState, request: ChallengeRequest): Promise<AuthAnswer> {
  const { pool, client, challenge, responses, clientMetadata } = request;
  if (challenge === 'PASSWORD_VERIFIER') return answerSrp(state, request);
  if (challenge === 'DEVICE_PASSWORD_VERIFIER') return answerDevice(state, request);
  const session = readSession(state, request.session, { client, challenges: [challenge] });
  const user = findUser(state, pool, session.username);
  if (challenge === 'SELECT_CHALLENGE' || challenge === 'PASSWORD' || challenge === 'PASSWORD_SRP') {
    const factor = challenge === 'SELECT_CHALLENGE' ? requireParameter(responses, 'ANSWER') : challenge;
    return takeFirstFactor(state, { ...request, parameters: responses }, factor, session.username, user);
  }
  if (!user) throw wrongPassword();
  const deviceKey = responses.DEVICE_KEY ?? session.deviceKey;
  const signIn: SignIn = { state, pool, client, user, source: session.source, clientMetadata, deviceKey };
  switch (challenge) {
    case 'NEW_PASSWORD_REQUIRED':
      return answerNewPassword(signIn, session, responses);
    case 'SOFTWARE_TOKEN_MFA':
      requireTotp(signIn, session, requireParameter(responses, 'SOFTWARE_TOKEN_MFA_CODE'));
      return afterFactors(signIn);
    case 'SMS_MFA':
    case 'EMAIL_OTP':
    case 'SMS_OTP':
      requireCode(state, session, requireParameter(responses, CODE_PARAMETER[challenge]));
      return afterFactors(signIn);
    case 'DEVICE_SRP_AUTH':
      return deviceVerifierChallenge(signIn, session, requireParameter(responses, 'SRP_A'));
    case 'SELECT_MFA_TYPE':
      return factorChallenge(signIn, requireParameter(responses, 'ANSWER'));
    case 'MFA_SETUP':
      return answerSetup(signIn, session);
    case 'CUSTOM_CHALLENGE': {
      if (!session.custom) throw notAuthorized('Invalid session for the user.');
      spendSession(state, session);
      return answerCustomChallenge(signIn, session.custom, requireParameter(responses, 'ANSWER'));
    }
  }
}

async function answerSrp(state: CognitoState, request: ChallengeRequest): Promise<AuthAnswer> {
  const { pool, client, clientMetadata } = request;
  const { user, session } = verifySrpAnswer(state, request);
  const deviceKey = request.responses.DEVICE_KEY ?? session.deviceKey;
  const signIn: SignIn = { state, pool, client, user, source: 'Authentication', clientMetadata, deviceKey };
  if (!session.custom) return afterPassword(signIn);
  const result = { challengeName: 'PASSWORD_VERIFIER', challengeResult: true, challengeMetadata: null };
  return nextCustomStep(signIn, [...session.custom.history, result], session.custom.srpA);
}

async function answerNewPassword(signIn: SignIn, session: SignInSession, responses: Parameters): Promise<AuthAnswer> {
  const { state, pool, client, user } = signIn;
  if (user.status !== 'FORCE_CHANGE_PASSWORD') throw notAuthorized('Invalid session for the user.');
  const attributes = Object.entries(responses)
    .filter(([name]) => name.startsWith('userAttributes.'))
    .map(([name, Value]) => ({ Name: name.slice('userAttributes.'.length), Value }));
  checkWritable(
    client,
    attributes.map(({ Name }) => Name),
  );
  checkAttributes(pool, attributes, 'creation');
  setPassword(state, pool, user, requireParameter(responses, 'NEW_PASSWORD'));
  assignAttributes(user, attributes);
  user.status = 'CONFIRMED';
  saveChangedUser(state, pool, user);
  spendSession(state, session);
  return requireSecondFactor({ ...signIn, source: 'NewPasswordChallenge' });
}

function requireTotp({ state, pool, user }: SignIn, session: SignInSession, code: string): void {
  const { totp } = user.security;
  if (!totp) throw notAuthorized('Invalid session for the user.');
  const result = matchTotp(totp.secret, code, state.context.clock.now(), totp.lastStep);
  switch (result.outcome) {
    case 'match':
      totp.lastStep = result.step;
      saveUser(state, pool, user);
      spendSession(state, session);
      return;
    case 'used':
      throw new ServiceError('ExpiredCodeException', 'Your software token has already been used once.');
    case 'mismatch':
      recordFailure(state, session);
      throw new ServiceError('CodeMismatchException', 'Invalid code received for user');
  }
}

function requireCode(state: CognitoState, session: SignInSession, code: string): void {
  if (session.code !== code.trim()) {
    recordFailure(state, session);
    throw new ServiceError('CodeMismatchException', 'Invalid code or auth state for the user.');
  }
  spendSession(state, session);
}

/** The authenticator was verified through this session: from now on it is the user's second factor. */
async function answerSetup(signIn: SignIn, session: SignInSession): Promise<AuthAnswer> {
  const { state, pool, user } = signIn;
  if (!session.totp?.verified) throw invalidParameter('User has not verified software token mfa');
  adoptTotp(user, session.totp);
  saveChangedUser(state, pool, user);
  spendSession(state, session);
  return completeSignIn(signIn);
}

function adoptTotp(user: User, { secret, step }: { secret: string; step: number }): void {
  user.security.totp = { secret, verified: true, lastStep: step };
  user.security.mfa = { enabled: ['SOFTWARE_TOKEN_MFA'], preferred: 'SOFTWARE_TOKEN_MFA' };
}
