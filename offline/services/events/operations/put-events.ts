import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { uuid } from '../../../kernel/ids.ts';
import type { Deliveries } from '../delivery.ts';
import { busName } from '../resources.ts';
import type { EventsState } from '../state.ts';
import type { Parts } from './shapes.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size */
const LARGEST_REQUEST = 1_048_576;

const entry = z.looseObject({
  EventBusName: z.string().optional(),
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  Resources: z.array(z.string()).default([]),
  Time: z.number().optional(),
});
type Entry = z.infer<typeof entry>;

export type AcceptedEvent = { EventId: string } | { ErrorCode: string; ErrorMessage: string };

export const putEvents = defineOperation({
  schema: z.looseObject({ Entries: z.array(entry).min(1).max(10), EndpointId: z.string().optional() }),
  execute({ state, deliveries }: Parts, { Entries, EndpointId }, { principal }) {
    if (EndpointId !== undefined) {
      throw new ServiceError('ValidationException', 'The offline backend has no global endpoints (EndpointId).');
    }
    for (const bus of new Set(Entries.map(({ EventBusName }) => busName(EventBusName)))) {
      state.context.policies.authorize({ principal, action: 'events:PutEvents', resource: state.busArn(bus) });
    }
    if (Entries.reduce((sum, one) => sum + entryBytes(one), 0) > LARGEST_REQUEST) {
      throw new ServiceError('ValidationException', 'Total size of the entries in the request is over the limit.');
    }
    const answers = accept(state, deliveries, Entries, refuseReservedSource);
    return { FailedEntryCount: answers.filter((answer) => 'ErrorCode' in answer).length, Entries: answers };
  },
});

/** As AWS counts: a time is 14 bytes, texts their UTF-8. */
function entryBytes({ Time, Source = '', DetailType = '', Detail = '', Resources }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time === undefined ? 0 : 14);
}

type Refusal = (entry: Entry) => AcceptedEvent | undefined;

/** Sources of AWS's own services are theirs alone. */
const refuseReservedSource: Refusal = ({ Source }) =>
  Source?.startsWith('aws.')
    ? { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' }
    : undefined;

/** Takes the entries that are well formed and not refused, in one transaction, and answers for each. */
export function accept(
  state: EventsState,
  deliveries: Deliveries,
  entries: readonly Entry[],
  refuse: Refusal = () => undefined,
): AcceptedEvent[] {
  const answers = state.store.transaction(() => entries.map((one) => refuse(one) ?? acceptOne(state, deliveries, one)));
  deliveries.wake();
  return answers;
}

function acceptOne(state: EventsState, deliveries: Deliveries, one: Entry): AcceptedEvent {
  const refusal = fault(state, one);
  if (refusal) return refusal;
  const { clock, account, region } = state.context;
  const id = uuid();
  const time = new Date(one.Time === undefined ? clock.now() : one.Time * 1000);
  deliveries.accept(
    {
      version: '0',
      id,
      'detail-type': one.DetailType ?? '',
      source: one.Source ?? '',
      account,
      time: time.toISOString().replace(/\.\d{3}/, ''),
      region,
      resources: one.Resources,
      detail: JSON.parse(one.Detail ?? '{}') as unknown,
    },
    busName(one.EventBusName),
    { letters: one.Detail?.length },
  );
  return { EventId: id };
}

function fault(state: EventsState, { Source, DetailType, Detail, EventBusName }: Entry): AcceptedEvent | undefined {
  const invalid = (what: string) => ({
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${what} is not valid. Reason: ${what} is a required argument.`,
  });
  if (!Source) return invalid('Source');
  if (!DetailType) return invalid('DetailType');
  if (Detail === undefined) return invalid('Detail');
  const tooLong = Source.length > 256 ? 'Source' : DetailType.length > 128 ? 'DetailType' : undefined;
  if (tooLong) {
    const ErrorMessage = `Parameter ${tooLong} is not valid. Reason: ${tooLong} is too long.`;
    return { ErrorCode: 'InvalidArgument', ErrorMessage };
  }
  if (!isObjectText(Detail)) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  if (!state.hasBus(busName(EventBusName))) {
    // EventBridge acknowledges events for a bus that does not exist and drops them; here the mistake is told.
    return { ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Event bus ${EventBusName} does not exist.` };
  }
  return undefined;
}

function isObjectText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value);
  } catch {
    return false;
  }
}
