import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { storedJson } from './stored-json.ts';

const agentProviderSchema = z.object({ provider: z.string(), config: z.optional(storedJson) });

/** Where agents think, by their records in the registry. */
export function createAgentProviderRepository(ports: {
  readonly documents: DynamoDBDocumentClient;
  readonly tableName: string;
}) {
  return {
    /** @throws when the configuration is no JSON. */
    async get(agentId: string): Promise<{ provider: string; config: unknown } | undefined> {
      const { Item } = await ports.documents.send(new GetCommand({ TableName: ports.tableName, Key: { agentId } }));
      if (!Item) return undefined;
      const { provider, config } = agentProviderSchema.parse(Item);
      return { provider, config };
    },
  };
}
