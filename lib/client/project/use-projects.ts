'use client';

import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { loadDataClient } from '../data-client.ts';
import { fetchProjects, type ProjectSummary, type ProjectsQuery } from './fetch-projects.ts';

/** Projects that meet the criteria, asked once: for pickers. Lists that stay open use `useLiveProjects`. */
export function useProjects(query: ProjectsQuery): UseQueryResult<readonly ProjectSummary[]> {
  return useQuery({
    queryKey: ['projects', 'once', query],
    queryFn: async () => (await fetchProjects(await loadDataClient(), query)).items,
    placeholderData: keepPreviousData,
  });
}
