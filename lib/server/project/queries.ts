import 'server-only';
import { cache } from 'react';
import { type CollectedPage, collectPage } from '#lib/domain/listing/collect-page';
import { createdAtCondition, INDEX_PAGE, MAX_FETCHES } from '#lib/domain/project/index-query';
import {
  matchesProjectCriteria,
  PROJECT_PAGE_SIZE,
  type ProjectCriteria,
  projectCursor,
} from '#lib/domain/project/listing';
import { projectSummaryFields } from '#lib/domain/project/summary';
import { failureOfGraphqlError } from '#lib/domain/result/graphql-failure';
import type { Schema } from '@/amplify/data/resource';
import { getDataClient } from '../data/data-client.ts';
import { dataOf } from '../data/query-error.ts';
import { getWorkspace } from '../organization/queries.ts';

export type Project = Schema['Project']['type'];

/** A project as lists show it: see `projectSummaryFields`. */
export type ProjectSummary = Pick<
  Project,
  | 'id'
  | 'organization'
  | 'name'
  | 'description'
  | 'ownerEmail'
  | 'status'
  | 'progress'
  | 'archivedAt'
  | 'createdAt'
  | 'updatedAt'
>;
export type ProjectPage = CollectedPage<ProjectSummary>;

/** One page of the organization's projects that meet the criteria. */
export async function listProjects(criteria: ProjectCriteria, size = PROJECT_PAGE_SIZE): Promise<ProjectPage> {
  const { organization } = await getWorkspace();
  if (!organization.id) return { items: [], nextCursor: null, isExhaustive: true };
  const client = await getDataClient();
  return collectPage({
    fetchPage: async (nextToken) => {
      const answer = await client.models.Project.projectsByOrganization(
        { organization: organization.id, ...createdAtCondition(criteria) },
        {
          sortDirection: criteria.sort === 'newest' ? 'DESC' : 'ASC',
          limit: INDEX_PAGE,
          nextToken,
          selectionSet: projectSummaryFields,
        },
      );
      return { items: dataOf('projectsByOrganization', answer), nextToken: answer.nextToken ?? null };
    },
    matches: (project) => matchesProjectCriteria(project, criteria),
    cursorOf: projectCursor,
    after: criteria.after,
    size,
    maxFetches: MAX_FETCHES,
  });
}

/** One project, or null where it does not exist or belongs to another organization. Read once per request. */
export const getProject = cache(async (id: string): Promise<Project | null> => {
  const client = await getDataClient();
  const answer = await client.models.Project.get({ id });
  // Another organization's project answers "Unauthorized", an unknown one null: alike for whoever asks. A backend that
  // does not answer is something else, and must not look like a project that is gone.
  const [error] = answer.errors ?? [];
  if (error && failureOfGraphqlError(error).code === 'Unauthorized') return null;
  return dataOf('getProject', answer) ?? null;
});
