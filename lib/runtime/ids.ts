import { createHash } from 'node:crypto';

/** The same parts give the same id, of 32 hexadecimal digits; lengths stand before the parts, so none runs into the next. */
export function derivedId(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`);
  return hash.digest('hex').slice(0, 32);
}
