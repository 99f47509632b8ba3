import { uuid } from '../../../kernel/ids.ts';
import { tokenLifetimes } from '../settings.ts';
import type { CognitoState } from '../state.ts';
import { createRefreshToken } from './refresh-tokens.ts';
import { signingKey, signJwt } from './signing-keys.ts';
import { attributeClaims, changeClaims, type TokenSubject, tokenContents } from './token-claims.ts';
import type { TokenOrigin } from './token-origin.ts';

export type AuthenticationResult = {
  AccessToken: string;
  IdToken: string;
  RefreshToken?: string;
  ExpiresIn: number;
  TokenType: 'Bearer';
  NewDeviceMetadata?: { DeviceKey: string; DeviceGroupKey: string };
};

/** Tokens of a new sign-in, the refresh token among them. */
export async function issueFirstTokens(state: CognitoState, subject: TokenSubject): Promise<AuthenticationResult> {
  const origin = { originJti: uuid(), authTime: seconds(state) };
  const tokens = await issueTokens(state, subject, origin);
  return { ...tokens, RefreshToken: createRefreshToken(state, subject, origin) };
}

/** An access and an id token with Cognito's claims. */
export async function issueTokens(
  state: CognitoState,
  subject: TokenSubject,
  origin: TokenOrigin,
): Promise<AuthenticationResult> {
  const { pool, client, user } = subject;
  const [contents, key] = await Promise.all([tokenContents(state, subject), signingKey(state, pool)]);
  const lifetimes = tokenLifetimes(client.settings);
  const iat = seconds(state);
  const shared = {
    sub: user.sub,
    ...(contents.groups.length > 0 && { 'cognito:groups': contents.groups }),
    iss: pool.issuer,
    ...(client.settings.EnableTokenRevocation && { origin_jti: origin.originJti }),
    event_id: uuid(),
    ...(subject.deviceKey !== undefined && { device_key: subject.deviceKey }),
    auth_time: origin.authTime,
    iat,
  };
  const access = {
    ...shared,
    client_id: client.id,
    token_use: 'access',
    scope: contents.scopes.join(' '),
    exp: iat + lifetimes.access,
    jti: uuid(),
    username: user.username,
  };
  const { device_key: _, ...common } = shared;
  const id = {
    ...attributeClaims(client, user),
    ...common,
    'cognito:username': user.username,
    ...(contents.preferredRole !== undefined && { 'cognito:preferred_role': contents.preferredRole }),
    ...(contents.roles.length > 0 && { 'cognito:roles': contents.roles }),
    aud: client.id,
    token_use: 'id',
    exp: iat + lifetimes.id,
    jti: uuid(),
  };
  const [AccessToken, IdToken] = await Promise.all([
    signJwt(key, changeClaims(access, contents.access)),
    signJwt(key, changeClaims(id, contents.id)),
  ]);
  return { AccessToken, IdToken, ExpiresIn: lifetimes.access, TokenType: 'Bearer' };
}

const seconds = ({ context }: CognitoState) => Math.floor(context.clock.now() / 1000);
