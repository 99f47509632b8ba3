import { isRunOver, type RunStatus } from '../run/statuses.ts';

export const runFilters = ['all', 'open', 'completed', 'failed'] as const;
export type RunFilter = (typeof runFilters)[number];

/** The filter that an address names, or all. */
export function readRunFilter(raw: string | string[] | undefined): RunFilter {
  return runFilters.find((filter) => filter === raw) ?? 'all';
}

/** `failed` holds what was cancelled, too: what did not come to its end. */
export function filterRuns<Run extends { readonly status: RunStatus | null }>(
  runs: readonly Run[],
  filter: RunFilter,
): readonly Run[] {
  if (filter === 'all') return runs;
  return runs.filter(({ status }) => {
    if (status === null) return false;
    if (filter === 'open') return !isRunOver(status);
    return filter === 'completed' ? status === 'COMPLETED' : status === 'FAILED' || status === 'CANCELLED';
  });
}
