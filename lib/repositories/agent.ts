import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { agentStates } from '#lib/domain/agent/states';
import { storedJson } from './stored-json.ts';

const agentSchema = z.object({
  agentId: z.string(),
  name: z.string(),
  provider: z.string(),
  state: z.enum(agentStates),
});
/** Where an agent thinks, and what is needed to reach it there. */
const agentProviderSchema = z.object({ provider: z.string(), config: z.optional(storedJson) });
export type RegisteredAgent = z.infer<typeof agentSchema>;

/** The registry of agents, for reading. */
export function createAgentRepository(ports: {
  readonly documents: DynamoDBDocumentClient;
  readonly tableName: string;
}) {
  const read = async (agentId: string) =>
    (await ports.documents.send(new GetCommand({ TableName: ports.tableName, Key: { agentId } }))).Item;

  return {
    async get(agentId: string): Promise<RegisteredAgent | undefined> {
      const item = await read(agentId);
      return item ? agentSchema.parse(item) : undefined;
    },

    /** @throws when the configuration is no JSON. */
    async getProvider(agentId: string): Promise<{ provider: string; config: unknown } | undefined> {
      const item = await read(agentId);
      if (!item) return undefined;
      const { provider, config } = agentProviderSchema.parse(item);
      return { provider, config };
    },
  };
}
