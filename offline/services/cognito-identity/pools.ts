import { z } from 'zod';
import { notFound } from './faults.ts';
import { type PoolProperties, type PoolRoles, poolProperties, poolRoles } from './settings.ts';
import type { IdentityPool, IdentityState } from './state.ts';

type Definition = { id: string; name: string; origin: IdentityPool['origin']; properties: PoolProperties };

const NO_ROLES: PoolRoles = { Roles: {}, RoleMappings: {} };
const stored = z.object({
  name: z.string(),
  properties: poolProperties,
  roles: poolRoles,
});

/** Brings back the pools that API calls made; the app's own come with `apply`. */
export function loadApiPools(state: IdentityState): void {
  for (const row of state.store.all('SELECT id, definition FROM api_pools')) {
    const { name, properties, roles } = stored.parse(JSON.parse(String(row.definition)));
    const pool = toPool(state, { id: String(row.id), name, origin: 'api', properties }, roles);
    state.pools.set(pool.id, pool);
  }
}

/** Creates a pool, or replaces all but its roles. */
export function putPool(state: IdentityState, definition: Definition): IdentityPool {
  const old = state.pools.get(definition.id);
  return keep(state, toPool(state, definition, old ? rolesOf(old) : NO_ROLES));
}

/** Attaches roles in place of those that were. */
export function putRoles(state: IdentityState, pool: IdentityPool, roles: PoolRoles): IdentityPool {
  const { id, name, origin } = pool;
  return keep(state, toPool(state, { id, name, origin, properties: propertiesOf(pool) }, roles));
}

/** Removes a pool with its identities. */
export function removePool({ store, pools }: IdentityState, { id }: IdentityPool): void {
  store.transaction(() => {
    for (const table of ['identities', 'logins', 'principal_tags']) {
      store.run(`DELETE FROM ${table} WHERE pool_id = ?`, id);
    }
    store.run('DELETE FROM api_pools WHERE id = ?', id);
  });
  pools.delete(id);
}

/** @throws ServiceError ResourceNotFoundException */
export function requirePool(state: IdentityState, id: string): IdentityPool {
  const pool = state.pools.get(id);
  if (!pool) throw notFound(`IdentityPool '${id}' not found.`);
  return pool;
}

/** The pool's properties as the API takes and shows them. */
export const propertiesOf = ({ settings }: IdentityPool): PoolProperties => ({
  AllowUnauthenticatedIdentities: settings.allowUnauthenticated,
  AllowClassicFlow: settings.allowClassic,
  ...(settings.developerProvider !== undefined && { DeveloperProviderName: settings.developerProvider }),
  CognitoIdentityProviders: [...settings.providers],
  IdentityPoolTags: { ...settings.tags },
  ...settings.external,
});

const rolesOf = ({ settings }: IdentityPool): PoolRoles => ({
  Roles: settings.roles,
  RoleMappings: Object.fromEntries(settings.mappings),
});

function toPool(
  { context }: IdentityState,
  { id, name, origin, properties }: Definition,
  roles: PoolRoles,
): IdentityPool {
  const { SupportedLoginProviders, OpenIdConnectProviderARNs, SamlProviderARNs } = properties;
  return {
    id,
    arn: `arn:aws:cognito-identity:${context.region}:${context.account}:identitypool/${id}`,
    name,
    origin,
    settings: {
      allowUnauthenticated: properties.AllowUnauthenticatedIdentities,
      allowClassic: properties.AllowClassicFlow,
      developerProvider: properties.DeveloperProviderName,
      external: { SupportedLoginProviders, OpenIdConnectProviderARNs, SamlProviderARNs },
      tags: properties.IdentityPoolTags,
      providers: properties.CognitoIdentityProviders,
      roles: roles.Roles,
      mappings: new Map(
        Object.entries(roles.RoleMappings).map(([key, mapping]) => [mapping.IdentityProvider ?? key, mapping]),
      ),
    },
  };
}

function keep(state: IdentityState, pool: IdentityPool): IdentityPool {
  if (pool.origin === 'api') {
    const definition = JSON.stringify({ name: pool.name, properties: propertiesOf(pool), roles: rolesOf(pool) });
    const sql =
      'INSERT INTO api_pools (id, definition) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET definition = excluded.definition';
    state.store.run(sql, pool.id, definition);
  }
  state.pools.set(pool.id, pool);
  return pool;
}
