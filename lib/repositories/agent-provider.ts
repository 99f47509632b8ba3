import * as z from 'zod/mini';
import type { Documents } from '#lib/runtime/documents';
import { storedJson } from './stored-json.ts';

const agentProviderSchema = z.object({ provider: z.string(), config: z.optional(storedJson) });

/** Where agents think, by their records in the registry. */
export function createAgentProviderRepository(ports: { readonly documents: Documents; readonly tableName: string }) {
  return {
    /** @throws when the configuration is no JSON. */
    async get(agentId: string): Promise<{ provider: string; config: unknown } | undefined> {
      const { Item } = await ports.documents.get({ TableName: ports.tableName, Key: { agentId } });
      if (!Item) return undefined;
      const { provider, config } = agentProviderSchema.parse(Item);
      return { provider, config };
    },
  };
}
