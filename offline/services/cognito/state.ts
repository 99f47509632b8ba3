import { randomBytes } from 'node:crypto';
import type { TokenClaims } from '../../kernel/ports.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';
import type { ClientSettings, PoolSettings } from './settings.ts';
import type { SigningKey } from './tokens/signing-key.ts';

/** Whether the app's definitions or an API call made it; definitions replace only their own. */
export type Origin = 'app' | 'api';

export type Pool = {
  /** `us-east-1_AbCdEfGhI`. */
  id: string;
  arn: string;
  /** The id after `_`; SRP hashes it with every password. */
  name: string;
  issuer: string;
  origin: Origin;
  settings: PoolSettings;
  createdAt: number;
  modifiedAt: number;
};

export type Client = {
  id: string;
  poolId: string;
  origin: Origin;
  secret: string | undefined;
  settings: ClientSettings;
  createdAt: number;
  modifiedAt: number;
};

export type CognitoState = {
  readonly context: ServiceContext;
  readonly store: Store;
  /** All pools and clients of the app and of API calls; `pools.ts` keeps them equal to the store. */
  readonly pools: Map<string, Pool>;
  readonly clients: Map<string, Client>;
  readonly signingKeys: Map<string, SigningKey>;
  readonly pendingKeys: Map<string, Promise<SigningKey>>;
  /** Claims of tokens whose signature was verified, by token hash. */
  readonly verifiedTokens: Map<string, TokenClaims>;
  readonly sealingKey: Buffer;
};

const MIGRATIONS = [
  `CREATE TABLE sealing_key (id INTEGER PRIMARY KEY CHECK (id = 1), key BLOB NOT NULL);
   CREATE TABLE pools (
     id TEXT PRIMARY KEY, origin TEXT NOT NULL, settings TEXT NOT NULL,
     created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL
   );
   CREATE TABLE clients (
     id TEXT PRIMARY KEY, pool_id TEXT NOT NULL, origin TEXT NOT NULL, settings TEXT NOT NULL, secret TEXT,
     created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL
   );
   CREATE TABLE signing_keys (pool_id TEXT PRIMARY KEY, private_key TEXT NOT NULL);
   CREATE TABLE users (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT,
     pool_id TEXT NOT NULL, username TEXT NOT NULL, username_key TEXT NOT NULL, sub TEXT NOT NULL,
     status TEXT NOT NULL, enabled INTEGER NOT NULL, created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL,
     email_key TEXT, phone_number_key TEXT, preferred_username_key TEXT,
     attributes TEXT NOT NULL, security TEXT NOT NULL
   );
   CREATE UNIQUE INDEX users_username ON users (pool_id, username_key);
   CREATE UNIQUE INDEX users_sub ON users (pool_id, sub);
   CREATE INDEX users_email ON users (pool_id, email_key);
   CREATE INDEX users_phone_number ON users (pool_id, phone_number_key);
   CREATE INDEX users_preferred_username ON users (pool_id, preferred_username_key);
   CREATE TABLE user_groups (
     pool_id TEXT NOT NULL, name TEXT NOT NULL, origin TEXT NOT NULL, description TEXT, precedence INTEGER,
     role_arn TEXT, created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL, PRIMARY KEY (pool_id, name)
   );
   CREATE TABLE memberships (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT,
     pool_id TEXT NOT NULL, group_name TEXT NOT NULL, username TEXT NOT NULL
   );
   CREATE UNIQUE INDEX memberships_user ON memberships (pool_id, username, group_name);
   CREATE INDEX memberships_group ON memberships (pool_id, group_name, sequence);
   CREATE TABLE codes (
     pool_id TEXT NOT NULL, username TEXT NOT NULL, purpose TEXT NOT NULL, code TEXT NOT NULL, value TEXT,
     expires_at INTEGER NOT NULL, failures INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (pool_id, username, purpose)
   );
   CREATE TABLE refresh_tokens (
     hash TEXT PRIMARY KEY, pool_id TEXT NOT NULL, client_id TEXT NOT NULL, username TEXT NOT NULL,
     origin_jti TEXT NOT NULL, auth_time INTEGER NOT NULL, expires_at INTEGER NOT NULL,
     revoked INTEGER NOT NULL DEFAULT 0, replaced_until INTEGER
   );
   CREATE INDEX refresh_tokens_user ON refresh_tokens (pool_id, username);
   CREATE INDEX refresh_tokens_origin ON refresh_tokens (origin_jti);
   CREATE INDEX refresh_tokens_expiry ON refresh_tokens (expires_at);
   CREATE TABLE session_marks (
     id TEXT PRIMARY KEY, failures INTEGER NOT NULL DEFAULT 0, spent INTEGER NOT NULL DEFAULT 0,
     expires_at INTEGER NOT NULL
   );
   CREATE INDEX session_marks_expiry ON session_marks (expires_at);
   CREATE TABLE mails (
     id INTEGER PRIMARY KEY AUTOINCREMENT, recipient TEXT NOT NULL, recipient_key TEXT NOT NULL, medium TEXT NOT NULL,
     subject TEXT NOT NULL, body TEXT NOT NULL, code TEXT NOT NULL, sent_at INTEGER NOT NULL
   );
   CREATE INDEX mails_recipient ON mails (recipient_key, id);`,
  `CREATE TABLE devices (
     pool_id TEXT NOT NULL, username TEXT NOT NULL, key TEXT NOT NULL, group_key TEXT NOT NULL, name TEXT,
     salt TEXT, verifier TEXT, remembered INTEGER NOT NULL DEFAULT 0,
     created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL, authenticated_at INTEGER NOT NULL,
     PRIMARY KEY (pool_id, username, key)
   );
   ALTER TABLE refresh_tokens ADD COLUMN device_key TEXT;
   CREATE TABLE pool_records (
     pool_id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
     created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL, PRIMARY KEY (pool_id, kind, name)
   );
   CREATE INDEX pool_records_name ON pool_records (kind, name);`,
] as const;

/** Opens the tables; the pools are loaded by `loadPools`. */
export function createState(context: ServiceContext): CognitoState {
  const store = context.openStore(MIGRATIONS);
  store.run('INSERT OR IGNORE INTO sealing_key (id, key) VALUES (1, ?)', randomBytes(32));
  return {
    context,
    store,
    pools: new Map(),
    clients: new Map(),
    signingKeys: new Map(),
    pendingKeys: new Map(),
    verifiedTokens: new Map(),
    sealingKey: Buffer.from(store.get('SELECT key FROM sealing_key')?.key as Uint8Array),
  };
}
