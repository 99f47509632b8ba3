import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { randomLetters } from '../../../kernel/ids.ts';
import { authorize, poolId, poolInput, poolOperation } from '../access.ts';
import { attributeSchemas } from '../attributes.ts';
import { invalidParameter } from '../faults.ts';
import { cutPage, pageStart, pageToken } from '../pages.ts';
import { listRecords } from '../pool-records.ts';
import { putPool, removePool } from '../pools.ts';
import { attributeSchema, FIXED_POOL_SETTINGS, MFA_TYPES, poolSettings } from '../settings.ts';
import type { CognitoState, Pool } from '../state.ts';

export const describeUserPool = poolOperation('DescribeUserPool', poolInput, ({ state, pool }) => ({
  UserPool: describe(state, pool),
}));

export const createUserPool = defineOperation<CognitoState, z.output<typeof poolSettings>>({
  schema: poolSettings,
  execute(state, settings, call) {
    authorize(state, call, 'CreateUserPool');
    if (settings.AliasAttributes.length > 0 && settings.UsernameAttributes.length > 0) {
      throw invalidParameter('Only one of the aliasAttributes or usernameAttributes can be set in a user pool.');
    }
    const pool = putPool(state, { id: `${state.context.region}_${randomLetters(9)}`, origin: 'api', settings });
    return { UserPool: describe(state, pool) };
  },
});

/** What is not named goes back to its default, as on AWS; the app's definition holds again from its next start. */
export const updateUserPool = poolOperation(
  'UpdateUserPool',
  poolSettings
    .omit(FIXED_POOL_SETTINGS)
    .extend({ UserPoolId: poolId, PoolName: poolSettings.shape.PoolName.optional() }),
  ({ state, pool, input: { UserPoolId: _, ...changes } }) => {
    const { Schema, AliasAttributes, UsernameAttributes, UsernameConfiguration, EnabledMfas, PoolName } = pool.settings;
    const fixed = { Schema, AliasAttributes, UsernameAttributes, UsernameConfiguration, EnabledMfas };
    const settings = { ...changes, ...fixed, PoolName: changes.PoolName ?? PoolName };
    putPool(state, { id: pool.id, origin: pool.origin, settings });
    return {};
  },
);

export const deleteUserPool = poolOperation('DeleteUserPool', poolInput, ({ state, pool }) => {
  if (pool.settings.DeletionProtection === 'ACTIVE') {
    throw invalidParameter('The user pool cannot be deleted because deletion protection is activated.');
  }
  if (listRecords(state, pool, 'domain', '', 1).length > 0) {
    throw invalidParameter('User pool cannot be deleted. It has a domain configured that should be deleted first.');
  }
  removePool(state, pool.id);
  return {};
});

const listInput = z.object({ MaxResults: z.number().int().min(1).max(60), NextToken: z.string().nullish() });

export const listUserPools = defineOperation<CognitoState, z.output<typeof listInput>>({
  schema: listInput,
  execute(state, { MaxResults, NextToken }, call) {
    authorize(state, call, 'ListUserPools');
    const after = pageStart(state, 'pools', NextToken, '');
    const pools = [...state.pools.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).filter(({ id }) => id > after);
    const { page, next } = cutPage(pools, MaxResults, ({ id }) => pageToken(state, 'pools', id));
    const UserPools = page.map((pool) => ({
      Id: pool.id,
      Name: pool.settings.PoolName,
      LambdaConfig: pool.settings.LambdaConfig,
      ...dates(pool),
    }));
    return { UserPools, ...(next !== undefined && { NextToken: next }) };
  },
});

export const addCustomAttributes = poolOperation(
  'AddCustomAttributes',
  poolInput.extend({ CustomAttributes: z.array(attributeSchema).min(1).max(25) }),
  ({ state, pool, input }) => {
    const known = new Set(attributeSchemas(pool).map(({ Name }) => Name));
    for (const { Name } of input.CustomAttributes) {
      if (known.has(`custom:${Name}`)) throw invalidParameter(`custom:${Name}: Existing attribute already has name.`);
    }
    const settings = { ...pool.settings, Schema: [...pool.settings.Schema, ...input.CustomAttributes] };
    putPool(state, { id: pool.id, origin: pool.origin, settings });
    return {};
  },
);

export const getUserPoolMfaConfig = poolOperation('GetUserPoolMfaConfig', poolInput, ({ pool }) => describeMfa(pool));

const enabled = z.object({ Enabled: z.boolean().optional() }).loose().optional();

export const setUserPoolMfaConfig = poolOperation(
  'SetUserPoolMfaConfig',
  poolInput.extend({
    MfaConfiguration: z.enum(['OFF', 'ON', 'OPTIONAL']).optional(),
    SoftwareTokenMfaConfiguration: enabled,
    SmsMfaConfiguration: enabled,
    EmailMfaConfiguration: enabled,
  }),
  ({ state, pool, input }) => {
    const wanted = new Set(pool.settings.EnabledMfas);
    const given = {
      SOFTWARE_TOKEN_MFA: input.SoftwareTokenMfaConfiguration?.Enabled,
      SMS_MFA: input.SmsMfaConfiguration && true,
      EMAIL_OTP: input.EmailMfaConfiguration && true,
    };
    for (const type of MFA_TYPES) {
      if (given[type] === true) wanted.add(type);
      else if (given[type] === false) wanted.delete(type);
    }
    const MfaConfiguration = input.MfaConfiguration ?? pool.settings.MfaConfiguration;
    const settings = { ...pool.settings, MfaConfiguration, EnabledMfas: [...wanted] };
    return describeMfa(putPool(state, { id: pool.id, origin: pool.origin, settings }));
  },
);

function describeMfa({ settings }: Pool) {
  return {
    MfaConfiguration: settings.MfaConfiguration,
    SoftwareTokenMfaConfiguration: { Enabled: settings.EnabledMfas.includes('SOFTWARE_TOKEN_MFA') },
    ...(settings.EnabledMfas.includes('SMS_MFA') && {
      SmsMfaConfiguration: { SmsAuthenticationMessage: settings.SmsAuthenticationMessage },
    }),
    ...(settings.EnabledMfas.includes('EMAIL_OTP') && {
      EmailMfaConfiguration: {
        Message: settings.EmailAuthenticationMessage,
        Subject: settings.EmailAuthenticationSubject,
      },
    }),
  };
}

function describe({ store }: CognitoState, pool: Pool) {
  const { PoolName, Schema: _, UserPoolTags, EnabledMfas: __, ...settings } = pool.settings;
  return {
    ...settings,
    Id: pool.id,
    Name: PoolName,
    Arn: pool.arn,
    SchemaAttributes: attributeSchemas(pool),
    UserPoolTags,
    EstimatedNumberOfUsers: Number(store.get('SELECT count(*) AS n FROM users WHERE pool_id = ?', pool.id)?.n),
    ...dates(pool),
  };
}

const dates = ({ createdAt, modifiedAt }: Pool) => ({
  CreationDate: createdAt / 1000,
  LastModifiedDate: modifiedAt / 1000,
});
