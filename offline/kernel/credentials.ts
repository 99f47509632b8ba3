import { createHmac, randomBytes } from 'node:crypto';
import { randomLetters } from './ids.ts';
import { ADMINISTRATOR, type Principal } from './principal.ts';
import type { Store } from './store.ts';

export type Credentials = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
};

export type KnownKey = { secretAccessKey: string; sessionToken?: string; expiresAt?: number; principal: Principal };

type Payload = { principal: Principal; expiresAt: number };

const MOST_FOUND = 1000;

/**
 * Access keys and whom they stand for. Temporary credentials carry their principal in the session token, sealed with a
 * key of this data folder: they survive a restart without being stored.
 */
export class CredentialStore {
  readonly #sealingKey: Buffer;
  /** By session token, which says all of it: a token whose seal held once holds ever after. */
  readonly #found = new Map<string, KnownKey & { readonly accessKeyId: string }>();

  constructor(store: Store) {
    store.exec('CREATE TABLE IF NOT EXISTS sealing_key (id INTEGER PRIMARY KEY CHECK (id = 1), key BLOB NOT NULL)');
    store.run('INSERT OR IGNORE INTO sealing_key (id, key) VALUES (1, ?)', randomBytes(32));
    this.#sealingKey = Buffer.from(store.get('SELECT key FROM sealing_key')?.key as Uint8Array);
  }

  /** Temporary credentials for a principal, valid until `expiresAt` (milliseconds since the epoch). */
  issue(principal: Principal, expiresAt: number): Credentials {
    const accessKeyId = `ASIA${randomLetters(16).toUpperCase()}`;
    const payload = Buffer.from(JSON.stringify({ principal, expiresAt } satisfies Payload)).toString('base64');
    const seal = this.#mac('token', accessKeyId, payload);
    const sessionToken = `${payload}.${seal}`;
    return { accessKeyId, secretAccessKey: this.#mac('secret', accessKeyId, payload), sessionToken, expiresAt };
  }

  /** What stands behind an access key, or undefined when the key or its session token was not issued here. */
  find(accessKeyId: string, sessionToken: string | undefined): KnownKey | undefined {
    if (accessKeyId === 'offline') return { secretAccessKey: 'offline', principal: ADMINISTRATOR };
    if (sessionToken === undefined) return undefined;
    const found = this.#found.get(sessionToken);
    if (found?.accessKeyId === accessKeyId) return found;
    const [payload, seal] = sessionToken.split('.');
    if (!payload || seal !== this.#mac('token', accessKeyId, payload)) return undefined;
    const { principal, expiresAt } = JSON.parse(Buffer.from(payload, 'base64').toString()) as Payload;
    const secretAccessKey = this.#mac('secret', accessKeyId, payload);
    const known = { accessKeyId, secretAccessKey, sessionToken, expiresAt, principal };
    if (this.#found.size >= MOST_FOUND) this.#found.clear();
    this.#found.set(sessionToken, known);
    return known;
  }

  #mac(...parts: string[]): string {
    return createHmac('sha256', this.#sealingKey).update(parts.join('\n')).digest('base64');
  }
}
