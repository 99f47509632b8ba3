import { z } from 'zod';
import { DefinitionError } from '../../kernel/errors.ts';
import { stableUuid } from '../../kernel/ids.ts';
import type { IdentityRequest, Resource, ResourceSupport } from '../../kernel/resource.ts';
import { putPool, putRoles } from './pools.ts';
import { attachmentProperties, poolProperties } from './settings.ts';
import type { IdentityState } from './state.ts';

const USER_POOLS_ONLY = 'people sign in through user pools offline';

/** How identity pool resources are named and which of their properties count. */
export const resources = {
  'AWS::Cognito::IdentityPool': {
    identify: (request) => ({
      ref: `${request.region}:${stableUuid(request.letters(32))}`,
      attributes: { Name: poolName(request) },
    }),
    honoured: [
      'IdentityPoolName',
      'AllowUnauthenticatedIdentities',
      'AllowClassicFlow',
      'CognitoIdentityProviders',
      'DeveloperProviderName',
      'IdentityPoolTags',
    ],
    ignored: {
      SupportedLoginProviders: USER_POOLS_ONLY,
      SamlProviderARNs: USER_POOLS_ONLY,
      OpenIdConnectProviderARNs: USER_POOLS_ONLY,
      CognitoStreams: 'Cognito Sync is no longer offered',
      PushSync: 'Cognito Sync is no longer offered',
      CognitoEvents: 'Cognito Sync is no longer offered',
    },
  },
  'AWS::Cognito::IdentityPoolRoleAttachment': {
    identify: (request) => {
      const ref = request.letters(13);
      return { ref, attributes: { Id: ref } };
    },
    honoured: ['IdentityPoolId', 'Roles', 'RoleMappings'],
  },
} as const satisfies Record<string, ResourceSupport>;

function poolName(request: IdentityRequest): string {
  const name = request.property('IdentityPoolName');
  return typeof name === 'string' ? name : request.physicalName(128);
}

/** Takes the app's identity pools with the roles attached to them. */
export function applyResources(state: IdentityState, definitions: readonly Resource[]): void {
  for (const pool of state.pools.values()) if (pool.origin === 'app') state.pools.delete(pool.id);
  for (const resource of definitions) {
    if (resource.type !== 'AWS::Cognito::IdentityPool') continue;
    const properties = understood(resource, () => poolProperties.parse(resource.properties));
    if (properties.CognitoIdentityProviders.some(({ ServerSideTokenCheck }) => ServerSideTokenCheck)) {
      state.context.log.warn(
        `${resource.logicalId}: ServerSideTokenCheck is not honoured, id tokens count until they expire`,
      );
    }
    const name = String(resource.attributes.Name);
    putPool(state, { id: resource.ref, name, origin: 'app', properties });
  }
  for (const resource of definitions) {
    if (resource.type !== 'AWS::Cognito::IdentityPoolRoleAttachment') continue;
    const parsed = understood(resource, () => attachmentProperties.parse(resource.properties));
    const pool = state.pools.get(parsed.IdentityPoolId);
    if (!pool) continue;
    putRoles(state, pool, parsed);
  }
}

function understood<Result>(resource: Resource, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    throw new DefinitionError({
      logicalId: resource.logicalId,
      property: issue?.path.join('.') ?? '',
      reason: issue?.message ?? 'malformed',
      remedy: `Correct the definition of this ${resource.type}.`,
    });
  }
}
