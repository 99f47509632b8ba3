import type { Rule } from '../rule.ts';
import { streamConsumers } from '../stream-consumers.ts';

export const streamWithoutFailureDestination: Rule = {
  name: 'stream-without-failure-destination',
  severity: 'high',
  finds: 'a consumer of a stream that one bad record stops, because failures have no destination',
  *check(system) {
    for (const { component, consumer, stream, prefix, source } of streamConsumers(system)) {
      if (stream.kind !== 'table' && stream.kind !== 'stream') continue;
      if (system.matching(component, new RegExp(`^${prefix}DestinationConfig`)).length > 0) continue;
      yield {
        component: consumer,
        source,
        message: `${consumer.id} reads the stream of ${stream.id} without an OnFailure destination (DLQ): one record that always fails holds its shard until it expires. Set DestinationConfig.OnFailure, MaximumRetryAttempts and BisectBatchOnFunctionError.`,
      };
    }
  },
};
