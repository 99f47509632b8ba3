import type { z } from 'zod';
import { ServiceError } from '../../kernel/errors.ts';

type Issue = z.core.$ZodIssue;

/**
 * The error of malformed input in Bedrock's words: a SerializationException for a value of another JSON type, else a
 * ValidationException that counts and names each constraint.
 */
export function invalidInput(issues: readonly Issue[], input: unknown): ServiceError {
  const mistyped = issues.find((issue) => issue.code === 'invalid_type' && valueAt(input, issue.path) !== undefined);
  if (mistyped?.code === 'invalid_type') {
    const [found, place] = [jsonType(valueAt(input, mistyped.path)), memberPath(mistyped.path)];
    return new ServiceError(
      'SerializationException',
      `${found} can not be converted to ${mistyped.expected} at '${place}'`,
    );
  }
  const problems = issues.map((issue) => constraint(issue, input));
  const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'}`;
  return new ServiceError('ValidationException', `${count} detected: ${problems.join('; ')}`);
}

function constraint(issue: Issue, input: unknown): string {
  const value = valueAt(input, issue.path);
  const place = memberPath(issue.path);
  if (value === undefined || value === null)
    return `Value null at '${place}' failed to satisfy constraint: Member must not be null`;
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  const shown = isPlain ? `Value '${value}'` : 'Value';
  return `${shown} at '${place}' failed to satisfy constraint: ${rule(issue)}`;
}

function rule(issue: Issue): string {
  if (issue.code === 'too_big' || issue.code === 'too_small') {
    const what = isLength(issue.origin) ? 'length' : 'value';
    return issue.code === 'too_big'
      ? `Member must have ${what} less than or equal to ${issue.maximum}`
      : `Member must have ${what} greater than or equal to ${issue.minimum}`;
  }
  if (issue.code === 'invalid_value')
    return `Member must satisfy enum value set: [${issue.values.map(String).join(', ')}]`;
  if (issue.code === 'invalid_format') {
    return `Member must satisfy regular expression pattern: ${(issue.pattern ?? '').replace(/^\/\^?|\$?\/[a-z]*$/g, '')}`;
  }
  return issue.message;
}

const isLength = (origin: string) => origin === 'string' || origin === 'array' || origin === 'record';

/** `messages.1.member.role`: lists count from one and name their members. */
const memberPath = (path: readonly PropertyKey[]) =>
  path.map((part) => (typeof part === 'number' ? `${part + 1}.member` : String(part))).join('.');

function jsonType(value: unknown): string {
  if (value === null) return 'NULL_VALUE';
  if (Array.isArray(value)) return 'LIST_VALUE';
  return typeof value === 'object' ? 'STRUCTURE_VALUE' : `${typeof value}_VALUE`.toUpperCase();
}

const isObject = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === 'object' && value !== null;

export const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, part) => (isObject(value) ? value[part] : undefined), input);
