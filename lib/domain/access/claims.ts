import { type Capability, capabilities, capabilitiesOfRoles, isRole, type Role } from './roles.ts';

/** Capability → the organization that it holds for; a capability that is not held has no key. */
export type CapabilityClaims = Partial<Record<Capability, string>>;

/** Who calls, as far as access is concerned. */
export interface Caller {
  readonly userId: string;
  readonly email: string | null;
  readonly roles: readonly Role[];
  readonly organization: string | null;
  readonly capabilities: readonly Capability[];
}

/**
 * The claims that a token carries. Without an organization, or without a role, a person may do nothing; an
 * administrator's access to other organizations comes from the group, not from these claims.
 */
export function capabilityClaims(input: {
  readonly groups: readonly string[];
  readonly organization: string | undefined;
}): CapabilityClaims {
  const organization = input.organization?.trim();
  if (!organization) return {};
  const held = capabilitiesOfRoles(input.groups.filter(isRole));
  return Object.fromEntries(held.map((capability) => [capability, organization]));
}

/** Reads a verified token's claims. Whatever does not have the expected form counts as absent. */
export function callerOfClaims(claims: Readonly<Record<string, unknown>>): Caller {
  const groups = claims['cognito:groups'];
  const held = capabilities.filter((capability) => typeof claims[capability] === 'string' && claims[capability] !== '');
  const organization = held.map((capability) => claims[capability])[0];
  return {
    userId: typeof claims.sub === 'string' ? claims.sub : '',
    email: typeof claims.email === 'string' ? claims.email : null,
    roles: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string').filter(isRole) : [],
    organization: typeof organization === 'string' ? organization : null,
    capabilities: held,
  };
}

/** Whether the caller holds the capability for the organization; administrators hold every one everywhere. */
export function mayAct(caller: Caller, capability: Capability, organization: string): boolean {
  if (caller.roles.includes('admin')) return true;
  return caller.organization === organization && caller.capabilities.includes(capability);
}
