// Configuration of hosted pages, threat protection and log delivery: kept and shown, without effect here.
import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { authorize, poolInput, poolOperation } from '../access.ts';
import { invalidParameter, notFound } from '../faults.ts';
import {
  findRecord,
  findRecordOfAnyPool,
  listRecords,
  putRecord,
  type RecordKind,
  recordDates,
  removeRecord,
} from '../pool-records.ts';
import { requireClient } from '../pools.ts';
import type { CognitoState, Pool } from '../state.ts';

const Domain = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
const CustomDomainConfig = z.looseObject({ CertificateArn: z.string().min(20).max(2048) }).optional();
const domainInput = poolInput.extend({
  Domain,
  CustomDomainConfig,
  ManagedLoginVersion: z.number().int().min(1).max(2).default(1),
});
const domainOnly = z.object({ Domain: z.string().min(1).max(63) });

export const createUserPoolDomain = poolOperation('CreateUserPoolDomain', domainInput, ({ state, pool, input }) => {
  const { UserPoolId: _, Domain: name, ...value } = input;
  if (findRecordOfAnyPool(state, 'domain', name))
    throw invalidParameter('Domain already associated with another user pool.');
  if (listRecords(state, pool, 'domain', '', 1).length > 0) {
    throw invalidParameter('User pool already has a domain configured.');
  }
  putRecord(state, pool, 'domain', name, value);
  return domainAnswer(value);
});

export const updateUserPoolDomain = poolOperation('UpdateUserPoolDomain', domainInput, ({ state, pool, input }) => {
  const { UserPoolId: _, Domain: name, ...value } = input;
  requireDomain(state, pool, name);
  putRecord(state, pool, 'domain', name, value);
  return domainAnswer(value);
});

export const deleteUserPoolDomain = poolOperation(
  'DeleteUserPoolDomain',
  poolInput.extend(domainOnly.shape),
  ({ state, pool, input }) => {
    requireDomain(state, pool, input.Domain);
    removeRecord(state, pool, 'domain', input.Domain);
    return {};
  },
);

/** An unknown domain is described by nothing. */
export const describeUserPoolDomain = defineOperation<CognitoState, z.output<typeof domainOnly>>({
  schema: domainOnly,
  execute(state, { Domain: name }, call) {
    authorize(state, call, 'DescribeUserPoolDomain');
    const found = findRecordOfAnyPool(state, 'domain', name);
    if (!found) return { DomainDescription: {} };
    const { account } = state.context;
    const place = { UserPoolId: found.poolId, AWSAccountId: account, Domain: name, Status: 'ACTIVE' };
    return { DomainDescription: { ...place, ...found.value, CloudFrontDistribution: 'offline.cloudfront.net' } };
  },
});

function requireDomain(state: CognitoState, pool: Pool, name: string): void {
  if (!findRecord(state, pool, 'domain', name)) throw notFound('No such domain or user pool exists.');
}

const domainAnswer = (value: { CustomDomainConfig?: unknown; ManagedLoginVersion: number }) => ({
  ManagedLoginVersion: value.ManagedLoginVersion,
  ...(value.CustomDomainConfig !== undefined && { CloudFrontDomain: 'offline.cloudfront.net' }),
});

const ofClient = poolInput.extend({ ClientId: z.string().min(1).max(128).nullish() });
const appearance = ofClient.extend({ CSS: z.string().max(131_072).optional(), ImageFile: z.string().optional() });
const blocks = { BlockedIPRangeList: z.array(z.string()).max(200), SkippedIPRangeList: z.array(z.string()).max(200) };
const risk = ofClient.extend({
  CompromisedCredentialsRiskConfiguration: z
    .object({
      EventFilter: z.array(z.enum(['SIGN_IN', 'PASSWORD_CHANGE', 'SIGN_UP'])).optional(),
      Actions: z.object({ EventAction: z.enum(['BLOCK', 'NO_ACTION']) }),
    })
    .optional(),
  AccountTakeoverRiskConfiguration: z.looseObject({ Actions: z.looseObject({}) }).optional(),
  RiskExceptionConfiguration: z.object(blocks).partial().optional(),
});

export const setUiCustomization = poolOperation('SetUICustomization', appearance, ({ state, pool, input }) => {
  const { UserPoolId: _, ClientId, ImageFile: __, ...value } = input;
  if (listRecords(state, pool, 'domain', '', 1).length === 0) {
    throw invalidParameter('There has to be an existing domain associated with this user pool');
  }
  return { UICustomization: keep(state, pool, 'appearance', ClientId, { CSSVersion: '20190128172214', ...value }) };
});

export const getUiCustomization = poolOperation('GetUICustomization', ofClient, ({ state, pool, input }) => ({
  UICustomization: kept(state, pool, 'appearance', input.ClientId),
}));

export const setRiskConfiguration = poolOperation('SetRiskConfiguration', risk, ({ state, pool, input }) => {
  const { UserPoolId: _, ClientId, ...value } = input;
  return { RiskConfiguration: keep(state, pool, 'risk', ClientId, value) };
});

export const describeRiskConfiguration = poolOperation(
  'DescribeRiskConfiguration',
  ofClient,
  ({ state, pool, input }) => ({
    RiskConfiguration: kept(state, pool, 'risk', input.ClientId),
  }),
);

const LogConfigurations = z
  .array(
    z.looseObject({ LogLevel: z.enum(['ERROR', 'INFO']), EventSource: z.enum(['userNotification', 'userAuthEvents']) }),
  )
  .max(2);

export const setLogDeliveryConfiguration = poolOperation(
  'SetLogDeliveryConfiguration',
  poolInput.extend({ LogConfigurations }),
  ({ state, pool, input }) => {
    putRecord(state, pool, 'log-delivery', 'ALL', { LogConfigurations: input.LogConfigurations });
    return { LogDeliveryConfiguration: input };
  },
);

export const getLogDeliveryConfiguration = poolOperation(
  'GetLogDeliveryConfiguration',
  poolInput,
  ({ state, pool }) => {
    const value = findRecord(state, pool, 'log-delivery', 'ALL')?.value ?? { LogConfigurations: [] };
    return { LogDeliveryConfiguration: { UserPoolId: pool.id, ...value } };
  },
);

type Value = Readonly<Record<string, unknown>>;

/** For one client, or for all of the pool. */
function keep(state: CognitoState, pool: Pool, kind: RecordKind, clientId: string | null | undefined, value: Value) {
  const name = clientId ?? 'ALL';
  if (name !== 'ALL') requireClient(state, name, pool.id);
  const record = putRecord(state, pool, kind, name, value);
  return { UserPoolId: pool.id, ClientId: name, ...value, ...recordDates(record) };
}

function kept(state: CognitoState, pool: Pool, kind: RecordKind, clientId: string | null | undefined) {
  const name = clientId ?? 'ALL';
  if (name !== 'ALL') requireClient(state, name, pool.id);
  const record = findRecord(state, pool, kind, name) ?? findRecord(state, pool, kind, 'ALL');
  return {
    UserPoolId: pool.id,
    ...(name !== 'ALL' && { ClientId: name }),
    ...record?.value,
    ...(record && recordDates(record)),
  };
}
