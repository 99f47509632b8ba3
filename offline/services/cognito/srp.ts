// Secure Remote Password (SRP-6a) as Cognito speaks it: RFC 5054's 3072-bit group, SHA-256, an HKDF-derived 16-byte key.
import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const N = BigInt(
  '0xFFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
);
const G = 2n;
const PRIVATE_BYTES = 32;
const LONGEST_HEX = 2 * 384 + 2;

/** What is kept of a password: hexadecimal salt and verifier, from which the password cannot be read back. */
export type PasswordVerifier = { salt: string; verifier: string };

/** The server's half of one sign-in: its secret `b` and public `B`, hexadecimal. */
export type ServerHalf = { b: string; B: string };

/** Whose password it is: the pool's name (the id after `_`) and the user's fixed name. */
type Owner = { poolName: string; userId: string };

const toBigInt = (hex: string) => BigInt(`0x${hex || '0'}`);
const hashHex = (hex: string) => createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex');

/** Hexadecimal of even length whose first bit is 0, as Java's BigInteger writes a positive number. */
export function padHex(value: bigint): string {
  const hex = value.toString(16);
  const even = hex.length % 2 === 1 ? `0${hex}` : hex;
  return '89abcdef'.includes(even.charAt(0)) ? `00${even}` : even;
}

const K = toBigInt(hashHex(`${padHex(N)}${padHex(G)}`));

/** `base ** exponent mod N`, four bits at a time: about 4 ms for a 256-bit exponent. */
function power(base: bigint, exponent: bigint): bigint {
  const small = base % N;
  const table = [1n, small];
  for (let index = 2; index < 16; index++) table.push(((table[index - 1] ?? 1n) * small) % N);
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    for (let square = 0; square < 4; square++) result = (result * result) % N;
    if (digit !== '0') result = (result * (table[Number.parseInt(digit, 16)] ?? 1n)) % N;
  }
  return result;
}

let generatorTable: bigint[][] | undefined;

/** `G ** exponent mod N` for exponents of at most 256 bits, from a table of G's powers: under 1 ms. */
function powerOfGenerator(exponent: bigint): bigint {
  generatorTable ??= tabulateGenerator();
  let result = 1n;
  const digits = exponent.toString(16);
  for (let index = 0; index < digits.length; index++) {
    const digit = Number.parseInt(digits.charAt(digits.length - 1 - index), 16);
    if (digit !== 0) result = (result * (generatorTable[index]?.[digit] ?? 1n)) % N;
  }
  return result;
}

function tabulateGenerator(): bigint[][] {
  const rows: bigint[][] = [];
  let base = G;
  for (let index = 0; index < PRIVATE_BYTES * 2; index++) {
    const row = [1n];
    for (let digit = 1; digit < 16; digit++) row.push(((row[digit - 1] ?? 1n) * base) % N);
    rows.push(row);
    base = ((row[15] ?? 1n) * base) % N;
  }
  return rows;
}

function privateValue({ poolName, userId }: Owner, password: string, salt: string): bigint {
  const identity = createHash('sha256').update(`${poolName}${userId}:${password}`).digest('hex');
  return toBigInt(hashHex(`${padHex(toBigInt(salt))}${identity}`));
}

/** The salt and verifier to keep for a password. */
export function createVerifier(owner: Owner, password: string): PasswordVerifier {
  const salt = padHex(toBigInt(randomBytes(16).toString('hex')));
  return { salt, verifier: padHex(powerOfGenerator(privateValue(owner, password, salt))) };
}

/** Whether a password is the one that a verifier was made of. */
export function isPassword(owner: Owner, password: string, { salt, verifier }: PasswordVerifier): boolean {
  return powerOfGenerator(privateValue(owner, password, salt)) === toBigInt(verifier);
}

/** Begins a sign-in for a verifier. */
export function createServerHalf(verifier: string): ServerHalf {
  const b = toBigInt(randomBytes(PRIVATE_BYTES).toString('hex'));
  return { b: b.toString(16), B: padHex((K * toBigInt(verifier) + powerOfGenerator(b)) % N) };
}

/** Whether `A` is a public value that a client may send: hexadecimal, not a multiple of N. */
export function isPublicValue(A: string): boolean {
  return A.length <= LONGEST_HEX && /^[0-9a-f]+$/i.test(A) && toBigInt(A) % N !== 0n;
}

/** The signature (base64) that only a client which knows the password can make. */
export function expectedSignature(input: {
  owner: Owner;
  A: string;
  server: ServerHalf;
  verifier: string;
  /** Base64, as sent to the client. */
  secretBlock: string;
  timestamp: string;
}): string {
  const { owner, server } = input;
  const A = toBigInt(input.A);
  const u = toBigInt(hashHex(`${padHex(A)}${padHex(toBigInt(server.B))}`));
  const S = power(A * power(toBigInt(input.verifier), u), toBigInt(server.b));
  const key = hkdfSync(
    'sha256',
    Buffer.from(padHex(S), 'hex'),
    Buffer.from(padHex(u), 'hex'),
    'Caldera Derived Key',
    16,
  );
  return createHmac('sha256', Buffer.from(key))
    .update(owner.poolName)
    .update(owner.userId)
    .update(Buffer.from(input.secretBlock, 'base64'))
    .update(input.timestamp)
    .digest('base64');
}
