import { ServiceError } from '../../../kernel/errors.ts';
import type { OfflineRequest } from '../../../kernel/http.ts';
import type { TokenClaims } from '../../../kernel/ports.ts';
import type { ServiceContext } from '../../../kernel/service.ts';
import { verifySignature } from '../../../kernel/sigv4.ts';
import type { Api } from '../api.ts';
import { RequestRefusal } from '../graphql/errors.ts';
import type { OperationRequest } from '../graphql/execute-operation.ts';
import type { ProviderConfig } from '../resources.ts';
import type { Caller } from './caller.ts';
import { groupsOf, iamIdentity, userPoolIdentity } from './identity.ts';
import { byOpenId } from './open-id.ts';
import type { AuthorizationMode } from './rules.ts';

export type Authentication = {
  api: Api;
  context: ServiceContext;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  /** What a signature was made over. */
  signed: { request: OfflineRequest; body: Uint8Array };
  /** What is asked, for a Lambda authorizer; absent where nothing is yet. */
  operation?: () => Partial<OperationRequest> | undefined;
};

type UserPoolConfig = NonNullable<ProviderConfig['UserPoolConfig']>;

const refuse = (message: string, status = 401, type = 'UnauthorizedException') =>
  new RequestRefusal(type, message, status);

/** Establishes who calls. @throws RequestRefusal, 401 or 403, when that cannot be. */
export function authenticate(input: Authentication): Caller | Promise<Caller> {
  const { headers, api } = input;
  const { authorization } = headers;
  const apiKey = headers['x-api-key'];
  if (authorization?.startsWith('AWS4-HMAC-SHA256')) return bySignature(input);
  if (authorization) return byAuthorization(input, authorization);
  if (apiKey) return byApiKey(input, apiKey);
  throw refuse(
    providerOf(api, 'AWS_IAM') && api.providers.length === 1
      ? 'Missing Authentication Token'
      : 'Valid authorization header not provided.',
  );
}

/** A token belongs to the provider that issued it; what no issuer of the API did is the Lambda authorizer's to judge. */
function byAuthorization(input: Authentication, authorization: string): Caller | Promise<Caller> {
  const { api, context, headers, operation } = input;
  const token = authorization.replace(/^Bearer\s+/i, '');
  const known = api.callers.find(token, context.clock.now());
  if (known) return known;
  const isJwt = token.split('.').length === 3;
  const issuer = isJwt ? issuerOf(token) : undefined;
  const pool = api.userPools.find(({ UserPoolId }) => issuer?.endsWith(`/${UserPoolId}`));
  if (pool) return byUserPool(input, pool, token);
  const openId = api.openIds.find(({ Issuer }) => issuer?.replace(/\/$/, '') === Issuer.replace(/\/$/, ''));
  if (openId) return byOpenId(context, openId, api.keys, token);
  if (api.authorizer) {
    const told = operation?.();
    return api.authorizer.authorize({
      ...{ apiId: api.id, apiArn: api.arn, token: authorization, headers },
      ...{ query: told?.query, operationName: told?.operationName, variables: told?.variables },
    });
  }
  if (isJwt && issuer !== undefined && api.userPools[0]) throw refuse('You are not authorized to make this call.');
  if (isJwt && issuer !== undefined && api.openIds[0]) throw refuse('You are not authorized to make this call.');
  throw refuse('Unable to parse JWT token.');
}

const providerOf = (api: Api, mode: AuthorizationMode): ProviderConfig | undefined =>
  api.providers.find(({ AuthenticationType }) => AuthenticationType === mode);

function byApiKey({ api, context }: Authentication, key: string): Caller {
  const isKnown = providerOf(api, 'API_KEY') && api.apiKeys.has(key);
  const expires = api.apiKeys.get(key);
  if (!isKnown || (expires !== undefined && expires * 1000 < context.clock.now())) {
    throw refuse('You are not authorized to make this call.');
  }
  return { mode: 'API_KEY', identity: null, groups: [] };
}

function bySignature({ api, context, signed }: Authentication): Caller {
  try {
    const { principal, signingName } = verifySignature(context, signed.request, signed.body);
    if (signingName !== 'appsync') {
      throw refuse("Credential should be scoped to correct service: 'appsync'.", 403, 'InvalidSignatureException');
    }
    if (!providerOf(api, 'AWS_IAM')) throw refuse('You are not authorized to make this call.');
    return { mode: 'AWS_IAM', identity: iamIdentity(principal, context.account), groups: [], principal };
  } catch (error) {
    if (error instanceof ServiceError)
      throw refuse(error.message, error.status === 400 ? 403 : error.status, error.code);
    throw error;
  }
}

function byUserPool({ api, context }: Authentication, provider: UserPoolConfig, token: string): Caller {
  const claims = verified(context, token, provider.UserPoolId);
  const client = claims.client_id ?? claims.aud;
  const isOfClient = (pattern: string) => typeof client === 'string' && new RegExp(`^(?:${pattern})$`).test(client);
  if (provider.AppIdClientRegex && !isOfClient(provider.AppIdClientRegex)) {
    throw refuse('You are not authorized to make this call.');
  }
  const make = (): Caller => ({
    mode: 'AMAZON_COGNITO_USER_POOLS',
    identity: userPoolIdentity(claims, provider.DefaultAction ?? 'ALLOW'),
    groups: groupsOf(claims),
  });
  api.callers.keep(token, make, claims.exp);
  return make();
}

function verified(context: ServiceContext, token: string, userPoolId: string): TokenClaims {
  try {
    return context.bus.port('cognito').verifyToken(token, userPoolId);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw refuse(/expired/i.test(error.message) ? 'Token has expired.' : 'You are not authorized to make this call.');
  }
}

/** The issuer that a token claims, before anything is verified: it only chooses who verifies. */
function issuerOf(token: string): string | undefined {
  const payload = token.slice(token.indexOf('.') + 1, token.lastIndexOf('.'));
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const issuer = typeof claims === 'object' && claims !== null && 'iss' in claims ? claims.iss : undefined;
    return typeof issuer === 'string' ? issuer : undefined;
  } catch {
    return undefined;
  }
}
