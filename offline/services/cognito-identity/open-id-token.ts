import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { notAuthorized } from './faults.ts';
import { publicJwk } from './signing-key.ts';
import type { IdentityState } from './state.ts';

/** The provider's name for identities' own tokens. */
export const ISSUER_NAME = 'cognito-identity.amazonaws.com';

const openIdClaims = z.looseObject({
  iss: z.literal(`https://${ISSUER_NAME}`),
  sub: z.string(),
  aud: z.string(),
  exp: z.number(),
});

/** The claims of an identity's own token. @throws ServiceError NotAuthorizedException when it is forged or expired */
export async function verifyOpenIdToken(state: IdentityState, token: string): Promise<z.output<typeof openIdClaims>> {
  const [head = '', body = '', signature = ''] = token.split('.');
  const parsed = openIdClaims.safeParse(decode(body));
  const key = createPublicKey({ key: await publicJwk(state), format: 'jwk' });
  const bytes = Buffer.from(signature, 'base64url');
  if (!parsed.success || !verify('sha256', Buffer.from(`${head}.${body}`), key, bytes)) {
    throw notAuthorized("Invalid login token. Couldn't verify signed token.");
  }
  if (parsed.data.exp * 1000 <= state.context.clock.now()) throw notAuthorized('Invalid login token. Token expired');
  return parsed.data;
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return undefined;
  }
}
