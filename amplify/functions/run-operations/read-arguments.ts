import * as z from 'zod/mini';
import { invalid, type Outcome, succeed } from '#lib/domain/outcome/outcome';

/** Which try of a caller's a request belongs to. */
export const idempotencyKeySchema = z.nullish(
  z
    .string('must be text')
    .check(z.minLength(1, 'must have 1 to 128 characters'), z.maxLength(128, 'must have 1 to 128 characters')),
);

/** What a call was made with; refused by the name of the first argument at fault, or of the whole. */
export function readArguments<Shape extends z.ZodMiniType>(
  shape: Shape,
  value: unknown,
  whole = 'arguments',
): Outcome<z.output<Shape>> {
  const parsed = z.safeParse(shape, value);
  if (parsed.success) return succeed(parsed.data);
  const [issue] = parsed.error.issues;
  const field = issue?.path.map(String).join('.') || whole;
  return invalid(field, `${field} ${issue?.message ?? 'is not valid'}.`);
}

/** AWSJSON arrives as its value, from some callers as text; text that is no JSON is a text. */
export function parsedJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Of a value as JSON, in bytes. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
