import type { Run } from '../run.ts';
import type { FunctionTable } from './function-table.ts';

function setSubscriptionFilter(run: Run, filter: unknown): string {
  run.subscriptionFilters = filter ?? undefined;
  return '';
}

function setSubscriptionInvalidationFilter(run: Run, filter: unknown): string {
  run.invalidationFilters = filter ?? undefined;
  return '';
}

function invalidateSubscriptions(run: Run, invalidation: unknown): string {
  run.invalidations = [...(run.invalidations ?? []), invalidation];
  return '';
}

/** There is no server-side cache here, so that nothing is there to evict. */
const evictFromApiCache = (): string => '';

/** `extensions`. */
export const EXTENSIONS: FunctionTable = {
  setSubscriptionFilter,
  setSubscriptionInvalidationFilter,
  invalidateSubscriptions,
  evictFromApiCache,
};
