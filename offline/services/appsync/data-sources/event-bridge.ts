import { z } from 'zod';
import { ServiceError } from '../../../kernel/errors.ts';
import type { PolicyStore } from '../../../kernel/iam.ts';
import type { EventsPort } from '../../../kernel/ports.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { badRequest, type DataSource } from './data-source.ts';

const requestSchema = z.object({
  operation: z.literal('PutEvents'),
  events: z
    .array(
      z.object({
        source: z.string(),
        detail: z.unknown().optional(),
        detailType: z.string(),
        resources: z.array(z.string()).optional(),
        time: z.union([z.string(), z.number()]).nullish(),
      }),
    )
    .min(1)
    .max(10),
});

/** A data source of type AMAZON_EVENTBRIDGE: `PutEvents` onto its bus. */
export const eventBridgeDataSource = (input: {
  name: string;
  busArn: string;
  principal: Principal;
  policies: PolicyStore;
  events: () => EventsPort;
}): DataSource => ({
  name: input.name,
  invoke(raw) {
    const parsed = requestSchema.safeParse(raw);
    if (!parsed.success) throw badRequest(`The PutEvents request does not hold: ${z.prettifyError(parsed.error)}`);
    try {
      input.policies.authorize({ principal: input.principal, action: 'events:PutEvents', resource: input.busArn });
      const entries = input.events().put(
        parsed.data.events.map(({ source, detail, detailType, resources, time }) => ({
          source,
          detailType,
          detail: typeof detail === 'string' ? detail : JSON.stringify(detail ?? {}),
          bus: input.busArn,
          ...(resources && { resources }),
          ...(time !== null && time !== undefined && { time: new Date(typeof time === 'number' ? time * 1000 : time) }),
        })),
      );
      return { result: { Entries: entries.map(({ eventId }) => ({ EventId: eventId })), FailedEntryCount: 0 } };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return { result: null, error: { message: error.message, type: `EventBridge:${error.code}` } };
    }
  },
});
