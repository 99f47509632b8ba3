import { type CollectedPage, collectPage } from '#lib/domain/listing/collect-page';
import { createdAtCondition, INDEX_PAGE, MAX_FETCHES } from '#lib/domain/project/index-query';
import { matchesProjectCriteria, type ProjectCriteria, projectCursor } from '#lib/domain/project/listing';
import { projectSummaryFields } from '#lib/domain/project/summary';
import type { Schema } from '@/amplify/data/resource';
import type { DataClient } from '../data-client.ts';
import { dataOf } from '../request-failure.ts';

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

export type ProjectsQuery = { organization: string; criteria: ProjectCriteria; size: number };

/** One page of an organization's projects that meet the criteria, asked by the browser. */
export function fetchProjects(client: DataClient, query: ProjectsQuery): Promise<CollectedPage<ProjectSummary>> {
  const { organization, criteria, size } = query;
  return collectPage<ProjectSummary>({
    fetchPage: async (nextToken) => {
      const answer = await client.models.Project.projectsByOrganization(
        { organization, ...createdAtCondition(criteria) },
        {
          sortDirection: criteria.sort === 'newest' ? 'DESC' : 'ASC',
          limit: INDEX_PAGE,
          nextToken: nextToken ?? null,
          selectionSet: projectSummaryFields,
        },
      );
      return { items: dataOf(answer), nextToken: answer.nextToken ?? null };
    },
    matches: (project) => matchesProjectCriteria(project, criteria),
    cursorOf: projectCursor,
    after: criteria.after,
    size,
    maxFetches: MAX_FETCHES,
  });
}
