import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { stableUuid } from '../../../kernel/ids.ts';
import { invalidParameter, wrongPassword } from '../faults.ts';
import { judgeAttempt } from '../passwords.ts';
import { createServerHalf, createVerifier, expectedSignature, isPublicValue, padHex } from '../srp.ts';
import type { Client, CognitoState, Pool } from '../state.ts';
import { requireUser, type User } from '../users.ts';
import { openSession, readSession, type SignInSession, spendSession } from './sessions.ts';
import { type AuthAnswer, type Parameters, requireParameter } from './sign-in.ts';

type Begin = {
  pool: Pool;
  client: Client;
  /** Undefined where nobody has that name: the answer is then as good as a real one. */
  user: User | undefined;
  name: string;
  A: string;
  custom?: SignInSession['custom'];
  deviceKey?: string | undefined;
  /** Whether the session is named apart from the secret block, as in CUSTOM_AUTH and USER_AUTH. */
  withSession: boolean;
};

/** The PASSWORD_VERIFIER challenge. @throws ServiceError InvalidParameterException for a value that SRP forbids */
export function srpChallenge(state: CognitoState, begin: Begin): AuthAnswer {
  const { pool, client, user, name, A } = begin;
  if (!isPublicValue(A)) throw invalidParameter('SRP_A must be a hexadecimal number that N does not divide');
  const userId = user?.username ?? stableUuid(state.sealingKey.toString('hex'), pool.id, name);
  const password = user?.security.password ?? unknownPassword(state, pool, userId);
  const server = createServerHalf(password.verifier);
  const session = openSession(state, client, {
    username: user?.username ?? name,
    challenge: 'PASSWORD_VERIFIER',
    srp: { A, ...server, userId },
    ...(begin.custom && { custom: begin.custom }),
    ...(begin.deviceKey && { deviceKey: begin.deviceKey }),
  });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: password.salt,
      SECRET_BLOCK: session,
      SRP_B: server.B,
      USERNAME: userId,
      USER_ID_FOR_SRP: userId,
    },
    ...(begin.withSession && { Session: session }),
  };
}

/** Salt and verifier for someone who has none: the same salt each time, as RFC 5054 (2.5.1.3) asks. */
function unknownPassword(state: CognitoState, pool: Pool, userId: string) {
  const seed = createHmac('sha256', state.sealingKey).update(`${pool.id} ${userId}`).digest('hex').slice(0, 32);
  const { verifier } = createVerifier({ poolName: pool.name, userId }, randomBytes(16).toString('hex'));
  return { salt: padHex(BigInt(`0x${seed}`)), verifier };
}

/** Checks the answer to PASSWORD_VERIFIER. @throws ServiceError NotAuthorizedException */
export function verifySrpAnswer(
  state: CognitoState,
  { pool, client, responses }: { pool: Pool; client: Client; responses: Parameters },
): { user: User; session: SignInSession } {
  const secretBlock = requireParameter(responses, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const signature = Buffer.from(requireParameter(responses, 'PASSWORD_CLAIM_SIGNATURE'));
  const timestamp = requireParameter(responses, 'TIMESTAMP');
  const session = readSession(state, secretBlock, { client, challenges: ['PASSWORD_VERIFIER'] });
  const { srp, username } = session;
  const row = state.store.get('SELECT 1 FROM users WHERE pool_id = ? AND username = ?', pool.id, username);
  if (!row || !srp) throw wrongPassword();
  const user = requireUser(state, pool, username);
  const verifier = user.security.password?.verifier;
  judgeAttempt(state, pool, user, () => {
    if (!verifier) return false;
    const owner = { poolName: pool.name, userId: srp.userId };
    const expected = Buffer.from(expectedSignature({ owner, A: srp.A, server: srp, verifier, secretBlock, timestamp }));
    return expected.length === signature.length && timingSafeEqual(expected, signature);
  });
  spendSession(state, session);
  return { user, session };
}
