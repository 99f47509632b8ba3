import * as z from 'zod/mini';
import { events, type FactoryEvent } from '#lib/domain/events/registry';
import { createAwsRequest } from './aws-json.ts';

export type PublishEvents = (published: readonly FactoryEvent[]) => Promise<void>;

/** EventBridge takes ten entries a request. */
const batchSize = 10;

const answerSchema = z.object({
  Entries: z.array(z.object({ ErrorCode: z.nullish(z.string()), ErrorMessage: z.nullish(z.string()) })),
});

/**
 * Publishes on the bus, in order.
 * @throws when an entry was not taken; what was taken before stays published, so consumers go by `idempotencyKey`.
 */
export function createEventPublisher(busName: string, request = createAwsRequest('eventbridge')): PublishEvents {
  return async (published) => {
    for (let start = 0; start < published.length; start += batchSize) {
      const Entries = published.slice(start, start + batchSize).map(({ name, detail }) => ({
        EventBusName: busName,
        Source: events[name].source,
        DetailType: name,
        Detail: JSON.stringify(detail),
      }));
      const answer = await request('PutEvents', JSON.stringify({ Entries }), { entries: Entries.length });
      const refused = answerSchema.parse(JSON.parse(answer)).Entries.find(({ ErrorCode }) => ErrorCode);
      if (refused) throw new Error(`The bus ${busName} refused an event: ${refused.ErrorCode} ${refused.ErrorMessage}`);
    }
  };
}
