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

/** Templates write a list of key and value, the API a map. */
const tags = z.union([
  z.record(z.string().max(128), z.string().max(256)),
  z
    .array(z.object({ Key: z.string(), Value: z.string() }))
    .transform((list) => Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]))),
]);
const externalProviders = z.object({
  SupportedLoginProviders: z.record(z.string(), z.string()).optional(),
  OpenIdConnectProviderARNs: z.array(z.string()).optional(),
  SamlProviderARNs: z.array(z.string()).optional(),
});

export type PoolSettings = {
  allowUnauthenticated: boolean;
  /** Whether identities may have an OpenID token, to assume roles with it themselves. */
  allowClassic: boolean;
  /** The name by which the app's own sign-in vouches for people. */
  developerProvider: string | undefined;
  /** Providers that are kept and shown, and through which nobody signs in here. */
  external: z.output<typeof externalProviders>;
  tags: Readonly<Record<string, string>>;
  providers: readonly z.output<typeof providerSettings>[];
  roles: { authenticated?: string | undefined; unauthenticated?: string | undefined };
  /** By `provider:clientId`. */
  mappings: ReadonlyMap<string, RoleMapping>;
};

export const poolProperties = z.object({
  IdentityPoolName: z.string().min(1).max(128).optional(),
  AllowUnauthenticatedIdentities: flag,
  AllowClassicFlow: flag.default(false),
  DeveloperProviderName: z
    .string()
    .regex(/^[\w._-]{1,128}$/)
    .optional(),
  CognitoIdentityProviders: z.array(providerSettings).default([]),
  IdentityPoolTags: tags.default({}),
  ...externalProviders.shape,
});
export type PoolProperties = z.output<typeof poolProperties>;

export const poolRoles = z.object({
  Roles: z.strictObject({ authenticated: z.string().optional(), unauthenticated: z.string().optional() }).default({}),
  RoleMappings: z.record(z.string(), roleMapping).default({}),
});
export type PoolRoles = z.output<typeof poolRoles>;

export const attachmentProperties = poolRoles.extend({ IdentityPoolId: z.string() });
