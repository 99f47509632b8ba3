import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { FieldError } from '../../graphql/errors.ts';

const ALGORITHM = 'aes-256-gcm';

/** Makes `nextToken`s that tell nothing: the key in them may be another tenant's record that a filter left out. */
export type PageTokens = {
  seal(key: unknown, place: string): string;
  /** @throws FieldError when the token was not made here for that place. */
  open(token: string, place: string): unknown;
};

/** Tokens sealed with a secret of 32 bytes. `place` (table and index) binds a token to its query. */
export function pageTokens(secret: Uint8Array): PageTokens {
  const secretKey = createSecretKey(secret);
  return {
    seal(key, place) {
      const nonce = randomBytes(12);
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
