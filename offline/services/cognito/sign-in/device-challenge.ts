// A device that was confirmed signs in with a password of its own (SRP); remembered, it stands in for a second factor.
import { timingSafeEqual } from 'node:crypto';
import { markAuthenticated, requireDevice } from '../devices.ts';
import { invalidParameter, notAuthorized } from '../faults.ts';
import { createServerHalf, expectedSignature, isPublicValue } from '../srp.ts';
import type { Client, CognitoState, Pool } from '../state.ts';
import { findUser } from '../users.ts';
import { openSession, readSession, type SignInSession, spendSession } from './sessions.ts';
import { type AuthAnswer, completeSignIn, type Parameters, requireParameter, type SignIn } from './sign-in.ts';

/**
 * Whether the client's device is remembered and the pool lets that replace a second factor.
 * @throws ServiceError ResourceNotFoundException when the pool does not know the device, so that the client forgets it
 */
export function replacesFactor({ state, pool, user, deviceKey }: SignIn): boolean {
  const { DeviceConfiguration } = pool.settings;
  if (!DeviceConfiguration || deviceKey === undefined) return false;
  const { remembered } = requireDevice(state, user, deviceKey);
  return DeviceConfiguration.ChallengeRequiredOnNewDevice && remembered;
}

/** All factors of the person are through: a known device proves itself, else the sign-in is complete. */
export async function afterFactors(signIn: SignIn): Promise<AuthAnswer> {
  const { state, pool, user, deviceKey } = signIn;
  if (!pool.settings.DeviceConfiguration || deviceKey === undefined) return completeSignIn(signIn);
  requireDevice(state, user, deviceKey);
  return deviceChallenge(signIn);
}

/** Asks the device for its public value. */
export function deviceChallenge({ state, client, user, source, deviceKey = '' }: SignIn): AuthAnswer {
  return {
    ChallengeName: 'DEVICE_SRP_AUTH',
    ChallengeParameters: { USERNAME: user.username, DEVICE_KEY: deviceKey },
    Session: openSession(state, client, { username: user.username, challenge: 'DEVICE_SRP_AUTH', source, deviceKey }),
  };
}

/** Answers the device's public value with ours. @throws ServiceError InvalidParameterException, ResourceNotFoundException */
export function deviceVerifierChallenge(signIn: SignIn, session: SignInSession, A: string): AuthAnswer {
  const { state, client, user, source } = signIn;
  const deviceKey = session.deviceKey ?? '';
  const { password } = requireDevice(state, user, deviceKey);
  if (signIn.deviceKey !== deviceKey) throw notAuthorized('Incorrect username or password.');
  if (!isPublicValue(A)) throw invalidParameter('SRP_A must be a hexadecimal number that N does not divide');
  const server = createServerHalf(password?.verifier ?? '');
  spendSession(state, session);
  const next = openSession(state, client, {
    ...{ username: user.username, challenge: 'DEVICE_PASSWORD_VERIFIER', source, deviceKey },
    srp: { A, ...server, userId: deviceKey },
  });
  return {
    ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: password?.salt ?? '',
      SECRET_BLOCK: next,
      SRP_B: server.B,
      USERNAME: user.username,
      DEVICE_KEY: deviceKey,
    },
    Session: next,
  };
}

/** Checks the device's proof; then come the tokens. @throws ServiceError NotAuthorizedException */
export async function answerDevice(
  state: CognitoState,
  request: {
    pool: Pool;
    client: Client;
    responses: Parameters;
    clientMetadata: Record<string, string> | undefined;
  },
): Promise<AuthAnswer> {
  const { pool, client, responses, clientMetadata } = request;
  const secretBlock = requireParameter(responses, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const signature = Buffer.from(requireParameter(responses, 'PASSWORD_CLAIM_SIGNATURE'));
  const timestamp = requireParameter(responses, 'TIMESTAMP');
  const session = readSession(state, secretBlock, { client, challenges: ['DEVICE_PASSWORD_VERIFIER'] });
  const { srp, deviceKey } = session;
  const user = findUser(state, pool, session.username);
  if (!user || !srp || deviceKey === undefined) throw notAuthorized('Invalid session for the user.');
  const { groupKey, password } = requireDevice(state, user, deviceKey);
  const owner = { poolName: groupKey, userId: deviceKey };
  const verifier = password?.verifier ?? '';
  const expected = Buffer.from(expectedSignature({ owner, A: srp.A, server: srp, verifier, secretBlock, timestamp }));
  spendSession(state, session);
  if (expected.length !== signature.length || !timingSafeEqual(expected, signature)) {
    throw notAuthorized('Incorrect username or password.');
  }
  markAuthenticated(state, user, deviceKey);
  return completeSignIn({ state, pool, client, user, source: 'AuthenticateDevice', clientMetadata, deviceKey });
}
