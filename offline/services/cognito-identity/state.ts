import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';
import type { PoolSettings } from './settings.ts';

export type IdentityPool = {
  id: string;
  arn: string;
  name: string;
  /** Whether the app's definitions or an API call made it. */
  origin: 'app' | 'api';
  settings: PoolSettings;
};

export type IdentityState = {
  readonly context: ServiceContext;
  readonly store: Store;
  readonly pools: Map<string, IdentityPool>;
};

const MIGRATIONS = [
  `CREATE TABLE identities (
     id TEXT PRIMARY KEY, pool_id TEXT NOT NULL, created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL
   );
   CREATE INDEX identities_pool ON identities (pool_id, id);
   CREATE TABLE logins (
     pool_id TEXT NOT NULL, provider TEXT NOT NULL, subject TEXT NOT NULL, identity_id TEXT NOT NULL,
     PRIMARY KEY (pool_id, provider, subject)
   );
   CREATE INDEX logins_identity ON logins (identity_id);
   CREATE TABLE signing_key (id INTEGER PRIMARY KEY CHECK (id = 1), private_key TEXT NOT NULL);`,
  `CREATE TABLE api_pools (id TEXT PRIMARY KEY, definition TEXT NOT NULL);
   CREATE TABLE principal_tags (
     pool_id TEXT NOT NULL, provider TEXT NOT NULL, use_defaults INTEGER NOT NULL, tags TEXT NOT NULL,
     PRIMARY KEY (pool_id, provider)
   );`,
] as const;

export function createState(context: ServiceContext): IdentityState {
  return { context, store: context.openStore(MIGRATIONS), pools: new Map() };
}
