'use client';

import type { Schema } from '@/amplify/data/resource';
import { useLiveList } from '../live/use-live-list.ts';
import { dataOf } from '../request-failure.ts';

export type AuditEvent = Schema['AuditEvent']['type'];

/** Whose history: a project's, or that of a whole organization. */
export type ActivityScope = { projectId: string } | { organization: string };

type LiveActivityInput = { scope: ActivityScope; size: number; initialItems: readonly AuditEvent[] };

const latestFirst = (a: AuditEvent, b: AuditEvent): number => b.occurredAt.localeCompare(a.occurredAt);

/** What happened last, as it happens. */
export function useLiveActivity({ scope, size, initialItems }: LiveActivityInput): readonly AuditEvent[] {
  const options = { sortDirection: 'DESC', limit: size } as const;
  const filter =
    'projectId' in scope ? { projectId: { eq: scope.projectId } } : { organization: { eq: scope.organization } };
  const { data = initialItems } = useLiveList<AuditEvent>({
    queryKey: ['activity', scope, size],
    model: 'AuditEvent',
    initialItems,
    fetch: async ({ models }) =>
      dataOf(
        'projectId' in scope
          ? await models.AuditEvent.auditEventsByProject(scope, options)
          : await models.AuditEvent.auditEventsByOrganization(scope, options),
      ),
    streams: ({ models }) => ({ created: models.AuditEvent.onCreate({ filter }) }),
    idOf: ({ id }) => id,
    belongs: () => true,
    compare: latestFirst,
  });
  return data.slice(0, size);
}
