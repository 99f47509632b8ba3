import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { FieldError } from '../../graphql/errors.ts';

const ALGORITHM = 'aes-256-gcm';

/** Makes `nextToken`s that tell nothing: the key in them may be another tenant's record that a filter left out. */
export type PageTokens = {
  seal(key: unknown, place: string): string;
  /** @throws FieldError when the token was not made here for that place. */
  open(token: string, place: string): unknown;
};

const NONCE_BYTES = 12;
const NONCES_AT_ONCE = 256;

/** Random nonces, each given once; many are drawn at a time, for a draw costs more than its bytes. */
function randomNonces(): () => Buffer {
  let drawn = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at === drawn.length) {
      drawn = randomBytes(NONCE_BYTES * NONCES_AT_ONCE);
      at = 0;
    }
    at += NONCE_BYTES;
    return drawn.subarray(at - NONCE_BYTES, at);
  };
}

/** Tokens sealed with a secret of 32 bytes. `place` (table and index) binds a token to its query. */
export function pageTokens(secret: Uint8Array): PageTokens {
  const secretKey = createSecretKey(secret);
  const nonces = randomNonces();
  return {
    seal(key, place) {
      const nonce = nonces();
      const cipher = createCipheriv(ALGORITHM, secretKey, nonce).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(key)), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open(token, place) {
      try {
        const bytes = Buffer.from(token, 'base64');
        const decipher = createDecipheriv(ALGORITHM, secretKey, bytes.subarray(0, 12), { authTagLength: 16 });
        decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(12, 28));
        return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString()) as unknown;
      } catch {
        throw new FieldError({ message: 'Invalid pagination token given.', errorType: 'BadRequestException' });
      }
    },
  };
}
