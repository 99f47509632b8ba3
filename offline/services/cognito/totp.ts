import { createHmac, randomBytes } from 'node:crypto';

const PERIOD_MS = 30_000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret for an authenticator app, base32, 160 bits. */
export function createTotpSecret(): string {
  return Array.from(randomBytes(52), (byte) => ALPHABET.charAt(byte % 32)).join('');
}

/**
 * The time step whose code this is, within one period of `now` (milliseconds since the epoch) and after `lastStep`,
 * because a code is good once (RFC 6238, 5.2). `used` means that the code is right but spent.
 */
export function matchTotp(
  secret: string,
  code: string,
  now: number,
  lastStep = 0,
): { outcome: 'match'; step: number } | { outcome: 'used' | 'mismatch' } {
  const current = Math.floor(now / PERIOD_MS);
  let used = false;
  for (const step of [current, current - 1, current + 1]) {
    if (totpCode(secret, step) !== code) continue;
    if (step > lastStep) return { outcome: 'match', step };
    used = true;
  }
  return { outcome: used ? 'used' : 'mismatch' };
}

/** The six digits of a time step. */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let value = 0;
  let bits = 0;
  for (const letter of text) {
    value = ((value << 5) | ALPHABET.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 0xff);
  }
  return Buffer.from(bytes);
}
