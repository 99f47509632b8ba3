import { ServiceError } from '../../../kernel/errors.ts';
import { invalid } from '../failures.ts';
import { authorize, type Call, type DynamoOperation, defineOperation } from '../operation.ts';
import type { DynamoState } from '../state.ts';
import { NAME_PATTERN, oneOf, required, string } from '../validation/shapes.ts';
import { JsonText } from '../values/json-text.ts';
import { type Stream, sequenceOf, sequenceText } from './stream-log.ts';

const ITERATOR_MS = 15 * 60 * 1000;
const MOST_RECORDS = 1000;
/** AWS ends an answer at 1 MB. A single reader of a local log gains nothing by asking again, so only memory is bounded here. */
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_STREAMS = 100;

const SERVICE_USER = '"userIdentity":{"principalId":"dynamodb.amazonaws.com","type":"Service"}}';
const SERVED_USER = '"userIdentity":{"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"}}';

const arn = { kind: 'string', required: true, min: 37, max: 1024 } as const;

const listStreams = defineOperation<{ TableName?: string; Limit?: number; ExclusiveStartStreamArn?: string }>({
  members: {
    TableName: { kind: 'string', min: 3, max: 255, pattern: NAME_PATTERN },
    Limit: { kind: 'integer', min: 1, max: MOST_STREAMS },
    ExclusiveStartStreamArn: { ...arn, required: false },
  },
  execute(state, { TableName, Limit = MOST_STREAMS, ExclusiveStartStreamArn }, call) {
    authorize(state, call, 'ListStreams', '*');
    const all = state.streams.list(TableName);
    const start = ExclusiveStartStreamArn ? all.findIndex((stream) => stream.arn === ExclusiveStartStreamArn) + 1 : 0;
    const page = all.slice(start, start + Limit);
    return {
      Streams: page.map((stream) => ({
        StreamArn: stream.arn,
        TableName: stream.tableName,
        StreamLabel: stream.label,
      })),
      ...(all.length > start + Limit && { LastEvaluatedStreamArn: page.at(-1)?.arn }),
    };
  },
});

const describeStream = defineOperation<{ StreamArn: string; ExclusiveStartShardId?: string }>({
  members: { StreamArn: arn, Limit: { kind: 'integer', min: 1, max: 100 }, ExclusiveStartShardId: string },
  execute(state, { StreamArn, ExclusiveStartShardId }, call) {
    const stream = find(state, call, 'DescribeStream', StreamArn);
    const shard = {
      ShardId: stream.shardId,
      SequenceNumberRange: {
        StartingSequenceNumber: stream.starting,
        ...(stream.ending && { EndingSequenceNumber: stream.ending }),
      },
    };
    return {
      StreamDescription: {
        StreamArn: stream.arn,
        StreamLabel: stream.label,
        StreamStatus: stream.disabledAt === undefined ? 'ENABLED' : 'DISABLED',
        StreamViewType: stream.viewType,
        CreationRequestDateTime: stream.createdAt / 1000,
        TableName: stream.tableName,
        KeySchema: stream.keySchema,
        Shards: ExclusiveStartShardId === stream.shardId ? [] : [shard],
      },
    };
  },
});

const TYPES = ['TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER'];

const getShardIterator = defineOperation<{
  StreamArn: string;
  ShardId: string;
  ShardIteratorType: string;
  SequenceNumber?: string;
}>({
  members: {
    StreamArn: arn,
    ShardId: { kind: 'string', required: true, min: 28, max: 65 },
    ShardIteratorType: required(oneOf(...TYPES)),
    SequenceNumber: { kind: 'string', min: 21, max: 40, pattern: /^[0-9]+$/ },
  },
  execute(state, { StreamArn, ShardId, ShardIteratorType: type, SequenceNumber }, call) {
    const stream = find(state, call, 'GetShardIterator', StreamArn);
    if (stream.shardId !== ShardId) {
      throw new ServiceError('ResourceNotFoundException', 'Requested resource not found: Shard does not exist');
    }
    const isSequenced = type === 'AT_SEQUENCE_NUMBER' || type === 'AFTER_SEQUENCE_NUMBER';
    if (isSequenced !== (SequenceNumber !== undefined)) {
      throw invalid(
        isSequenced
          ? `The parameter SequenceNumber is required when ShardIteratorType is ${type}`
          : `SequenceNumber must not be specified when ShardIteratorType is ${type}`,
      );
    }
    const after = startOf(state, type, SequenceNumber ?? '');
    if (after !== undefined && isSequenced && after < state.streams.trimPoint(stream)) throw trimmed();
    return { ShardIterator: encodeIterator(state, stream, after) };
  },
});

