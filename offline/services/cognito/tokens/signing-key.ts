import type { JsonWebKey, KeyObject } from 'node:crypto';

export type SigningKey = {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** As published under `/.well-known/jwks.json`. */
  jwk: JsonWebKey;
};
