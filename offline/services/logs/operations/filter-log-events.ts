import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { checkLength, checkLimit, invalid, invalidToken } from '../errors.ts';
import { EVENT_OVERHEAD, eventId, type LogEvent, type Position, readEvents } from '../events.ts';
import { compilePattern } from '../filter-pattern/compile.ts';
import type { LogGroup } from '../state.ts';
import { LARGEST_PAGE } from './events.ts';
import { allow, groupOf, groupReference, type Logs } from './shapes.ts';

const MOST_EVENTS = 10_000;
/** An answer may hold little or nothing and still have a next token: what one request looks at is bounded. */
const MOST_SCANNED = 50_000;

export const filterLogEvents = defineOperation({
  schema: groupReference.extend({
    logStreamNames: z.array(z.string()).min(1).max(100).optional(),
    logStreamNamePrefix: z.string().optional(),
    startTime: z.number().optional(),
    endTime: z.number().optional(),
    filterPattern: z.string().default(''),
    nextToken: z.string().optional(),
    limit: z.number().int().default(MOST_EVENTS),
  }),
  execute(logs: Logs, input, call) {
    const { logStreamNames, logStreamNamePrefix, filterPattern, startTime, endTime, limit } = input;
    checkLimit(limit, MOST_EVENTS);
    checkLength(filterPattern, 'filterPattern', 1024);
    const group = groupOf(logs, input);
    allow(logs, call, 'FilterLogEvents', group.name);
    if (logStreamNames && logStreamNamePrefix !== undefined) {
      throw invalid('logStreamNames and logStreamNamePrefix are mutually exclusive parameters.');
    }
    const matches = compilePattern(filterPattern);
    const names = streamNames(logs, group, (name) => name.startsWith(logStreamNamePrefix ?? ''));
    const wanted = logStreamNames && new Set(logStreamNames.map((name) => logs.state.stream(group, name).id));
    const only = wanted?.size === 1 ? [...wanted][0] : undefined;
    const place = readToken(input.nextToken);

    const found: LogEvent[] = [];
    let [size, scanned] = [0, 0];
    let reached: Position | undefined;
    let isCut = false;
    for (const event of readEvents(logs.state, {
      group,
      ...(only !== undefined && { streamId: only }),
      ...(startTime !== undefined && { from: startTime }),
      ...(endTime !== undefined && { until: endTime + 1 }),
      ...(place && { beyond: place }),
    })) {
      if (found.length >= limit || scanned >= MOST_SCANNED) {
        isCut = true;
        break;
      }
      scanned += 1;
      if (names.has(event.streamId) && (wanted?.has(event.streamId) ?? true) && matches(event.message)) {
        size += Buffer.byteLength(event.message) + EVENT_OVERHEAD;
        if (size > LARGEST_PAGE && found.length > 0) {
          isCut = true;
          break;
        }
        found.push(event);
      }
      reached = event;
    }
    return {
      events: found.map((event) => ({
        logStreamName: names.get(event.streamId),
        timestamp: event.time,
        message: event.message,
        ingestionTime: event.ingested,
        eventId: eventId(event),
      })),
      searchedLogStreams: [],
      ...(isCut && reached && { nextToken: writeToken(reached) }),
    };
  },
});

function streamNames({ state }: Logs, group: LogGroup, isWanted: (name: string) => boolean): Map<number, string> {
  const rows = state.store.all('SELECT id, name FROM log_stream WHERE log_group = ?', group.id);
  return new Map(rows.map(({ id, name }) => [Number(id), String(name)] as const).filter(([, name]) => isWanted(name)));
}

const writeToken = ({ time, id }: Position): string => Buffer.from(`events:${time}:${id}`).toString('base64');

function readToken(token: string | undefined): Position | undefined {
  if (token === undefined) return undefined;
  const [, time, id] = /^events:(\d+):(\d+)$/.exec(Buffer.from(token, 'base64').toString()) ?? [];
  if (time === undefined) throw invalidToken();
  return { time: Number(time), id: Number(id) };
}
