import { ServiceError } from '../../kernel/errors.ts';
import type { DynamoDbPort } from '../../kernel/ports.ts';
import type { DynamoOperation } from './operation.ts';
import { operations } from './operations.ts';
import type { DynamoState } from './state.ts';
import { streamOperations } from './streams/operations.ts';
import { sequenceOf, sequenceText } from './streams/stream-log.ts';
import { checkShape } from './validation/shape.ts';

const all: Readonly<Record<string, DynamoOperation | undefined>> = { ...operations, ...streamOperations };

/** What other services use of this one. */
export const dynamoDbPort = (state: DynamoState): DynamoDbPort => ({
  // A promise's executor: what it throws rejects instead of being thrown at the caller's feet.
  execute: (name, input, principal) =>
    new Promise((resolve) => {
      const operation = all[name];
      if (!operation) throw new ServiceError('UnknownOperationException', `DynamoDB has no operation ${name}.`);
      checkShape(operation.members, input);
      state.throttle.admitCall(name, input.TableName);
      resolve(operation.execute(state, input, { principal, operation: name }));
    }),
  readStream: ({ streamArn, after, limit }) =>
    state.streams.read(streamArn, after === undefined ? 0 : sequenceOf(after), limit).map(({ sequence, text }) => ({
      sequenceNumber: sequenceText(sequence),
      record: { ...(JSON.parse(text) as Record<string, unknown>), eventSourceARN: streamArn },
    })),
  latestSequence: (streamArn) => {
    const newest = state.streams.latest(streamArn);
    return newest === undefined ? undefined : sequenceText(newest);
  },
  onStream: (streamArn, wake) => state.streams.onRecords(streamArn, wake),
});
