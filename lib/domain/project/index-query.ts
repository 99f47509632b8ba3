import { momentOfCursor, type ProjectCriteria } from './listing.ts';

/** How many items of the index one request looks at. */
export const INDEX_PAGE = 100;

/** How many requests one page of the list may cost at most. */
export const MAX_FETCHES = 10;

type CreatedAtCondition = { createdAt?: { le: string } | { ge: string } };

/** The key condition that starts the organization's index at the cursor, in the direction of the sort. */
export function createdAtCondition({ sort, after }: Pick<ProjectCriteria, 'sort' | 'after'>): CreatedAtCondition {
  const moment = momentOfCursor(after);
  if (!moment) return {};
  return { createdAt: sort === 'newest' ? { le: moment } : { ge: moment } };
}
