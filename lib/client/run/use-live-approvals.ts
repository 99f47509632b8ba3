'use client';

import type { Schema } from '@/amplify/data/resource';
import { useLiveList } from '../live/use-live-list.ts';
import { dataOf } from '../request-failure.ts';

export type Approval = Schema['Approval']['type'];

/** Whose gates: a run's, or all of an organization. */
export type ApprovalScope = { runId: string } | { organization: string };

const newestFirst = (a: Approval, b: Approval): number => b.requestedAt.localeCompare(a.requestedAt);

/** Gates and what was decided, newest first, as they are opened and decided. */
export function useLiveApprovals(scope: ApprovalScope, initialItems: readonly Approval[]): readonly Approval[] {
  const filter = 'runId' in scope ? { runId: { eq: scope.runId } } : { organization: { eq: scope.organization } };
  const options = { sortDirection: 'DESC', limit: 500 } as const;
  const { data = initialItems } = useLiveList<Approval>({
    queryKey: ['approvals', scope],
    model: 'Approval',
    initialItems,
    fetch: async ({ models }) =>
      dataOf(
        'runId' in scope
          ? await models.Approval.approvalsByRun(scope, options)
          : await models.Approval.approvalsByOrganization(scope, options),
      ),
    streams: ({ models }) => ({
      created: models.Approval.onCreate({ filter }),
      updated: models.Approval.onUpdate({ filter }),
    }),
    idOf: ({ id }) => id,
    belongs: () => true,
    compare: newestFirst,
  });
  return data;
}
