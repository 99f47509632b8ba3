import * as z from 'zod/mini';
import { agentStates } from '#lib/domain/agent/states';
import type { Documents } from '#lib/runtime/documents';

const agentSchema = z.object({
  agentId: z.string(),
  name: z.string(),
  provider: z.string(),
  state: z.enum(agentStates),
});
export type RegisteredAgent = z.infer<typeof agentSchema>;

/** The registry of agents, for reading. */
export function createAgentRepository(ports: { readonly documents: Documents; readonly tableName: string }) {
  return {
    async get(agentId: string): Promise<RegisteredAgent | undefined> {
      const { Item } = await ports.documents.get({ TableName: ports.tableName, Key: { agentId } });
      return Item ? agentSchema.parse(Item) : undefined;
    },
  };
}
