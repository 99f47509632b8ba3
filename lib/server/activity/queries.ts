import 'server-only';
import type { Schema } from '@/amplify/data/resource';
import { getDataClient } from '../data/data-client.ts';
import { dataOf } from '../data/query-error.ts';
import { getWorkspace } from '../organization/queries.ts';

export type AuditEvent = Schema['AuditEvent']['type'];

/** What happened last in the organization, latest first. */
export async function listOrganizationActivity(limit: number): Promise<AuditEvent[]> {
  const { organization } = await getWorkspace();
  if (!organization.id) return [];
  const client = await getDataClient();
  const answer = await client.models.AuditEvent.auditEventsByOrganization(
    { organization: organization.id },
    { sortDirection: 'DESC', limit },
  );
  return dataOf('auditEventsByOrganization', answer);
}

/** What happened last with one project, latest first. */
export async function listProjectActivity(projectId: string, limit: number): Promise<AuditEvent[]> {
  const client = await getDataClient();
  const answer = await client.models.AuditEvent.auditEventsByProject({ projectId }, { sortDirection: 'DESC', limit });
  return dataOf('auditEventsByProject', answer);
}
