import { z } from 'zod';
import { uuid } from '../../../kernel/ids.ts';
import { notAuthorized } from '../faults.ts';
import { seal, unseal } from '../sealed.ts';
import type { Client, CognitoState } from '../state.ts';
import { CHALLENGES, type ChallengeName } from './sign-in.ts';

const challengeResult = z.object({
  challengeName: z.string(),
  challengeResult: z.boolean(),
  challengeMetadata: z.string().nullable(),
});
export type ChallengeResult = z.output<typeof challengeResult>;

const session = z.object({
  id: z.string(),
  poolId: z.string(),
  clientId: z.string(),
  /** The user's fixed name, or what was typed where nobody has that name. */
  username: z.string(),
  challenge: z.enum(CHALLENGES),
  /** Milliseconds since the epoch. */
  expiresAt: z.number(),
  source: z.enum(['Authentication', 'NewPasswordChallenge', 'AuthenticateDevice']).default('Authentication'),
  srp: z.object({ A: z.string(), B: z.string(), b: z.string(), userId: z.string() }).optional(),
  deviceKey: z.string().optional(),
  /** The code that was sent. */
  code: z.string().optional(),
  /** MFA_SETUP: the authenticator's secret, and whether its first code was right. */
  totp: z.object({ secret: z.string(), verified: z.boolean(), step: z.number() }).optional(),
  /** CUSTOM_AUTH: what happened so far, and what the answer will be checked against. */
  custom: z
    .object({
      history: z.array(challengeResult),
      privateParameters: z.record(z.string(), z.string()),
      metadata: z.string().nullable(),
      srpA: z.string().optional(),
    })
    .optional(),
});
export type SignInSession = z.output<typeof session>;

type Details = Partial<Pick<SignInSession, 'source' | 'srp' | 'code' | 'totp' | 'custom' | 'deviceKey'>>;

const MOST_FAILURES = 5;
const PURPOSE = 'sign-in session';

/** The state between two steps, sealed for the client to carry: nothing is stored until it is spent or fails. */
export function openSession(
  state: CognitoState,
  client: Client,
  step: { username: string; challenge: ChallengeName } & Details,
): string {
  return seal(state.sealingKey, PURPOSE, {
    id: uuid(),
    poolId: client.poolId,
    clientId: client.id,
    expiresAt: state.context.clock.now() + client.settings.AuthSessionValidity * 60_000,
    ...step,
  } satisfies z.input<typeof session>);
}

/**
 * Reads a session that a client sent back for one of these challenges.
 * @throws ServiceError NotAuthorizedException when it is foreign, expired, spent, or failed too often
 */
export function readSession(
  state: CognitoState,
  sealed: string | undefined,
  expected: { client?: Client; challenges: readonly ChallengeName[] },
): SignInSession {
  const parsed = session.safeParse(unseal(state.sealingKey, PURPOSE, sealed ?? ''));
  if (!parsed.success || (expected.client && parsed.data.clientId !== expected.client.id)) {
    throw notAuthorized('Invalid session for the user.');
  }
  const { id, challenge, expiresAt } = parsed.data;
  if (!expected.challenges.includes(challenge)) throw notAuthorized('Invalid session for the user.');
  const mark = state.store.get('SELECT failures, spent FROM session_marks WHERE id = ?', id);
  const isOver = mark !== undefined && (mark.spent === 1 || Number(mark.failures) >= MOST_FAILURES);
  if (isOver || expiresAt <= state.context.clock.now()) {
    throw notAuthorized('Invalid session for the user, session is expired.');
  }
  return parsed.data;
}

/** A session answers once. */
export function spendSession({ store, context }: CognitoState, { id, expiresAt }: SignInSession): void {
  store.run('DELETE FROM session_marks WHERE expires_at < ?', context.clock.now());
  store.run(
    'INSERT INTO session_marks (id, spent, expires_at) VALUES (?, 1, ?) ON CONFLICT (id) DO UPDATE SET spent = 1',
    id,
    expiresAt,
  );
}

/** A wrong code: the session ends after five. */
export function recordFailure({ store }: CognitoState, { id, expiresAt }: SignInSession): void {
  store.run(
    'INSERT INTO session_marks (id, failures, expires_at) VALUES (?, 1, ?) ON CONFLICT (id) DO UPDATE SET failures = failures + 1',
    id,
    expiresAt,
  );
}
