// Who may call: the administrator's operations need a signature and a policy, a person's an access token, a client's
// neither but its secret hash.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type Call, defineOperation } from '../../kernel/aws-json.ts';
import type { TokenClaims } from '../../kernel/ports.ts';
import { notAuthorized, userDisabled, userNotFound } from './faults.ts';
import { requireClient, requirePool } from './pools.ts';
import type { Client, CognitoState, Pool } from './state.ts';
import { isOriginRevoked } from './tokens/refresh-tokens.ts';
import { claimedPoolId, verifyToken } from './tokens/verify-token.ts';
import { findUser, requireUser, type User } from './users.ts';

export const clientMetadata = z.record(z.string(), z.string()).optional();
export const attributeInputs = z
  .array(z.object({ Name: z.string().min(1).max(64), Value: z.string().max(2048).optional() }))
  .default([]);
export const poolId = z.string().regex(/^[\w-]+_[0-9A-Za-z]+$/);
export const username = z.string().min(1).max(128);
const accessToken = z.string().min(1);

export const poolInput = z.object({ UserPoolId: poolId });
export const poolUserInput = z.object({ UserPoolId: poolId, Username: username });
export const tokenInput = z.object({ AccessToken: accessToken });
export const clientUserInput = z.object({
  ClientId: z.string().min(1).max(128),
  SecretHash: z.string().optional(),
  Username: username,
  ClientMetadata: clientMetadata,
});

type Answer = object | Promise<object>;
type PoolRequest<Input> = { state: CognitoState; pool: Pool; input: Input; call: Call };

/** @throws ServiceError AccessDeniedException when the caller's role has no policy for it */
export function authorize(state: CognitoState, call: Call, action: string, resource = '*'): void {
  state.context.policies.authorize({ principal: call.principal, action: `cognito-idp:${action}`, resource });
}

/** An operation of the administrator on one pool. */
export const poolOperation = <Input extends { UserPoolId: string }>(
  action: string,
  schema: z.ZodType<Input>,
  execute: (request: PoolRequest<Input>) => Answer,
) =>
  defineOperation<CognitoState, Input>({
    schema,
    execute(state, input, call) {
      const { region, account } = state.context;
      authorize(state, call, action, `arn:aws:cognito-idp:${region}:${account}:userpool/${input.UserPoolId}`);
      return execute({ state, pool: requirePool(state, input.UserPoolId), input, call });
    },
  });

/** An operation of the administrator on one user. */
export const poolUserOperation = <Input extends { UserPoolId: string; Username: string }>(
  action: string,
  schema: z.ZodType<Input>,
  execute: (request: PoolRequest<Input> & { user: User }) => Answer,
) =>
  poolOperation(action, schema, (request) =>
    execute({ ...request, user: requireUser(request.state, request.pool, request.input.Username) }),
  );

export type Session = { pool: Pool; client: Client; user: User; claims: TokenClaims };

/** Whom an access token stands for. @throws ServiceError NotAuthorizedException, UserNotFoundException */
export function requireSession(state: CognitoState, token: string): Session {
  const pool = state.pools.get(claimedPoolId(token) ?? '');
  if (!pool) throw notAuthorized('Invalid Access Token');
  const claims = verifyToken(state, token, pool.id);
  if (claims.token_use !== 'access') throw notAuthorized('Invalid Access Token');
  if (!String(claims.scope).split(' ').includes('aws.cognito.signin.user.admin')) {
    throw notAuthorized('Access Token does not have required scopes');
  }
  const user = findUser(state, pool, claims.sub);
  if (!user) throw userNotFound();
  const signedOutAt = user.security.signedOutAt ?? 0;
  if (isOriginRevoked(state, claims.origin_jti) || Number(claims.auth_time) < Math.floor(signedOutAt / 1000)) {
    throw notAuthorized('Access Token has been revoked');
  }
  if (!user.enabled) throw userDisabled();
  const { client } = requireClient(state, String(claims.client_id), pool.id);
  return { pool, client, user, claims };
}

/** An operation of a signed-in person. */
export const sessionOperation = <Input extends { AccessToken: string }>(
  schema: z.ZodType<Input>,
  execute: (request: Session & { state: CognitoState; input: Input }) => Answer,
) =>
  defineOperation<CognitoState, Input>({
    schema,
    unsigned: true,
    execute: (state, input) => execute({ state, input, ...requireSession(state, input.AccessToken) }),
  });

type ClientInput = { ClientId: string; Username: string; SecretHash?: string | undefined };

/** An operation that an app client may call for someone not signed in. `user` is undefined where nobody has that name. */
export const clientOperation = <Input extends ClientInput>(
  schema: z.ZodType<Input>,
  execute: (request: {
    state: CognitoState;
    pool: Pool;
    client: Client;
    user: User | undefined;
    input: Input;
  }) => Answer,
) =>
  defineOperation<CognitoState, Input>({
    schema,
    unsigned: true,
    execute(state, input) {
      const { client, pool } = requireClient(state, input.ClientId);
      const user = findUser(state, pool, input.Username);
      checkSecretHash(client, [input.Username, user?.username], input.SecretHash);
      return execute({ state, pool, client, user, input });
    },
  });

/**
 * A client with a secret proves itself by HMAC(secret, username + client id); refreshing it uses the fixed username.
 * @throws ServiceError NotAuthorizedException
 */
export function checkSecretHash({ id, secret }: Client, names: readonly (string | undefined)[], hash?: string): void {
  if (secret === undefined && hash === undefined) return;
  if (hash === undefined)
    throw notAuthorized(`Client ${id} is configured with secret but SECRET_HASH was not received`);
  const given = Buffer.from(hash);
  const isRight = names.some((name) => {
    if (secret === undefined || name === undefined) return false;
    const expected = Buffer.from(createHmac('sha256', secret).update(`${name}${id}`).digest('base64'));
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
  if (!isRight) throw notAuthorized(`Unable to verify secret hash for client ${id}`);
}

/** For `GetTokensFromRefreshToken` and `RevokeToken`, which send the secret itself. */
export function checkSecret({ secret }: Client, given: string | undefined): void {
  if (secret !== undefined && secret !== given) throw notAuthorized('Invalid client secret');
}
