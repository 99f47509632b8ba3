import type { Role } from '#lib/domain/access/roles';

/** Of the offline backend only: the seed refuses to run against AWS. */
export const demoPassword = 'Factory-demo-1';

export const demoOrganizations = [
  { id: 'demo', name: 'Demo' },
  { id: 'other', name: 'Other' },
] as const;

export const demoUsers: readonly { email: string; role: Role; organization: string }[] = [
  { email: 'admin@demo.test', role: 'admin', organization: 'demo' },
  { email: 'pm@demo.test', role: 'project_manager', organization: 'demo' },
  { email: 'architect@demo.test', role: 'architect', organization: 'demo' },
  { email: 'developer@demo.test', role: 'developer', organization: 'demo' },
  { email: 'pm@other.test', role: 'project_manager', organization: 'other' },
  { email: 'architect@other.test', role: 'architect', organization: 'other' },
  { email: 'developer@other.test', role: 'developer', organization: 'other' },
];
