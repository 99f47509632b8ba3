import type { a } from '@aws-amplify/backend';

type Allow = Parameters<Parameters<ReturnType<typeof a.model>['authorization']>[0]>[0];

/**
 * Rules of everything that only functions write: an organization reads its own, administrators read all.
 * Functions pass by the schema's `allow.resource` and their role's policy.
 */
export const readByOrganization = (allow: Allow) => [
  allow.ownerDefinedIn('organization').identityClaim('org_read').to(['read']),
  allow.group('admin').to(['read']),
];
