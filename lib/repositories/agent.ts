import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { agentStates } from '#lib/domain/agent/states';

const agentSchema = z.object({
  agentId: z.string(),
  name: z.string(),
  provider: z.string(),
  state: z.enum(agentStates),
});
export type RegisteredAgent = z.infer<typeof agentSchema>;

/** The registry of agents, for reading. */
export function createAgentRepository(ports: {
  readonly documents: DynamoDBDocumentClient;
  readonly tableName: string;
}) {
  return {
    async get(agentId: string): Promise<RegisteredAgent | undefined> {
      const { Item } = await ports.documents.send(new GetCommand({ TableName: ports.tableName, Key: { agentId } }));
      return Item ? agentSchema.parse(Item) : undefined;
    },
  };
}
