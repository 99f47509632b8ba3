import { z } from 'zod';
import { DefinitionError } from '../../kernel/errors.ts';
import { stableUuid } from '../../kernel/ids.ts';
import type { IdentityRequest, Resource, ResourceSupport } from '../../kernel/resource.ts';
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
    honoured: ['IdentityPoolName', 'AllowUnauthenticatedIdentities', 'CognitoIdentityProviders'],
    ignored: {
      AllowClassicFlow: 'roles are assumed through GetCredentialsForIdentity',
      IdentityPoolTags: 'tags change nothing',
      SupportedLoginProviders: USER_POOLS_ONLY,
      SamlProviderARNs: USER_POOLS_ONLY,
      OpenIdConnectProviderARNs: USER_POOLS_ONLY,
      DeveloperProviderName: USER_POOLS_ONLY,
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
  const { region, account } = state.context;
  state.pools.clear();
  for (const resource of definitions) {
    if (resource.type !== 'AWS::Cognito::IdentityPool') continue;
    const parsed = understood(resource, () => poolProperties.parse(resource.properties));
    if (parsed.CognitoIdentityProviders.some(({ ServerSideTokenCheck }) => ServerSideTokenCheck)) {
      state.context.log.warn(
        `${resource.logicalId}: ServerSideTokenCheck is not honoured, id tokens count until they expire`,
      );
    }
    state.pools.set(resource.ref, {
      id: resource.ref,
      arn: `arn:aws:cognito-identity:${region}:${account}:identitypool/${resource.ref}`,
      name: String(resource.attributes.Name),
      settings: {
        allowUnauthenticated: parsed.AllowUnauthenticatedIdentities,
        providers: parsed.CognitoIdentityProviders,
        roles: {},
        mappings: new Map(),
      },
    });
  }
  for (const resource of definitions) {
    if (resource.type !== 'AWS::Cognito::IdentityPoolRoleAttachment') continue;
    const parsed = understood(resource, () => attachmentProperties.parse(resource.properties));
    const pool = state.pools.get(parsed.IdentityPoolId);
    if (!pool) continue;
    const mappings = new Map(
      Object.entries(parsed.RoleMappings).map(([key, mapping]) => [mapping.IdentityProvider ?? key, mapping]),
    );
    state.pools.set(pool.id, { ...pool, settings: { ...pool.settings, roles: parsed.Roles, mappings } });
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
