/** The roles a person can hold, each a group of the user pool. */
export const roles = ['admin', 'project_manager', 'architect', 'developer'] as const;
export type Role = (typeof roles)[number];

/** What a role permits inside an organization, each a claim of the access token that names the organization. */
export const capabilities = ['org_read', 'org_chat', 'org_manage', 'org_design'] as const;
export type Capability = (typeof capabilities)[number];

/** The one source of who may do what: the token trigger, the server, the screens and the tests derive from it. */
export const capabilitiesOfRole = {
  admin: ['org_read', 'org_chat', 'org_manage', 'org_design'],
  project_manager: ['org_read', 'org_chat', 'org_manage'],
  architect: ['org_read', 'org_chat', 'org_design'],
  developer: ['org_read'],
} as const satisfies Record<Role, readonly Capability[]>;

/** Whether a group's name is one of the roles. */
export function isRole(group: string): group is Role {
  return roles.some((role) => role === group);
}

/** The capabilities of somebody who holds several roles, each once, in the order of `capabilities`. */
export function capabilitiesOfRoles(held: readonly Role[]): Capability[] {
  const granted = new Set<Capability>(held.flatMap((role) => [...capabilitiesOfRole[role]]));
  return capabilities.filter((capability) => granted.has(capability));
}
