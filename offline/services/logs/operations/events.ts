import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { checkLimit, invalid, invalidToken, violates } from '../errors.ts';
import { DAY_MS, EVENT_OVERHEAD, horizon, type LogEvent, type Position, readEvents } from '../events.ts';
import type { LogGroup } from '../state.ts';
import { allow, groupOf, groupReference, type Logs } from './shapes.ts';
import { sequenceToken } from './streams.ts';

const LARGEST_BATCH = 1_048_576;
const MOST_EVENTS = 10_000;
const NEWEST_MS = 2 * 60 * 60 * 1000;
const OLDEST_MS = 14 * DAY_MS;
/** What one answer holds. */
export const LARGEST_PAGE = 1_048_576;

export const putLogEvents = defineOperation({
  schema: z.looseObject({
    logGroupName: z.string(),
    logStreamName: z.string(),
    logEvents: z.array(z.looseObject({ timestamp: z.number().int().nonnegative(), message: z.string().min(1) })),
  }),
  execute(logs: Logs, { logGroupName, logStreamName, logEvents }, call) {
    if (logEvents.length === 0) throw violates('[]', 'logEvents', 'have length greater than or equal to 1');
    if (logEvents.length > MOST_EVENTS)
      throw violates('[…]', 'logEvents', `have length less than or equal to ${MOST_EVENTS}`);
    const group = groupOf(logs, { logGroupName });
    allow(logs, call, 'PutLogEvents', group.name, logStreamName);
    const stream = logs.state.stream(group, logStreamName);
    const size = logEvents.reduce((sum, { message }) => sum + Buffer.byteLength(message) + EVENT_OVERHEAD, 0);
    if (size > LARGEST_BATCH) throw invalid(`Upload too large: ${size} bytes exceeds limit of ${LARGEST_BATCH}`);
    const times = logEvents.map(({ timestamp }) => timestamp);
    if (times.some((time, index) => time < (times[index - 1] ?? 0))) {
      throw invalid('Log events in a single PutLogEvents request must be in chronological order.');
    }
    if ((times.at(-1) ?? 0) - (times[0] ?? 0) > DAY_MS) {
      throw invalid('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
    }
    const { tooOld, expired, tooNew } = judge(logs, group, times);
    const events = logEvents
      .slice(Math.max(tooOld, expired), tooNew)
      .map(({ timestamp, message }) => ({ time: timestamp, message }));
    logs.ingest.take({ group, streamId: stream.id, streamName: stream.name, events });
    const rejected = {
      ...(tooNew < times.length && { tooNewLogEventStartIndex: tooNew }),
      ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
      ...(expired > tooOld && { expiredLogEventEndIndex: expired }),
    };
    return {
      nextSequenceToken: sequenceToken(stream.id),
      ...(Object.keys(rejected).length > 0 && { rejectedLogEventsInfo: rejected }),
    };
  },
});

/** How many at the front are too old or past the group's retention, and where those too new begin. */
function judge({ state }: Logs, group: LogGroup, times: readonly number[]) {
  const now = state.context.clock.now();
  const oldest = horizon(state, group);
  const tooNew = times.findIndex((time) => time > now + NEWEST_MS);
  return {
    tooOld: times.filter((time) => time < now - OLDEST_MS).length,
    expired: times.filter((time) => time < oldest).length,
    tooNew: tooNew === -1 ? times.length : tooNew,
  };
}

export const getLogEvents = defineOperation({
  schema: groupReference.extend({
    logStreamName: z.string(),
    startTime: z.number().optional(),
    endTime: z.number().optional(),
    nextToken: z.string().optional(),
    limit: z.number().int().default(MOST_EVENTS),
    startFromHead: z.boolean().default(false),
  }),
  execute(logs: Logs, input, call) {
    checkLimit(input.limit, MOST_EVENTS);
    const group = groupOf(logs, input);
    allow(logs, call, 'GetLogEvents', group.name, input.logStreamName);
    const stream = logs.state.stream(group, input.logStreamName);
    const place = readToken(input.nextToken);
    const direction = place?.direction ?? (input.startFromHead ? 'forward' : 'backward');
    const found: LogEvent[] = [];
    let size = 0;
    const { startTime, endTime } = input;
    for (const event of readEvents(logs.state, {
      ...{ group, streamId: stream.id, direction },
      ...(startTime !== undefined && { from: startTime }),
      ...(endTime !== undefined && { until: endTime }),
      ...(place && { beyond: place.position }),
    })) {
      size += Buffer.byteLength(event.message) + EVENT_OVERHEAD;
      if (found.length >= input.limit || (size > LARGEST_PAGE && found.length > 0)) break;
      found.push(event);
    }
    if (direction === 'backward') found.reverse();
    const [first, last] = [found[0], found.at(-1)];
    // At an end the token stays what it was: that is how clients see the end.
    const resting = place?.position ?? { time: 0, id: 0 };
    return {
      events: found.map(({ time, message, ingested }) => ({ timestamp: time, message, ingestionTime: ingested })),
      nextForwardToken: writeToken('f', last ?? resting),
      nextBackwardToken: writeToken('b', first ?? resting),
    };
  },
});

const writeToken = (kind: 'f' | 'b', { time, id }: Position): string =>
  `${kind}/${String(time).padStart(20, '0')}${String(id).padStart(36, '0')}/s`;

function readToken(token: string | undefined): { direction: 'forward' | 'backward'; position: Position } | undefined {
  if (token === undefined) return undefined;
  const [, kind, time, id] = /^([fb])\/(\d{20})(\d{36})\/s$/.exec(token) ?? [];
  if (kind === undefined) throw invalidToken();
  return { direction: kind === 'f' ? 'forward' : 'backward', position: { time: Number(time), id: Number(id) } };
}
