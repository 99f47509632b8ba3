// Identity providers are kept and shown; nobody signs in through them here.
import { z } from 'zod';
import { ServiceError } from '../../../kernel/errors.ts';
import { poolInput, poolOperation } from '../access.ts';
import { notFound } from '../faults.ts';
import { cutPage, pageStart, pageToken } from '../pages.ts';
import {
  findRecord,
  listRecords,
  type PoolRecord,
  putRecord,
  recordDates,
  removeRecord,
  requireRecord,
} from '../pool-records.ts';

const KIND = 'identity-provider';
const ProviderName = z.string().min(1).max(32);
const named = poolInput.extend({ ProviderName });
const strings = z.record(z.string(), z.string());
const details = {
  AttributeMapping: strings.optional(),
  IdpIdentifiers: z.array(z.string().min(1).max(40)).max(50).optional(),
};
const createInput = named.extend({
  ProviderName: ProviderName.regex(/^[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}]*[^_\p{Z}]*$/u),
  ProviderType: z.enum(['SAML', 'Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple', 'OIDC']),
  ProviderDetails: strings,
  ...details,
});
const updateInput = named.extend({ ProviderDetails: strings.optional(), ...details });

const unknownProvider = (name: string) => `Identity provider ${name} does not exist.`;
const describe = (record: PoolRecord) => ({
  UserPoolId: record.poolId,
  ProviderName: record.name,
  ...record.value,
  ...recordDates(record),
});

export const createIdentityProvider = poolOperation('CreateIdentityProvider', createInput, ({ state, pool, input }) => {
  const { UserPoolId: _, ProviderName: name, ...value } = input;
  if (findRecord(state, pool, KIND, name)) {
    throw new ServiceError('DuplicateProviderException', `A provider with the name ${name} already exists.`);
  }
  const AttributeMapping = value.AttributeMapping ?? { username: 'sub' };
  return { IdentityProvider: describe(putRecord(state, pool, KIND, name, { ...value, AttributeMapping })) };
});

export const describeIdentityProvider = poolOperation('DescribeIdentityProvider', named, ({ state, pool, input }) => ({
  IdentityProvider: describe(requireRecord(state, pool, KIND, input.ProviderName, unknownProvider(input.ProviderName))),
}));

export const updateIdentityProvider = poolOperation('UpdateIdentityProvider', updateInput, ({ state, pool, input }) => {
  const { UserPoolId: _, ProviderName: name, ...changes } = input;
  const old = requireRecord(state, pool, KIND, name, unknownProvider(name));
  return { IdentityProvider: describe(putRecord(state, pool, KIND, name, { ...old.value, ...changes })) };
});

export const deleteIdentityProvider = poolOperation('DeleteIdentityProvider', named, ({ state, pool, input }) => {
  requireRecord(state, pool, KIND, input.ProviderName, unknownProvider(input.ProviderName));
  removeRecord(state, pool, KIND, input.ProviderName);
  return {};
});

export const getIdentityProviderByIdentifier = poolOperation(
  'GetIdentityProviderByIdentifier',
  poolInput.extend({ IdpIdentifier: z.string().min(1).max(40) }),
  ({ state, pool, input }) => {
    const found = listRecords(state, pool, KIND, '', 1000).find(
      ({ value }) => Array.isArray(value.IdpIdentifiers) && value.IdpIdentifiers.includes(input.IdpIdentifier),
    );
    if (!found) throw notFound(`Identity provider of identifier ${input.IdpIdentifier} does not exist.`);
    return { IdentityProvider: describe(found) };
  },
);

export const listIdentityProviders = poolOperation(
  'ListIdentityProviders',
  poolInput.extend({ MaxResults: z.number().int().min(0).max(60).default(60), NextToken: z.string().nullish() }),
  ({ state, pool, input: { MaxResults, NextToken } }) => {
    const list = `identity providers ${pool.id}`;
    const limit = MaxResults || 60;
    const records = listRecords(state, pool, KIND, pageStart(state, list, NextToken, ''), limit + 1);
    const { page, next } = cutPage(records, limit, (last) => pageToken(state, list, last.name));
    const Providers = page.map((record) => ({
      ProviderName: record.name,
      ProviderType: record.value.ProviderType,
      ...recordDates(record),
    }));
    return { Providers, ...(next !== undefined && { NextToken: next }) };
  },
);
