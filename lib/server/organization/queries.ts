import 'server-only';
import { cookies } from 'next/headers';
import { cache } from 'react';
import type { Caller } from '#lib/domain/access/claims';
import { getDataClient } from '../data/data-client.ts';
import { dataOf } from '../data/query-error.ts';
import { requireSession } from '../session/get-session.ts';

export type OrganizationChoice = { id: string; name: string };

/** Who is here, the organization that is looked at, and those that may be looked at. */
export type Workspace = { caller: Caller; organization: OrganizationChoice; organizations: OrganizationChoice[] };

/** The cookie that remembers which organization an administrator looks at. */
export const ORGANIZATION_COOKIE = 'factory-organization';

/**
 * The workspace of this request. People have the one organization that their token names; administrators see all,
 * one at a time. Who belongs to none gets an empty id, and pages then say so.
 */
export const getWorkspace = cache(async (): Promise<Workspace> => {
  const caller = await requireSession();
  const organizations = caller.roles.includes('admin') ? await listOrganizations() : await ownOrganization(caller);
  const chosen = (await cookies()).get(ORGANIZATION_COOKIE)?.value;
  const organization = organizations.find(({ id }) => id === chosen) ??
    organizations.find(({ id }) => id === caller.organization) ??
    organizations[0] ?? { id: caller.organization ?? '', name: caller.organization ?? '' };
  return { caller, organization, organizations };
});

async function listOrganizations(): Promise<OrganizationChoice[]> {
  const client = await getDataClient();
  const answer = await client.models.Organization.list({ limit: 1000, selectionSet: ['id', 'name'] });
  return dataOf('listOrganizations', answer)
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

async function ownOrganization({ organization: id }: Caller): Promise<OrganizationChoice[]> {
  if (!id) return [];
  const client = await getDataClient();
  const answer = await client.models.Organization.get({ id }, { selectionSet: ['id', 'name'] });
  return [{ id, name: answer.data?.name ?? id }];
}
