import 'server-only';
import type { Schema } from '@/amplify/data/resource';
import { getDataClient } from '../data/data-client.ts';
import { dataOf } from '../data/query-error.ts';
import { getWorkspace } from '../organization/queries.ts';

export type Artifact = Schema['Artifact']['type'];

/** The files that agents made for a project, newest first. */
export async function listProjectArtifacts(projectId: string): Promise<Artifact[]> {
  const client = await getDataClient();
  const options = { sortDirection: 'DESC', limit: 100 } as const;
  return dataOf('artifactsByProject', await client.models.Artifact.artifactsByProject({ projectId }, options));
}

/** The organization's latest files. */
export async function listOrganizationArtifacts(limit: number): Promise<Artifact[]> {
  const { organization } = await getWorkspace();
  if (!organization.id) return [];
  const client = await getDataClient();
  const answer = await client.models.Artifact.artifactsByOrganization(
    { organization: organization.id },
    { sortDirection: 'DESC', limit },
  );
  return dataOf('artifactsByOrganization', answer);
}
