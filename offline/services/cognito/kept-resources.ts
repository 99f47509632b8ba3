import { z } from 'zod';
import type { Resource, ResourceSupport } from '../../kernel/resource.ts';
import { putRecord } from './pool-records.ts';
import type { CognitoState } from './state.ts';

const given =
  (name: string): ResourceSupport['identify'] =>
  (request) => ({ ref: String(request.property(name)) });

/** Resources that the API shows, and that have no part in signing in here. */
export const keptResources = {
  'AWS::Cognito::UserPoolResourceServer': {
    identify: given('Identifier'),
    honoured: ['UserPoolId', 'Identifier', 'Name', 'Scopes'],
  },
  'AWS::Cognito::UserPoolIdentityProvider': {
    identify: given('ProviderName'),
    honoured: ['UserPoolId', 'ProviderName', 'ProviderType', 'ProviderDetails', 'AttributeMapping', 'IdpIdentifiers'],
  },
} as const satisfies Record<string, ResourceSupport>;

const server = z.object({
  UserPoolId: z.string(),
  Name: z.string(),
  Scopes: z.array(z.object({ ScopeName: z.string(), ScopeDescription: z.string() })).default([]),
});
const provider = z.object({
  UserPoolId: z.string(),
  ProviderType: z.string(),
  ProviderDetails: z.record(z.string(), z.string()).default({}),
  AttributeMapping: z.record(z.string(), z.string()).optional(),
  IdpIdentifiers: z.array(z.string()).optional(),
});

/** Takes the app's; what the app no longer defines stays until its pool goes. @throws ZodError when one is malformed */
export function applyKeptResource(state: CognitoState, { type, ref, logicalId, properties }: Resource): void {
  const isServer = type === 'AWS::Cognito::UserPoolResourceServer';
  const { UserPoolId, ...value } = isServer ? server.parse(properties) : provider.parse(properties);
  const pool = state.pools.get(UserPoolId);
  if (!pool) return;
  putRecord(state, pool, isServer ? 'resource-server' : 'identity-provider', ref, value);
  if (!isServer) {
    state.context.log.warn(`${logicalId}: nobody signs in through ${ref} offline; create users of the pool instead`);
  }
}
