import type { OfflineRequest, OfflineResponse } from '../../kernel/http.ts';
import { wildcard } from '../../kernel/iam.ts';
import { S3Error } from './errors.ts';
import type { CorsRule } from './settings.ts';

const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

/** The first rule that lets the origin use the method, with S3's one-star patterns. */
function ruleFor(
  rules: readonly CorsRule[],
  origin: string,
  method: string,
  headers: readonly string[],
): { rule: CorsRule; pattern: string } | undefined {
  for (const rule of rules) {
    const pattern = rule.AllowedOrigins.find((one) => wildcard(one, origin));
    const takes = (name: string) => rule.AllowedHeaders.some((one) => wildcard(one.toLowerCase(), name));
    if (pattern !== undefined && rule.AllowedMethods.includes(method) && headers.every(takes)) return { rule, pattern };
  }
  return undefined;
}

function corsHeaders({ rule, pattern }: { rule: CorsRule; pattern: string }, origin: string): Record<string, string> {
  const isAny = pattern === '*';
  return {
    'access-control-allow-origin': isAny ? '*' : origin,
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    ...(!isAny && { 'access-control-allow-credentials': 'true' }),
    ...(rule.ExposedHeaders.length > 0 && { 'access-control-expose-headers': rule.ExposedHeaders.join(', ') }),
    ...(rule.MaxAge !== undefined && { 'access-control-max-age': String(rule.MaxAge) }),
    vary: VARY,
  };
}

const forbidden = (message: string, method: string) =>
  new S3Error('AccessForbidden', message, { status: 403, details: { Method: method, ResourceType: 'BUCKET' } });

/** The answer to a preflight. @throws S3Error AccessForbidden, BadRequest */
export function preflight({ headers }: OfflineRequest, rules: readonly CorsRule[] = []): OfflineResponse {
  const { origin, 'access-control-request-method': method } = headers;
  if (origin === undefined) {
    throw new S3Error('BadRequest', 'Insufficient information. Origin request header needed.');
  }
  if (method === undefined) {
    throw new S3Error('BadRequest', 'Invalid Access-Control-Request-Method: null');
  }
  if (rules.length === 0) throw forbidden('CORSResponse: CORS is not enabled for this bucket.', method);
  const requested = (headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const found = ruleFor(rules, origin, method, requested);
  if (!found) {
    throw forbidden(
      "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
      method,
    );
  }
  const allowed: Record<string, string> =
    requested.length > 0 ? { 'access-control-allow-headers': requested.join(', ') } : {};
  return { status: 200, headers: { ...corsHeaders(found, origin), ...allowed } };
}

/** Adds to an answer what lets the origin read it. */
export function withCors(
  response: OfflineResponse,
  { headers, method }: OfflineRequest,
  rules: readonly CorsRule[],
): OfflineResponse {
  const { origin } = headers;
  const found = origin === undefined ? undefined : ruleFor(rules, origin, method, []);
  if (!found || origin === undefined) return response;
  return { ...response, headers: { ...response.headers, ...corsHeaders(found, origin) } };
}
