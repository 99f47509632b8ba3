import { z } from 'zod';
import { ServiceError } from '../../kernel/errors.ts';
import { notAuthorized } from './faults.ts';
import { ISSUER_NAME, verifyOpenIdToken } from './open-id-token.ts';
import type { IdentityPool, IdentityState } from './state.ts';

export const loginsInput = z.record(z.string(), z.string()).default({});

/** A user pool's id token that was verified, or the app's own sign-in: then `identityId` is whom it vouches for. */
export type Login = {
  /** `cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI`. */
  provider: string;
  clientId: string;
  subject: string;
  identityId?: string;
  claims: Readonly<Record<string, unknown>>;
};

/**
 * Verifies the tokens of a request. None at all is a guest, where the pool admits guests.
 * @throws ServiceError NotAuthorizedException
 */
export async function verifyLogins(
  state: IdentityState,
  pool: IdentityPool,
  logins: Readonly<Record<string, string>>,
): Promise<Login | undefined> {
  const { settings } = pool;
  const { [ISSUER_NAME]: own, ...tokens } = logins;
  const vouched = own === undefined ? undefined : await vouchedLogin(state, pool, own);
  const [first, ...others] = Object.entries(tokens).map(([provider, token]) =>
    verifyLogin(state, settings, provider, token),
  );
  if (vouched && first) throw notAuthorized('Logins of more than one provider cannot be linked offline.');
  if (vouched) return vouched;
  if (!first && !settings.allowUnauthenticated) {
    throw notAuthorized('Unauthenticated access is not supported for this identity pool.');
  }
  if (others.length > 0) throw notAuthorized('Logins of more than one user pool cannot be linked offline.');
  return first;
}

/** What GetOpenIdTokenForDeveloperIdentity gave. */
async function vouchedLogin(state: IdentityState, pool: IdentityPool, token: string): Promise<Login> {
  const claims = await verifyOpenIdToken(state, token);
  if (claims.aud !== pool.id) throw notAuthorized('Invalid login token. Incorrect token audience.');
  return { provider: ISSUER_NAME, clientId: pool.id, subject: claims.sub, identityId: claims.sub, claims };
}

function verifyLogin(
  { context }: IdentityState,
  { providers }: IdentityPool['settings'],
  provider: string,
  token: string,
): Login {
  const userPoolId = provider.split('/').at(-1) ?? '';
  const known = providers.filter(({ ProviderName }) => ProviderName === provider);
  if (known.length === 0) throw notAuthorized('Token is not from a supported provider of this identity pool.');
  const claims = verifyToken();
  const clientId = String(claims.aud);
  if (claims.token_use !== 'id') throw notAuthorized('Invalid login token. Not a valid OpenId Connect identity token.');
  if (!known.some(({ ClientId }) => ClientId === clientId)) {
    throw notAuthorized('Invalid login token. Incorrect token audience.');
  }
  return { provider, clientId, subject: claims.sub, claims };

  function verifyToken() {
    try {
      return context.bus.port('cognito').verifyToken(token, userPoolId);
    } catch (cause) {
      if (!(cause instanceof ServiceError)) throw cause;
      const reason = /expired/.test(cause.message) ? 'Token expired' : "Couldn't verify signed token.";
      throw notAuthorized(`Invalid login token. ${reason}`);
    }
  }
}
