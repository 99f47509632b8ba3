import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { createServerHalf, createVerifier, expectedSignature, isPassword, isPublicValue, padHex } from './srp.ts';

const owner = { poolName: 'AbCdEfGhI', userId: 'c4e8d428-0041-7054-1c55-3b1a8d3f2c11' };
const password = 'pässwörd 9!';
/** The 3072-bit prime of RFC 5054, between its two runs of ones. */
const MIDDLE =
  'C90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CA';
const N = BigInt(`0x${'F'.repeat(16)}${MIDDLE}${'F'.repeat(16)}`);

test('a verifier knows its password and no other', () => {
  const verifier = createVerifier(owner, password);
  expect(isPassword(owner, password, verifier)).toBe(true);
  expect(isPassword(owner, `${password} `, verifier)).toBe(false);
  expect(isPassword({ ...owner, userId: 'someone else' }, password, verifier)).toBe(false);
});

test('the same password gets another salt and verifier each time', () => {
  expect(createVerifier(owner, password)).not.toEqual(createVerifier(owner, password));
});

test('numbers are written as Java does: even length, first bit 0', () => {
  expect([padHex(0x7fn), padHex(0x80n), padHex(0xfffn)]).toEqual(['7f', '0080', '0fff']);
});

test('refuses public values that would make the secret known', () => {
  expect(isPublicValue('0')).toBe(false);
  expect(isPublicValue('not hexadecimal')).toBe(false);
  expect(isPublicValue('f'.repeat(2000))).toBe(false);
  expect(isPublicValue(N.toString(16))).toBe(false);
  expect(isPublicValue((2n * N).toString(16))).toBe(false);
  expect(isPublicValue((N + 1n).toString(16))).toBe(true);
});

test('agrees with a client that follows RFC 5054 word for word', () => {
  const record = createVerifier(owner, password);
  const server = createServerHalf(record.verifier);
  const secretBlock = Buffer.from('state of the sign-in').toString('base64');
  const timestamp = 'Sat Nov 21 08:50:00 UTC 2026';
  const client = plainClient();

  const expected = expectedSignature({
    owner,
    A: client.A,
    server,
    verifier: record.verifier,
    secretBlock,
    timestamp,
  });

  const key = client.key({ B: server.B, salt: record.salt });
  const signature = createHmac('sha256', key)
    .update(`${owner.poolName}${owner.userId}`)
    .update(Buffer.from(secretBlock, 'base64'))
    .update(timestamp)
    .digest('base64');
  expect(expected).toBe(signature);
});

/** The client's side with the plainest arithmetic. */
function plainClient() {
  const power = (base: bigint, exponent: bigint): bigint => {
    if (exponent === 0n) return 1n;
    const half = power(base, exponent >> 1n);
    return exponent & 1n ? (((half * half) % N) * base) % N : (half * half) % N;
  };
  const hash = (...hex: string[]) =>
    createHash('sha256')
      .update(Buffer.from(hex.join(''), 'hex'))
      .digest('hex');
  const number = (hex: string) => BigInt(`0x${hex}`);
  const a = number(createHash('sha512').update('a').digest('hex'));
  const A = power(2n, a);
  return {
    A: A.toString(16),
    key({ B, salt }: { B: string; salt: string }) {
      const u = number(hash(padHex(A), padHex(number(B))));
      const identity = createHash('sha256').update(`${owner.poolName}${owner.userId}:${password}`).digest('hex');
      const x = number(hash(padHex(number(salt)), identity));
      const k = number(hash(padHex(N), '02'));
      const base = (((number(B) - k * power(2n, x)) % N) + N) % N;
      const S = power(base, a + u * x);
      const bytes = (value: bigint) => Buffer.from(padHex(value), 'hex');
      return Buffer.from(hkdfSync('sha256', bytes(S), bytes(u), 'Caldera Derived Key', 16));
    },
  };
}
