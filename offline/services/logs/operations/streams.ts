import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { checkLimit, invalid, invalidToken, violates } from '../errors.ts';
import { type LogStream, toStream } from '../state.ts';
import { allow, checkName, groupOf, groupReference, type Logs } from './shapes.ts';

const MOST_SHOWN = 50;

export const createLogStream = defineOperation({
  schema: z.looseObject({ logGroupName: z.string(), logStreamName: z.string() }),
  execute(logs: Logs, { logGroupName, logStreamName }, call) {
    checkName(logStreamName);
    if (!/^[^:*]+$/.test(logStreamName)) {
      throw violates(logStreamName, 'logStreamName', 'satisfy regular expression pattern: [^:*]*');
    }
    const group = groupOf(logs, { logGroupName });
    allow(logs, call, 'CreateLogStream', group.name, logStreamName);
    logs.state.createStream(group, logStreamName);
    return {};
  },
});

export const deleteLogStream = defineOperation({
  schema: z.looseObject({ logGroupName: z.string(), logStreamName: z.string() }),
  execute(logs: Logs, { logGroupName, logStreamName }, call) {
    const group = groupOf(logs, { logGroupName });
    allow(logs, call, 'DeleteLogStream', group.name, logStreamName);
    logs.state.removeStream(group, logs.state.stream(group, logStreamName));
    return {};
  },
});

export const describeLogStreams = defineOperation({
  schema: groupReference.extend({
    logStreamNamePrefix: z.string().optional(),
    orderBy: z.enum(['LogStreamName', 'LastEventTime']).default('LogStreamName'),
    descending: z.boolean().default(false),
    limit: z.number().int().default(MOST_SHOWN),
    nextToken: z.string().optional(),
  }),
  execute(logs: Logs, input, call) {
    const { logStreamNamePrefix = '', orderBy, descending, limit } = input;
    const group = groupOf(logs, input);
    allow(logs, call, 'DescribeLogStreams', group.name);
    checkLimit(limit, MOST_SHOWN);
    if (orderBy === 'LastEventTime' && logStreamNamePrefix !== '') {
      throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.');
    }
    const offset = readOffset(input.nextToken);
    const order = orderBy === 'LogStreamName' ? 'name' : 'ifnull(last_event, created)';
    const direction = descending ? 'DESC' : 'ASC';
    const rows = logs.state.store.all(
      `SELECT * FROM log_stream WHERE log_group = ?1 AND substr(name, 1, length(?2)) = ?2
         ORDER BY ${order} ${direction}, id ${direction} LIMIT ?3 OFFSET ?4`,
      ...[group.id, logStreamNamePrefix, limit + 1, offset],
    );
    const arn = `${logs.state.arn(group.name)}:log-stream:`;
    return {
      logStreams: rows.slice(0, limit).map((row) => describe(toStream(row), arn)),
      ...(rows.length > limit && { nextToken: Buffer.from(`streams:${offset + limit}`).toString('base64') }),
    };
  },
});

function readOffset(token: string | undefined): number {
  if (token === undefined) return 0;
  const found = /^streams:(\d+)$/.exec(Buffer.from(token, 'base64').toString());
  if (!found) throw invalidToken();
  return Number(found[1]);
}

const describe = ({ id, name, created, firstEvent, lastEvent, lastIngestion }: LogStream, arn: string): object => ({
  logStreamName: name,
  creationTime: created,
  ...(lastIngestion !== undefined && {
    firstEventTimestamp: firstEvent,
    lastEventTimestamp: lastEvent,
    lastIngestionTime: lastIngestion,
    uploadSequenceToken: sequenceToken(id),
  }),
  arn: `${arn}${name}`,
  // AWS has counted by group only since 2019.
  storedBytes: 0,
});

/** Tokens are given, as AWS still does, and no longer asked for. */
export const sequenceToken = (streamId: number): string => `496${String(streamId).padStart(53, '0')}`;
