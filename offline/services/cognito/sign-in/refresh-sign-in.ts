import { checkSecretHash } from '../access.ts';
import { findDevice } from '../devices.ts';
import { invalidParameter, notAuthorized, userDisabled } from '../faults.ts';
import type { Client, CognitoState, Pool } from '../state.ts';
import { type AuthenticationResult, issueTokens } from '../tokens/issue-tokens.ts';
import { createRefreshToken, requireRefreshToken, retireRefreshToken } from '../tokens/refresh-tokens.ts';
import { findUser } from '../users.ts';

export type RefreshRequest = {
  pool: Pool;
  client: Client;
  token: string;
  clientMetadata: Record<string, string> | undefined;
  deviceKey?: string | undefined;
  /** InitiateAuth proves the client by hash and cannot rotate; GetTokensFromRefreshToken proved it already. */
  by: { secretHash: string | undefined } | 'secret';
};

/** New tokens of an earlier sign-in; with rotation a new refresh token too. @throws ServiceError NotAuthorizedException */
export async function refreshSignIn(state: CognitoState, request: RefreshRequest): Promise<AuthenticationResult> {
  const { pool, client, token, clientMetadata, by } = request;
  const rotation = client.settings.RefreshTokenRotation;
  if (by !== 'secret') {
    if (rotation?.Feature === 'ENABLED')
      throw invalidParameter('Refresh token rotation is enabled: use GetTokensFromRefreshToken');
    if (!client.settings.ExplicitAuthFlows.some((flow) => /REFRESH_TOKEN_AUTH$/.test(flow))) {
      throw invalidParameter('Auth flow not enabled for this client');
    }
  }
  const found = requireRefreshToken(state, client, token);
  const user = findUser(state, pool, found.username);
  if (!user) throw notAuthorized('Invalid Refresh Token');
  if (by !== 'secret') checkSecretHash(client, [user.username, user.sub], by.secretHash);
  if (!user.enabled) throw userDisabled();
  const { deviceKey } = found;
  if (deviceKey !== undefined && deviceKey !== request.deviceKey && findDevice(state, user, deviceKey)) {
    throw notAuthorized('Invalid Refresh Token');
  }
  const subject = { pool, client, user, source: 'RefreshTokens', clientMetadata, deviceKey };
  const tokens = await issueTokens(state, subject, found);
  if (rotation?.Feature !== 'ENABLED') return tokens;
  return state.store.transaction(() => {
    retireRefreshToken(state, found.hash, state.context.clock.now() + rotation.RetryGracePeriodSeconds * 1000);
    return { ...tokens, RefreshToken: createRefreshToken(state, subject, found, found.expiresAt) };
  });
}
