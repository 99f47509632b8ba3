import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { requireSession } from '../access.ts';
import { invalidParameter, notAuthorized } from '../faults.ts';
import { requireClient } from '../pools.ts';
import { openSession, readSession, recordFailure, type SignInSession, spendSession } from '../sign-in/sessions.ts';
import type { CognitoState } from '../state.ts';
import { createTotpSecret, matchTotp } from '../totp.ts';
import { saveChangedUser } from '../users.ts';

const credentials = { AccessToken: z.string().nullish(), Session: z.string().nullish() };
const associateInput = z.object(credentials);
const verifyInput = z.object({
  ...credentials,
  UserCode: z.string().regex(/^\d{6}$/, 'must be six digits'),
  FriendlyDeviceName: z.string().optional(),
});

const mismatch = () => new ServiceError('EnableSoftwareTokenMFAException', 'Code mismatch');

/** Gives a secret for an authenticator app, to a signed-in person or within a sign-in that requires one. */
export const associateSoftwareToken = defineOperation<CognitoState, z.output<typeof associateInput>>({
  schema: associateInput,
  unsigned: true,
  execute(state, { AccessToken, Session }) {
    const secret = createTotpSecret();
    if (AccessToken) {
      const { pool, user } = requireSession(state, AccessToken);
      if (!pool.settings.EnabledMfas.includes('SOFTWARE_TOKEN_MFA')) {
        throw new ServiceError(
          'SoftwareTokenMFANotFoundException',
          'Software Token MFA has not been enabled by the userPool',
        );
      }
      user.security.totp = { secret, verified: false, lastStep: 0 };
      saveChangedUser(state, pool, user);
      return { SecretCode: secret };
    }
    const session = readSession(state, Session ?? undefined, { challenges: ['MFA_SETUP'] });
    const totp = { secret, verified: false, step: 0 };
    return { SecretCode: secret, Session: reopen(state, session, totp) };
  },
});

export const verifySoftwareToken = defineOperation<CognitoState, z.output<typeof verifyInput>>({
  schema: verifyInput,
  unsigned: true,
  execute(state, { AccessToken, Session, UserCode }) {
    const now = state.context.clock.now();
    if (AccessToken) {
      const { pool, user } = requireSession(state, AccessToken);
      const { totp } = user.security;
      if (!totp) throw invalidParameter('User has not associated a software token');
      const match = matchTotp(totp.secret, UserCode, now, totp.lastStep);
      if (match.outcome !== 'match') throw mismatch();
      user.security.totp = { ...totp, verified: true, lastStep: match.step };
      saveChangedUser(state, pool, user);
      return { Status: 'SUCCESS' };
    }
    const session = readSession(state, Session ?? undefined, { challenges: ['MFA_SETUP'] });
    if (!session.totp) throw notAuthorized('Invalid session for the user.');
    const match = matchTotp(session.totp.secret, UserCode, now);
    if (match.outcome !== 'match') {
      recordFailure(state, session);
      throw mismatch();
    }
    const totp = { secret: session.totp.secret, verified: true, step: match.step };
    return { Status: 'SUCCESS', Session: reopen(state, session, totp) };
  },
});

function reopen(state: CognitoState, session: SignInSession, totp: SignInSession['totp']): string {
  const { client } = requireClient(state, session.clientId, session.poolId);
  spendSession(state, session);
  const { username, source } = session;
  return openSession(state, client, { username, challenge: 'MFA_SETUP', source, ...(totp && { totp }) });
}
