import { z } from 'zod';
import { type Call, defineOperation, type Operation } from '../../../kernel/aws-json.ts';
import { uuid } from '../../../kernel/ids.ts';
import { authorize, authorizedPool } from '../access.ts';
import { invalidParameter, notFound } from '../faults.ts';
import { propertiesOf, putPool, putRoles, removePool } from '../pools.ts';
import { attachmentProperties, poolProperties } from '../settings.ts';
import type { IdentityPool, IdentityState } from '../state.ts';

const poolId = z.string().min(1).max(55);
const poolInput = z.object({ IdentityPoolId: poolId });
const poolListInput = z.object({ MaxResults: z.number().int().min(1).max(60), NextToken: z.string().nullish() });
const IdentityPoolName = z.string().regex(/^[\w\s+=,.@-]{1,128}$/);
const createInput = poolProperties.extend({ IdentityPoolName });

const describe = (pool: IdentityPool) => ({
  IdentityPoolId: pool.id,
  IdentityPoolName: pool.name,
  ...propertiesOf(pool),
});

/** An operation on one pool. */
const poolOperation = <Input extends { IdentityPoolId: string }>(
  action: string,
  schema: z.ZodType<Input>,
  execute: (state: IdentityState, pool: IdentityPool, input: Input, call: Call) => object,
): Operation<IdentityState> =>
  defineOperation<IdentityState, Input>({
    schema,
    execute: (state, input, call) =>
      execute(state, authorizedPool(state, call, action, input.IdentityPoolId), input, call),
  });

export const createIdentityPool = defineOperation<IdentityState, z.output<typeof createInput>>({
  schema: createInput,
  execute(state, { IdentityPoolName: name, ...properties }, call) {
    authorize(state, call, 'CreateIdentityPool', '*');
    return describe(putPool(state, { id: `${state.context.region}:${uuid()}`, name, origin: 'api', properties }));
  },
});

export const describeIdentityPool = poolOperation('DescribeIdentityPool', poolInput, (_state, pool) => describe(pool));

/** What is not named goes back to its default; a developer provider's name stays for good. */
export const updateIdentityPool = poolOperation(
  'UpdateIdentityPool',
  createInput.extend(poolInput.shape),
  (state, { id, origin, settings }, { IdentityPoolId: _, IdentityPoolName: name, ...properties }) => {
    const { developerProvider } = settings;
    const given = properties.DeveloperProviderName;
    if (developerProvider !== undefined && given !== undefined && given !== developerProvider) {
      throw invalidParameter('Developer provider name cannot be changed once it has been set.');
    }
    const DeveloperProviderName = given ?? developerProvider;
    return describe(putPool(state, { id, name, origin, properties: { ...properties, DeveloperProviderName } }));
  },
);

export const deleteIdentityPool = poolOperation('DeleteIdentityPool', poolInput, (state, pool) => {
  removePool(state, pool);
  return {};
});

export const getIdentityPoolRoles = poolOperation('GetIdentityPoolRoles', poolInput, (_state, { id, settings }) => ({
  IdentityPoolId: id,
  Roles: settings.roles,
  RoleMappings: Object.fromEntries(settings.mappings),
}));

export const setIdentityPoolRoles = poolOperation(
  'SetIdentityPoolRoles',
  attachmentProperties,
  (state, pool, { IdentityPoolId: _, ...roles }) => {
    putRoles(state, pool, roles);
    return {};
  },
);

export const listIdentityPools = defineOperation<IdentityState, z.output<typeof poolListInput>>({
  schema: poolListInput,
  execute(state, { MaxResults, NextToken }, call) {
    authorize(state, call, 'ListIdentityPools', '*');
    const pools = [...state.pools.values()]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .filter(({ id }) => id > (NextToken ?? ''));
    const page = pools.slice(0, MaxResults);
    return {
      IdentityPools: page.map(({ id, name }) => ({ IdentityPoolId: id, IdentityPoolName: name })),
      ...(pools.length > MaxResults && { NextToken: page.at(-1)?.id }),
    };
  },
});

