import type { AgentActivity } from '#lib/domain/agent/states';
import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { writeDocument } from './selections.ts';

export interface AgentStatusRecord {
  readonly projectId: string;
  readonly agentId: string;
  readonly organization: string;
  readonly status: AgentActivity;
  readonly currentTask: string | null;
  readonly progress?: number;
  readonly lastUpdate: string;
  readonly errorMessage: string | null;
}

const created = writeDocument('create', 'AgentStatus');
const updated = writeDocument('update', 'AgentStatus');

export function createAgentStatusRepository(graphql: GraphqlRequest) {
  return {
    /** Sets what an agent does for a project; the record comes into being with the first call. */
    async set(status: AgentStatusRecord): Promise<void> {
      try {
        await graphql(updated.field, updated.document, { input: status });
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        try {
          await graphql(created.field, created.document, { input: status });
        } catch (again) {
          if (!isConditionFailure(again)) throw again;
          await graphql(updated.field, updated.document, { input: status });
        }
      }
    },
  };
}
