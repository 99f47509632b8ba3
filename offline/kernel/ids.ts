import { createHash, randomBytes, randomUUID } from 'node:crypto';

/** A random UUID, the form of AWS request and message ids. */
export const uuid = (): string => randomUUID();

/** `length` random characters of `0-9a-z`, for ids that AWS makes of letters and digits. */
export function randomLetters(length: number): string {
  const bytes = randomBytes(length);
  return Array.from(bytes, (byte) => (byte % 36).toString(36)).join('');
}

/**
 * `length` characters of `0-9a-z`, the same for the same parts: physical ids of an app's resources stay fixed across
 * restarts, so that outputs files, tokens and data keep fitting together.
 */
export function stableLetters(length: number, ...parts: readonly string[]): string {
  const digest = createHash('sha512').update(parts.join('\n')).digest();
  return Array.from(digest.subarray(0, length), (byte) => (byte % 36).toString(36)).join('');
}

/** A UUID-shaped id, the same for the same parts. */
export function stableUuid(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
