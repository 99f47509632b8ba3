'use client';

import type { Schema } from '@/amplify/data/resource';
import { useLiveList } from '../live/use-live-list.ts';
import { dataOf } from '../request-failure.ts';

export type AgentStatus = Schema['AgentStatus']['type'];

/** What the agents do for one project, as they do it. */
export function useLiveAgentStatuses(projectId: string, initialItems?: readonly AgentStatus[]): readonly AgentStatus[] {
  const filter = { projectId: { eq: projectId } };
  const { data = [] } = useLiveList<AgentStatus>({
    queryKey: ['agent-statuses', projectId],
    model: 'AgentStatus',
    initialItems,
    fetch: async (client) => dataOf(await client.models.AgentStatus.list({ projectId, limit: 100 })),
    streams: ({ models }) => ({
      created: models.AgentStatus.onCreate({ filter }),
      updated: models.AgentStatus.onUpdate({ filter }),
      deleted: models.AgentStatus.onDelete({ filter }),
    }),
    idOf: ({ agentId }) => agentId,
    belongs: (status) => status.projectId === projectId,
    compare: (a, b) => a.agentId.localeCompare(b.agentId),
  });
  return data;
}
