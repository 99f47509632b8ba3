import { z } from 'zod';
import { ServiceError } from '../../../kernel/errors.ts';
import type { OfflineRequest } from '../../../kernel/http.ts';
import type { TokenClaims } from '../../../kernel/ports.ts';
import type { ServiceContext } from '../../../kernel/service.ts';
import { verifySignature } from '../../../kernel/sigv4.ts';
import type { Api } from '../api.ts';
import { RequestRefusal } from '../graphql/errors.ts';
import type { ProviderConfig } from '../resources.ts';
import type { Caller } from './caller.ts';
import { groupsOf, iamIdentity, userPoolIdentity } from './identity.ts';
import type { AuthorizationMode } from './rules.ts';

export type Authentication = {
  api: Api;
  context: ServiceContext;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  /** What a signature was made over. */
  signed: { request: OfflineRequest; body: Uint8Array };
  /** For a Lambda authorizer. */
  query?: string | undefined;
};

const refuse = (message: string, status = 401, type = 'UnauthorizedException') =>
  new RequestRefusal(type, message, status);

/** Establishes who calls. @throws RequestRefusal, 401 or 403, when that cannot be. */
export function authenticate(input: Authentication): Caller | Promise<Caller> {
  const { headers, api } = input;
  const { authorization } = headers;
  const apiKey = headers['x-api-key'];
  if (authorization?.startsWith('AWS4-HMAC-SHA256')) return bySignature(input);
  if (authorization) {
    const token = authorization.replace(/^Bearer\s+/i, '');
    if (token.split('.').length === 3 && providerOf(api, 'AMAZON_COGNITO_USER_POOLS')) return byToken(input, token);
    const authorizer = providerOf(api, 'AWS_LAMBDA');
    if (authorizer) return byFunction(input, authorizer, authorization);
    throw refuse('Unable to parse JWT token.');
  }
  if (apiKey) return byApiKey(input, apiKey);
  throw refuse('Valid authorization header not provided.');
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
    const { principal } = verifySignature(context, signed.request, signed.body);
    if (!providerOf(api, 'AWS_IAM')) throw refuse('You are not authorized to make this call.');
    return { mode: 'AWS_IAM', identity: iamIdentity(principal, context.account), groups: [], principal };
  } catch (error) {
    if (error instanceof ServiceError)
      throw refuse(error.message, error.status === 400 ? 403 : error.status, error.code);
    throw error;
  }
}

function byToken({ api, context }: Authentication, token: string): Caller {
  const provider = poolOf(api, token);
  if (!provider) throw refuse('Unable to parse JWT token.');
  const claims = verified(context, token, provider.UserPoolId);
  const client = claims.client_id ?? claims.aud;
  const isOfClient = (pattern: string) => typeof client === 'string' && new RegExp(`^(?:${pattern})$`).test(client);
  if (provider.AppIdClientRegex && !isOfClient(provider.AppIdClientRegex)) {
    throw refuse('You are not authorized to make this call.');
  }
  return {
    mode: 'AMAZON_COGNITO_USER_POOLS',
    identity: userPoolIdentity(claims, provider.DefaultAction ?? 'ALLOW'),
    groups: groupsOf(claims),
  };
}

/** The pool that shall verify the token: the API's only one, or the one that the token names. */
function poolOf({ userPools }: Api, token: string): ProviderConfig['UserPoolConfig'] {
  if (userPools.length < 2) return userPools[0];
  const issuer = issuerOf(token);
  return userPools.find(({ UserPoolId }) => issuer?.endsWith(`/${UserPoolId}`));
}

function verified(context: ServiceContext, token: string, userPoolId: string): TokenClaims {
  try {
    return context.bus.port('cognito').verifyToken(token, userPoolId);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw refuse(/expired/i.test(error.message) ? 'Token has expired.' : 'You are not authorized to make this call.');
  }
}

/** The issuer that a token claims, before anything is verified: it only chooses the pool that verifies. */
function issuerOf(token: string): string | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return z.looseObject({ iss: z.string() }).safeParse(payload).data?.iss;
  } catch {
    return undefined;
  }
}

const verdictSchema = z.looseObject({
  isAuthorized: z.boolean(),
  resolverContext: z.record(z.string(), z.unknown()).nullish(),
  deniedFields: z.array(z.string()).nullish(),
});

async function byFunction(
  input: Authentication,
  { LambdaAuthorizerConfig }: ProviderConfig,
  token: string,
): Promise<Caller> {
  const { api, context, headers, query } = input;
  const expression = LambdaAuthorizerConfig?.IdentityValidationExpression;
  if (!LambdaAuthorizerConfig || (expression && !new RegExp(expression).test(token))) {
    throw refuse('You are not authorized to make this call.');
  }
  const { payload, functionError } = await context.bus.port('lambda').invoke({
    functionName: LambdaAuthorizerConfig.AuthorizerUri,
    payload: JSON.stringify({
      authorizationToken: token,
      requestContext: { apiId: api.id, accountId: context.account, queryString: query ?? null },
      requestHeaders: headers,
    }),
    principal: { kind: 'service', service: 'appsync.amazonaws.com', sourceArn: api.arn },
  });
  const verdict = functionError ? undefined : verdictSchema.safeParse(JSON.parse(payload)).data;
  if (!verdict?.isAuthorized) throw refuse('You are not authorized to make this call.');
  return {
    mode: 'AWS_LAMBDA',
    identity: { resolverContext: verdict.resolverContext ?? {} },
    groups: [],
    deniedFields: (verdict.deniedFields ?? []).map(
      (field) => field.split('/types/').at(-1)?.replace('/fields/', '.') ?? field,
    ),
  };
}
