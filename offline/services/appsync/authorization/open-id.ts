import { constants, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import type { ServiceContext } from '../../../kernel/service.ts';
import { RequestRefusal } from '../graphql/errors.ts';
import type { ProviderConfig } from '../resources.ts';
import type { Caller } from './caller.ts';
import type { JsonWebKeys } from './json-web-keys.ts';

export type OpenIdConfig = NonNullable<ProviderConfig['OpenIDConnectConfig']>;

const headerSchema = z.looseObject({ alg: z.string(), kid: z.string().default('') });
const claimsSchema = z.looseObject({
  iss: z.string(),
  sub: z.string().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  azp: z.string().optional(),
  exp: z.number().optional(),
  nbf: z.number().optional(),
  iat: z.number().optional(),
  auth_time: z.number().optional(),
});
type Claims = z.infer<typeof claimsSchema>;

const ALGORITHM = /^(RS|PS|ES)(256|384|512)$/;

const refuse = (message: string) => new RequestRefusal('UnauthorizedException', message, 401);
const unauthorized = () => refuse('You are not authorized to make this call.');

/** Who calls with a token of an OpenID Connect issuer. @throws RequestRefusal */
export async function byOpenId(
  { clock, log }: Pick<ServiceContext, 'clock' | 'log'>,
  config: OpenIdConfig,
  keys: JsonWebKeys,
  token: string,
): Promise<Caller> {
  const [head = '', body = '', signature = ''] = token.split('.');
  const header = headerSchema.safeParse(decode(head)).data;
  const claims = claimsSchema.safeParse(decode(body)).data;
  if (!header || !claims) throw refuse('Unable to parse JWT token.');
  if (claims.iss !== config.Issuer && claims.iss !== config.Issuer.replace(/\/$/, '')) throw unauthorized();
  let key: KeyObject | undefined;
  try {
    key = await keys.find(config.Issuer, header.kid);
  } catch (error) {
    log.warn('the keys of an OpenID Connect issuer could not be read', { issuer: config.Issuer, error });
  }
  if (!key || !isSignedBy(key, header.alg, `${head}.${body}`, signature)) throw unauthorized();
  checkClaims(config, claims, clock.now());
  return {
    mode: 'OPENID_CONNECT',
    identity: { claims: { ...claims }, issuer: claims.iss, sub: claims.sub ?? null },
    groups: [],
  };
}

function checkClaims(config: OpenIdConfig, claims: Claims, now: number): void {
  const { exp, nbf, iat, auth_time: authenticatedAt } = claims;
  if (exp !== undefined && exp * 1000 <= now) throw refuse('Token has expired.');
  if (nbf !== undefined && nbf * 1000 > now) throw unauthorized();
  if (config.IatTTL && (iat === undefined || iat * 1000 + config.IatTTL <= now)) throw unauthorized();
  if (config.AuthTTL && (authenticatedAt === undefined || authenticatedAt * 1000 + config.AuthTTL <= now)) {
    throw unauthorized();
  }
  if (!config.ClientId) return;
  const pattern = new RegExp(`^(?:${config.ClientId})$`);
  const clients = [claims.azp ?? [], claims.aud ?? []].flat();
  if (!clients.some((client) => pattern.test(client))) throw unauthorized();
}

function isSignedBy(key: KeyObject, algorithm: string, signed: string, signature: string): boolean {
  const [, family, bits] = ALGORITHM.exec(algorithm) ?? [];
  const isElliptic = key.asymmetricKeyType === 'ec';
  // A key must not be used with an algorithm of another family.
  if (!family || isElliptic !== (family === 'ES') || (!isElliptic && key.asymmetricKeyType !== 'rsa')) return false;
  try {
    return verify(
      `sha${bits}`,
      Buffer.from(signed),
      {
        key,
        ...(isElliptic && { dsaEncoding: 'ieee-p1363' }),
        ...(family === 'PS' && {
          padding: constants.RSA_PKCS1_PSS_PADDING,
          saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
        }),
      },
      Buffer.from(signature, 'base64url'),
    );
  } catch {
    return false;
  }
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return undefined;
  }
}
