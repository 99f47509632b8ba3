import type { z } from 'zod';
import { ServiceError } from '../../../kernel/errors.ts';
import { valueAt } from '../constraints.ts';

/**
 * The JSON body of a model's own format. @throws ServiceError ValidationException `Malformed input request: …` that
 * names each key which is missing, too many or wrong.
 */
export function parseBody<Body>(schema: z.ZodType<Body>, bytes: Buffer): Body {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch {
    return malformed('the body is not valid JSON');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  return malformed(parsed.error.issues.flatMap((issue) => violations(issue, value)).join(', '));
}

const malformed = (what: string): never => {
  throw new ServiceError(
    'ValidationException',
    `Malformed input request: ${what}, please reformat your input and try again.`,
  );
};

/** Bedrock checks bodies by JSON schema and gives that validator's words. */
function violations(issue: z.core.$ZodIssue, body: unknown): string[] {
  const place = (path: readonly PropertyKey[]) => ['#', ...path.map(String)].join('/');
  const value = valueAt(body, issue.path);
  if (value === undefined) {
    return [`${place(issue.path.slice(0, -1))}: required key [${String(issue.path.at(-1))}] not found`];
  }
  const at = place(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${at}: extraneous key [${key}] is not permitted`);
  }
  if (issue.code === 'invalid_type') {
    return [`${at}: expected type: ${capital(issue.expected)}, found: ${found(value)}`];
  }
  if (issue.code === 'invalid_value') return [`${at}: ${shown(value)} is not a valid enum value`];
  if (issue.code === 'too_big') return [`${at}: ${beyond(issue.origin, value, issue.maximum, 'less', 'maximum')}`];
  if (issue.code === 'too_small') return [`${at}: ${beyond(issue.origin, value, issue.minimum, 'greater', 'minimum')}`];
  return [`${at}: ${issue.message}`];
}

function beyond(origin: string, value: unknown, limit: number | bigint, than: string, bound: string): string {
  const short = bound.slice(0, 3);
  if (origin === 'array')
    return `expected ${bound} item count: ${limit}, found: ${Array.isArray(value) ? value.length : 0}`;
  if (origin === 'string') return `expected ${short}Length: ${limit}, actual: ${shown(value).length}`;
  return `${shown(value)} is not ${than} or equal to ${limit}`;
}

const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

const capital = (name: string) =>
  name === 'array' ? 'JSONArray' : name === 'object' ? 'JSONObject' : `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

function found(value: unknown): string {
  if (value === null) return 'Null';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'BigDecimal';
  return capital(Array.isArray(value) ? 'array' : typeof value);
}
