import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { events, type FactoryEvent } from '#lib/domain/events/registry';
import { metered, meterPlace } from './meter.ts';

export type PublishEvents = (published: readonly FactoryEvent[]) => Promise<void>;

/** EventBridge takes ten entries a request. */
const batchSize = 10;

/**
 * Publishes on the bus, in order.
 * @throws when an entry was not taken; what was taken before stays published, so consumers go by `idempotencyKey`.
 */
export function createEventPublisher(busName: string, client = new EventBridgeClient({})): PublishEvents {
  client.middlewareStack.add(metered('eventbridge'), meterPlace);
  return async (published) => {
    for (let start = 0; start < published.length; start += batchSize) {
      const batch = published.slice(start, start + batchSize);
      const answer = await client.send(
        new PutEventsCommand({
          Entries: batch.map(({ name, detail }) => ({
            EventBusName: busName,
            Source: events[name].source,
            DetailType: name,
            Detail: JSON.stringify(detail),
          })),
        }),
      );
      const refused = answer.Entries?.find((entry) => entry.ErrorCode);
      if (refused) throw new Error(`The bus ${busName} refused an event: ${refused.ErrorCode} ${refused.ErrorMessage}`);
    }
  };
}
