import { createHash, createPrivateKey, createPublicKey, generateKeyPair, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { CognitoState, Pool } from '../state.ts';
import type { SigningKey } from './signing-key.ts';

const generate = promisify(generateKeyPair);
const signAsync = promisify(sign);

/** The pool's key if one was ever made. No token of the pool can be genuine without it. */
export function findSigningKey(state: CognitoState, poolId: string): SigningKey | undefined {
  const known = state.signingKeys.get(poolId);
  if (known) return known;
  const row = state.store.get('SELECT private_key FROM signing_keys WHERE pool_id = ?', poolId);
  if (!row) return undefined;
  const key = toSigningKey(String(row.private_key));
  state.signingKeys.set(poolId, key);
  return key;
}

/** The pool's key, made at first need: RSA takes some hundred milliseconds, off the main thread. */
export function signingKey(state: CognitoState, pool: Pool): Promise<SigningKey> {
  const known = findSigningKey(state, pool.id);
  if (known) return Promise.resolve(known);
  const pending = state.pendingKeys.get(pool.id);
  if (pending) return pending;
  const created = create(state, pool.id).finally(() => state.pendingKeys.delete(pool.id));
  state.pendingKeys.set(pool.id, created);
  return created;
}

async function create(state: CognitoState, poolId: string): Promise<SigningKey> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  state.store.run('INSERT OR IGNORE INTO signing_keys (pool_id, private_key) VALUES (?, ?)', poolId, pem);
  return findSigningKey(state, poolId) ?? toSigningKey(pem);
}

function toSigningKey(pem: string): SigningKey {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey);
  const digest = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
  const kid = digest;
  return { kid, privateKey, publicKey, jwk: { ...publicKey.export({ format: 'jwk' }), alg: 'RS256', kid, use: 'sig' } };
}

/** A JSON Web Token, RS256. */
export async function signJwt(key: SigningKey, claims: object): Promise<string> {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ kid: key.kid, alg: 'RS256' })}.${part(claims)}`;
  const signature = await signAsync('sha256', Buffer.from(text), key.privateKey);
  return `${text}.${signature.toString('base64url')}`;
}
