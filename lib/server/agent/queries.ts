import 'server-only';
import type { Schema } from '@/amplify/data/resource';
import { getDataClient } from '../data/data-client.ts';
import { dataOf } from '../data/query-error.ts';

export type Agent = Schema['Agent']['type'];
export type AgentStatus = Schema['AgentStatus']['type'];

/** The registry: the same agents for every organization. */
export async function listAgents(): Promise<Agent[]> {
  const client = await getDataClient();
  const agents = dataOf('listAgents', await client.models.Agent.list({ limit: 200 }));
  return agents.sort((a, b) => a.agentId.localeCompare(b.agentId));
}

/** What the agents do for one project at the moment. */
export async function listAgentStatuses(projectId: string): Promise<AgentStatus[]> {
  const client = await getDataClient();
  return dataOf('listAgentStatuses', await client.models.AgentStatus.list({ projectId, limit: 100 }));
}
