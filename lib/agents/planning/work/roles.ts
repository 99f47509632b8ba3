/** Engineers stand in for each other: their tasks share one pool. */
export const engineeringPool = 'engineering';

const engineering = { pool: engineeringPool, share: 1 } as const;
const partTime = { share: 0.5 } as const;

/** `share` of a week that the role has for the project; `pool` where several roles are done by the same people. */
const roles = {
  'Project manager': { share: 1 },
  'Solution architect': { share: 1 },
  Developer: engineering,
  'AI engineer': engineering,
  'Data engineer': engineering,
  'Integration engineer': engineering,
  'Operations engineer': engineering,
  'Test engineer': engineering,
  'Enterprise architect': partTime,
  'Data lead': partTime,
  'Security lead': partTime,
  'Data protection officer': partTime,
  'Legal and compliance': partTime,
  'Process owner': partTime,
  'People lead': partTime,
  Finance: partTime,
  Procurement: partTime,
  'Executive sponsor': { share: 0.25 },
} as const satisfies Record<string, { pool?: string; share: number }>;
export type Role = keyof typeof roles;

export function shareOf(role: Role): number {
  return roles[role].share;
}

/** Who does the work of a role: the pool it shares, or the role itself. */
export function poolOf(role: Role): string {
  const entry = roles[role];
  return 'pool' in entry ? entry.pool : role;
}

/** A role by its name in a report; anything else is the project manager's. */
export function toRole(name: string): Role {
  const known = Object.keys(roles).find((role): role is Role => role === name);
  return known ?? 'Project manager';
}
