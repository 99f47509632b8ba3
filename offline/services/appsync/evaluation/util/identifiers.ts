import type { Run } from '../run.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const KSUID_EPOCH_SECONDS = 1_400_000_000;

/** `util.autoId`: a UUID. */
export const autoId = ({ source }: Run): string => source.uuid();

/** `util.autoUlid`: 48 bits of milliseconds and 80 random ones, in Crockford's base 32. */
export function autoUlid(run: Run): string {
  return spell(BigInt(run.source.now()), CROCKFORD, 10) + spell(randomBits(run) % (1n << 80n), CROCKFORD, 16);
}

/** `util.autoKsuid`: 32 bits of seconds and 128 random ones, in base 62. */
export function autoKsuid(run: Run): string {
  const seconds = BigInt(Math.floor(run.source.now() / 1000) - KSUID_EPOCH_SECONDS);
  return spell((seconds << 128n) | randomBits(run), BASE62, 27);
}

/** `util.math.randomDouble`: from 0 up to 1, out of the run's ids so that a seeded run repeats. */
export function randomDouble(run: Run): number {
  return Number(randomBits(run) & ((1n << 53n) - 1n)) / 2 ** 53;
}

/** 128 bits: a UUID's own, its fixed version and variant bits folded in with a second one's. */
function randomBits({ source }: Run): bigint {
  const first = BigInt(`0x${source.uuid().replaceAll('-', '')}`);
  const second = BigInt(`0x${source.uuid().replaceAll('-', '')}`);
  return first ^ (((second << 64n) | (second >> 64n)) & ((1n << 128n) - 1n));
}

function spell(value: bigint, alphabet: string, length: number): string {
  const base = BigInt(alphabet.length);
  let rest = value;
  let out = '';
  for (let index = 0; index < length; index++) {
    out = alphabet.charAt(Number(rest % base)) + out;
    rest /= base;
  }
  return out;
}
