import type { OfflineRequest, OfflineResponse } from '../../kernel/http.ts';
import { wildcard } from '../../kernel/iam.ts';
import type { CorsRule } from './resources.ts';

/** The first rule that lets the origin use the method, with S3's one-star patterns. */
function ruleFor(
  rules: readonly CorsRule[],
  origin: string,
  method: string,
  headers: readonly string[],
): CorsRule | undefined {
  return rules.find(
    (rule) =>
      rule.AllowedMethods.includes(method) &&
      rule.AllowedOrigins.some((pattern) => wildcard(pattern, origin)) &&
      headers.every((name) => rule.AllowedHeaders.some((pattern) => wildcard(pattern.toLowerCase(), name))),
  );
}

function corsHeaders(rule: CorsRule, origin: string): Record<string, string> {
  const isAny = rule.AllowedOrigins.includes('*');
  return {
    'access-control-allow-origin': isAny ? '*' : origin,
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    ...(!isAny && { 'access-control-allow-credentials': 'true' }),
    ...(rule.ExposedHeaders.length > 0 && { 'access-control-expose-headers': rule.ExposedHeaders.join(', ') }),
    ...(rule.MaxAge !== undefined && { 'access-control-max-age': String(rule.MaxAge) }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/** The answer to a preflight, or undefined when no rule lets it pass. */
export function preflight({ headers }: OfflineRequest, rules: readonly CorsRule[]): OfflineResponse | undefined {
  const origin = headers.origin ?? '';
  const requested = (headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const rule = ruleFor(rules, origin, headers['access-control-request-method'] ?? '', requested);
  if (!rule) return undefined;
  const allowed: Record<string, string> =
    requested.length > 0 ? { 'access-control-allow-headers': requested.join(', ') } : {};
  return { status: 200, headers: { ...corsHeaders(rule, origin), ...allowed } };
}

/** Adds to an answer what lets the origin read it. */
export function withCors(
  response: OfflineResponse,
  { headers, method }: OfflineRequest,
  rules: readonly CorsRule[],
): OfflineResponse {
  const { origin } = headers;
  const rule = origin === undefined ? undefined : ruleFor(rules, origin, method, []);
  if (!rule || origin === undefined) return response;
  return { ...response, headers: { ...response.headers, ...corsHeaders(rule, origin) } };
}