const provider = poolInput.extend({ IdentityProviderName: z.string().min(1).max(128) });
const tagMap = provider.extend({
  UseDefaults: z.boolean().default(false),
  PrincipalTags: z.record(z.string().min(1).max(128), z.string().min(1).max(256)).default({}),
});
const DEFAULT_TAGS = { username: 'sub', client: 'aud' };

export const setPrincipalTagAttributeMap = poolOperation(
  'SetPrincipalTagAttributeMap',
  tagMap,
  ({ store }, { id }, { UseDefaults, PrincipalTags, IdentityProviderName }) => {
    if (Object.keys(PrincipalTags).length > 50) throw invalidParameter('A provider has at most 50 principal tags.');
    const tags = UseDefaults ? DEFAULT_TAGS : PrincipalTags;
    store.run(
      `INSERT INTO principal_tags (pool_id, provider, use_defaults, tags) VALUES (?, ?, ?, ?)
       ON CONFLICT (pool_id, provider) DO UPDATE SET use_defaults = excluded.use_defaults, tags = excluded.tags`,
      ...[id, IdentityProviderName, Number(UseDefaults), JSON.stringify(tags)],
    );
    return { IdentityPoolId: id, IdentityProviderName, UseDefaults, PrincipalTags: tags };
  },
);

export const getPrincipalTagAttributeMap = poolOperation(
  'GetPrincipalTagAttributeMap',
  provider,
  ({ store }, { id }, { IdentityProviderName }) => {
    const sql = 'SELECT use_defaults, tags FROM principal_tags WHERE pool_id = ? AND provider = ?';
    const row = store.get(sql, id, IdentityProviderName);
    if (!row) throw notFound('Principal tags not found.');
    const PrincipalTags: unknown = JSON.parse(String(row.tags));
    return { IdentityPoolId: id, IdentityProviderName, UseDefaults: row.use_defaults === 1, PrincipalTags };
  },
);

const ResourceArn = z.string().min(20).max(2048);
const tagInput = z.object({ ResourceArn, Tags: z.record(z.string().min(1).max(128), z.string().max(256)) });
const untagInput = z.object({ ResourceArn, TagKeys: z.array(z.string().min(1).max(128)) });

export const tagResource = defineOperation<IdentityState, z.output<typeof tagInput>>({
  schema: tagInput,
  execute(state, { ResourceArn: arn, Tags }, call) {
    const pool = taggedPool(state, call, 'TagResource', arn);
    return keepTags(state, pool, { ...pool.settings.tags, ...Tags });
  },
});

export const untagResource = defineOperation<IdentityState, z.output<typeof untagInput>>({
  schema: untagInput,
  execute(state, { ResourceArn: arn, TagKeys }, call) {
    const pool = taggedPool(state, call, 'UntagResource', arn);
    const kept = Object.entries(pool.settings.tags).filter(([key]) => !TagKeys.includes(key));
    return keepTags(state, pool, Object.fromEntries(kept));
  },
});

export const listTagsForResource = defineOperation<IdentityState, { ResourceArn: string }>({
  schema: z.object({ ResourceArn }),
  execute: (state, { ResourceArn: arn }, call) => ({
    Tags: taggedPool(state, call, 'ListTagsForResource', arn).settings.tags,
  }),
});

const taggedPool = (state: IdentityState, call: Call, action: string, arn: string) =>
  authorizedPool(state, call, action, arn.split('identitypool/')[1] ?? arn);

function keepTags(state: IdentityState, pool: IdentityPool, IdentityPoolTags: Record<string, string>) {
  const { id, name, origin } = pool;
  putPool(state, { id, name, origin, properties: { ...propertiesOf(pool), IdentityPoolTags } });
  return {};
}