/** A sequence number or iterator from before the 24 hours that records are kept. */
const trimmed = () =>
  new ServiceError(
    'TrimmedDataAccessException',
    'The operation attempted to read past the oldest stream record in a shard: records are kept for 24 hours.',
  );

/** The sequence number after which an iterator reads; undefined: from the oldest that there is. */
function startOf(state: DynamoState, type: string, sequence: string): number | undefined {
  switch (type) {
    case 'LATEST':
      return state.streams.position;
    case 'AT_SEQUENCE_NUMBER':
      return sequenceOf(sequence) - 1;
    case 'AFTER_SEQUENCE_NUMBER':
      return sequenceOf(sequence);
    default:
      return undefined;
  }
}

const getRecords = defineOperation<{ ShardIterator: string; Limit?: number }>({
  members: {
    ShardIterator: { kind: 'string', required: true, min: 1, max: 2048 },
    Limit: { kind: 'integer', min: 1, max: MOST_RECORDS },
  },
  execute(state, { ShardIterator, Limit = MOST_RECORDS }, call) {
    const { arn: streamArn, after } = decodeIterator(state, ShardIterator);
    const stream = find(state, call, 'GetRecords', streamArn);
    if (after !== undefined && after < state.streams.trimPoint(stream)) throw trimmed();
    const records: string[] = [];
    let bytes = 0;
    let position = after;
    for (const record of state.streams.read(stream.arn, after ?? 0, Limit)) {
      bytes += record.text.length;
      if (records.length > 0 && bytes > MOST_BYTES) break;
      records.push(asServed(record.text));
      position = record.sequence;
    }
    const isOver = stream.ending !== undefined && records.length === 0;
    const text = `[${records.join(',')}]`;
    return {
      Records: call.asText ? new JsonText(text) : (JSON.parse(text) as unknown),
      ...(!isOver && { NextShardIterator: encodeIterator(state, stream, position) }),
    };
  },
});

function find(state: DynamoState, call: Call, action: string, streamArn: string): Stream {
  authorize(state, call, action, streamArn);
  const stream = state.streams.stream(streamArn);
  if (stream) return stream;
  throw new ServiceError('ResourceNotFoundException', `Requested resource not found: Stream: ${streamArn} not found`);
}

/** The record as GetRecords shows it: Lambda's events write the members of `userIdentity` in lower case. */
const asServed = (text: string): string =>
  text.endsWith(SERVICE_USER) ? `${text.slice(0, -SERVICE_USER.length)}${SERVED_USER}` : text;

const encodeIterator = (state: DynamoState, stream: Stream, after: number | undefined): string =>
  `${stream.arn}|1|${Buffer.from(JSON.stringify([after === undefined ? '' : sequenceText(after), state.clock.now()])).toString('base64')}`;

function decodeIterator(state: DynamoState, iterator: string): { arn: string; after: number | undefined } {
  const [streamArn, , token] = iterator.split('|');
  const [sequence, issuedAt] = parseToken(token ?? '');
  if (!streamArn || sequence === undefined || issuedAt === undefined) throw invalid('Invalid ShardIterator');
  if (state.clock.now() - issuedAt > ITERATOR_MS) {
    throw new ServiceError(
      'ExpiredIteratorException',
      'Iterator expired. The iterator was created more than 15 minutes ago; request a new one with GetShardIterator.',
    );
  }
  return { arn: streamArn, after: sequence === '' ? undefined : sequenceOf(sequence) };
}

function parseToken(token: string): [string?, number?] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, 'base64').toString());
    if (!Array.isArray(parsed)) return [];
    const [sequence, issuedAt] = parsed as unknown[];
    return typeof sequence === 'string' && typeof issuedAt === 'number' ? [sequence, issuedAt] : [];
  } catch {
    return [];
  }
}

export const streamOperations: Readonly<Record<string, DynamoOperation>> = {
  ListStreams: listStreams,
  DescribeStream: describeStream,
  GetShardIterator: getShardIterator,
  GetRecords: getRecords,
};
