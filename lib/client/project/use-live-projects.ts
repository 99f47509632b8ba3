'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { compareProjects, matchesProjectCriteria, type ProjectCriteria } from '#lib/domain/project/listing';
import { useLiveList } from '../live/use-live-list.ts';
import { fetchProjects, type ProjectSummary } from './fetch-projects.ts';

type LiveProjectsInput = {
  organization: string;
  criteria: ProjectCriteria;
  size: number;
  initialItems: readonly ProjectSummary[];
};

/** The projects of an organization that meet the criteria, current as long as they are looked at. */
export function useLiveProjects(input: LiveProjectsInput): UseQueryResult<readonly ProjectSummary[]> {
  const { organization, criteria, size } = input;
  const filter = { organization: { eq: organization } };
  const isFirstPage = criteria.after === undefined;
  return useLiveList<ProjectSummary>({
    queryKey: ['projects', organization, criteria, size],
    model: 'Project',
    initialItems: input.initialItems,
    fetch: async (client) => (await fetchProjects(client, input)).items,
    streams: ({ models: { Project: model } }) => ({
      // What is created now stands on the first page, in the order newest first only.
      ...(isFirstPage && criteria.sort === 'newest' ? { created: model.onCreate({ filter }) } : {}),
      updated: model.onUpdate({ filter }),
      deleted: model.onDelete({ filter }),
    }),
    idOf: ({ id }) => id,
    belongs: (project, shown) => matchesProjectCriteria(project, criteria) && isWithinPage(project, shown, input),
    compare: compareProjects(criteria.sort),
  });
}

/** A page takes in what falls between its ends; the first page has no upper end, one that is not full no lower. */
function isWithinPage(
  project: ProjectSummary,
  shown: readonly ProjectSummary[],
  { criteria, size }: LiveProjectsInput,
): boolean {
  const compare = compareProjects(criteria.sort);
  const [first, last] = [shown[0], shown.at(-1)];
  const isAfterStart = criteria.after === undefined || (first !== undefined && compare(first, project) <= 0);
  const isBeforeEnd = shown.length < size || (last !== undefined && compare(project, last) <= 0);
  return isAfterStart && isBeforeEnd;
}
