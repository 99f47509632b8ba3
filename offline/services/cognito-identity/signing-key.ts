import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type JsonWebKey, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { IdentityState } from './state.ts';

const generate = promisify(generateKeyPair);
const signAsync = promisify(sign);
let pending: Promise<unknown> | undefined;

/** The identity service's key, made at first need and kept. */
async function privateKey({ store }: IdentityState) {
  const read = () => store.get('SELECT private_key FROM signing_key')?.private_key;
  if (!read()) {
    pending ??= generate('rsa', { modulusLength: 2048 }).then((pair) => {
      const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      store.run('INSERT OR IGNORE INTO signing_key (id, private_key) VALUES (1, ?)', pem);
    });
    await pending.finally(() => {
      pending = undefined;
    });
  }
  return createPrivateKey(String(read()));
}

/** The public half, as `/.well-known/jwks_uri` shows it. */
export async function publicJwk(state: IdentityState): Promise<JsonWebKey> {
  const key = createPublicKey(await privateKey(state));
  const kid = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64url');
  return { ...key.export({ format: 'jwk' }), alg: 'RS256', kid, use: 'sig' };
}

/** An OpenID token for an identity, RS256. */
export async function signOpenIdToken(state: IdentityState, claims: object): Promise<string> {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const key = await privateKey(state);
  const { kid } = await publicJwk(state);
  const text = `${part({ kid, typ: 'JWS', alg: 'RS256' })}.${part(claims)}`;
  return `${text}.${(await signAsync('sha256', Buffer.from(text), key)).toString('base64url')}`;
}
