import { createHash, verify } from 'node:crypto';
import { z } from 'zod';
import type { TokenClaims } from '../../../kernel/ports.ts';
import { notAuthorized } from '../faults.ts';
import type { CognitoState } from '../state.ts';
import { findSigningKey } from './signing-keys.ts';

const header = z.object({ alg: z.literal('RS256'), kid: z.string() });
const payload = z.looseObject({
  sub: z.string(),
  iss: z.string(),
  token_use: z.enum(['access', 'id']),
  exp: z.number(),
});

const MOST_REMEMBERED = 2000;

/**
 * The claims of a genuine, unexpired token of the pool, as AppSync and API Gateway judge it: signature, issuer, use and
 * expiry; a sign-out does not end it before its time. Verified signatures are remembered by the token's hash, expiry is
 * looked at each time.
 * @throws ServiceError NotAuthorizedException
 */
export function verifyToken(state: CognitoState, token: string, poolId: string): TokenClaims {
  const hash = `${poolId} ${createHash('sha256').update(token).digest('base64')}`;
  let claims = state.verifiedTokens.get(hash);
  if (!claims) {
    claims = verifiedClaims(state, token, poolId);
    if (state.verifiedTokens.size >= MOST_REMEMBERED) {
      const [oldest] = state.verifiedTokens.keys();
      if (oldest !== undefined) state.verifiedTokens.delete(oldest);
    }
    state.verifiedTokens.set(hash, claims);
  }
  if (Number(claims.exp) * 1000 <= state.context.clock.now()) {
    throw notAuthorized(`${claims.token_use === 'access' ? 'Access' : 'Id'} Token has expired`);
  }
  return claims;
}

function verifiedClaims(state: CognitoState, token: string, poolId: string): TokenClaims {
  const [head = '', body = '', signature = '', ...rest] = token.split('.');
  const parsedHeader = header.safeParse(decode(head));
  const parsedPayload = payload.safeParse(decode(body));
  const pool = state.pools.get(poolId);
  const key = pool && findSigningKey(state, poolId);
  if (rest.length > 0 || !parsedHeader.success || !parsedPayload.success || !key) throw notAuthorized('Invalid token');
  if (parsedHeader.data.kid !== key.kid) throw notAuthorized('Invalid token: signed with a key of another user pool');
  if (parsedPayload.data.iss !== pool.issuer) throw notAuthorized('Invalid token: issued by another user pool');
  // Buffer.from skips what is no base64url; the canonical form alone is a signature.
  const bytes = Buffer.from(signature, 'base64url');
  const isCanonical = bytes.toString('base64url') === signature;
  if (!isCanonical || !verify('sha256', Buffer.from(`${head}.${body}`), key.publicKey, bytes)) {
    throw notAuthorized('Invalid token: the signature does not match');
  }
  return parsedPayload.data;
}

/** A token's pool as the token itself says; nothing of it is trusted before `verifyToken`. */
export function claimedPoolId(token: string): string | undefined {
  const claims = z.object({ iss: z.string() }).safeParse(decode(token.split('.')[1] ?? ''));
  return claims.success ? claims.data.iss.split('/').at(-1) : undefined;
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return undefined;
  }
}
