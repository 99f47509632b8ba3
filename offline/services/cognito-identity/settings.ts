import { z } from 'zod';

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

const rule = z.object({
  Claim: z.string(),
  MatchType: z.enum(['Equals', 'Contains', 'StartsWith', 'NotEqual']),
  Value: z.string(),
  RoleARN: z.string(),
});
export type RoleRule = z.output<typeof rule>;

const roleMapping = z.object({
  Type: z.enum(['Token', 'Rules']),
  AmbiguousRoleResolution: z.enum(['AuthenticatedRole', 'Deny']).optional(),
  /** Names the provider where the mapping's key cannot, as in templates. */
  IdentityProvider: z.string().optional(),
  RulesConfiguration: z.object({ Rules: z.array(rule) }).optional(),
});
export type RoleMapping = z.output<typeof roleMapping>;

const providerSettings = z.object({
  ProviderName: z.string(),
  ClientId: z.string(),
  ServerSideTokenCheck: flag.optional(),
});

export type PoolSettings = {
  allowUnauthenticated: boolean;
  providers: readonly z.output<typeof providerSettings>[];
  roles: { authenticated?: string | undefined; unauthenticated?: string | undefined };
  /** By `provider:clientId`. */
  mappings: ReadonlyMap<string, RoleMapping>;
};

export const poolProperties = z.looseObject({
  IdentityPoolName: z.string().optional(),
  AllowUnauthenticatedIdentities: flag,
  CognitoIdentityProviders: z.array(providerSettings).default([]),
});

export const attachmentProperties = z.looseObject({
  IdentityPoolId: z.string(),
  Roles: z.object({ authenticated: z.string().optional(), unauthenticated: z.string().optional() }).default({}),
  RoleMappings: z.record(z.string(), roleMapping).default({}),
});
