import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { z } from 'zod';
import { ServiceError } from '../../../kernel/errors.ts';
import { ANONYMOUS } from '../../../kernel/principal.ts';
import type { ServiceContext } from '../../../kernel/service.ts';
import type { QueryOperation } from './operation.ts';
import { openSession, sessionRequest } from './session.ts';
import { denied, type TrustRequest, trusted } from './trust.ts';

const PROVIDER = 'cognito-identity.amazonaws.com';
const Header = z.object({ alg: z.literal('RS256') });
const Claims = z.object({
  iss: z.literal(`https://${PROVIDER}`),
  sub: z.string(),
  aud: z.string(),
  amr: z.array(z.string()).default([]),
  exp: z.number(),
});
const Keys = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });

/** A session for an identity of the app's identity pool, by its OpenID token (`GetOpenIdToken`). */
export const assumeRoleWithWebIdentity: QueryOperation = {
  unsigned: true,
  async execute(context, parameters) {
    const request = sessionRequest(parameters);
    const { sub, aud, amr } = await verifiedClaims(context, parameters.WebIdentityToken ?? '');
    const asked: TrustRequest = {
      action: 'sts:AssumeRoleWithWebIdentity',
      roleArn: request.RoleArn,
      principal: ANONYMOUS,
      context: { [`${PROVIDER}:aud`]: aud, [`${PROVIDER}:sub`]: sub, [`${PROVIDER}:amr`]: amr },
    };
    const how = trusted(context, asked, ({ Principal }) =>
      Principal === '*' || Principal.Federated?.includes(PROVIDER) ? 'named' : 'no',
    );
    if (how === 'no') denied(context, asked);
    const cognitoIdentity = { identityId: sub, identityPoolId: aud };
    return {
      SubjectFromWebIdentityToken: sub,
      Audience: aud,
      Provider: PROVIDER,
      ...openSession(context, request, { cognitoIdentity }),
    };
  },
};

/** @throws ServiceError InvalidIdentityToken, ExpiredTokenException */
async function verifiedClaims(context: ServiceContext, token: string): Promise<z.infer<typeof Claims>> {
  const [head = '', body = '', signature = ''] = token.split('.');
  const header = Header.safeParse(readPart(head));
  const claims = Claims.safeParse(readPart(body));
  if (!header.success)
    throw invalid('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)');
  if (!claims.success) {
    throw invalid('No OpenIDConnect provider found in your account for this token: offline, identity pools are.');
  }
  const text = Buffer.from(`${head}.${body}`);
  const bytes = Buffer.from(signature, 'base64url');
  const isSigned = (await publicKeys(context)).some((jwk) =>
    verify('sha256', text, createPublicKey({ key: jwk, format: 'jwk' }), bytes),
  );
  if (!isSigned)
    throw invalid(
      'Couldn’t retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements',
    );
  if (claims.data.exp * 1000 < context.clock.now()) {
    throw new ServiceError(
      'ExpiredTokenException',
      'Token expired: current date/time must be before the expiration date/time',
    );
  }
  return claims.data;
}

/** The identity pools' keys, as they are published. */
async function publicKeys({ endpoint }: ServiceContext): Promise<JsonWebKey[]> {
  const response = await fetch(`${endpoint}/.well-known/jwks_uri`);
  const parsed = Keys.safeParse(response.ok ? await response.json() : undefined);
  return parsed.success ? parsed.data.keys : [];
}

function readPart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return undefined;
  }
}

const invalid = (message: string) => new ServiceError('InvalidIdentityToken', message);
