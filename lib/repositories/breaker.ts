import * as z from 'zod/mini';
import { type BreakerState, closedBreaker } from '#lib/domain/breaker/breaker';
import { conditionFailure, type Documents } from '#lib/runtime/documents';

const stateSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('closed'), failedAt: z.array(z.number()) }),
  z.object({ phase: z.literal('open'), until: z.number(), openings: z.number() }),
  z.object({ phase: z.literal('half-open'), trialUntil: z.number(), openings: z.number() }),
]);
const itemSchema = z.object({ state: stateSchema, version: z.number() });

/** A breaker of which nothing is heard for a day is closed again. */
const keptSeconds = 86_400;

/** Breakers as all workers share them: one item each, and each write on the condition that nobody was faster. */
export function createBreakerRepository(ports: {
  readonly documents: Documents;
  readonly tableName: string;
  readonly now: () => number;
}) {
  const { documents, tableName: TableName, now } = ports;
  return {
    async load(key: string): Promise<{ state: BreakerState; version: number }> {
      const { Item } = await documents.get({ TableName, Key: { key }, ConsistentRead: true });
      return Item ? itemSchema.parse(Item) : { state: closedBreaker, version: 0 };
    },

    /** False where somebody else wrote since `version` was read. */
    async save(key: string, state: BreakerState, version: number): Promise<boolean> {
      const written = crypto.randomUUID();
      const expiresAt = Math.ceil(now() / 1000) + keptSeconds;
      try {
        await documents.put({
          TableName,
          Item: { key, state, version: version + 1, expiresAt, written },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          ConditionExpression: version === 0 ? 'attribute_not_exists(#key)' : '#version = :version',
          ExpressionAttributeNames: version === 0 ? { '#key': 'key' } : { '#version': 'version' },
          ...(version === 0 ? {} : { ExpressionAttributeValues: { ':version': version } }),
        });
        return true;
      } catch (error) {
        const refused = conditionFailure(error);
        if (!refused) throw error;
        // The answer to a write may be lost and the write repeated beneath: then it met itself.
        return refused.item?.written === written;
      }
    },
  };
}
