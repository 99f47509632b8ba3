import type { Rule } from '../rule.ts';
import { streamConsumers } from '../stream-consumers.ts';

export const consumerWithoutLimit: Rule = {
  name: 'consumer-without-concurrency-limit',
  severity: 'low',
  finds: 'a consumer of a queue that may grow to the account’s whole concurrency',
  *check(system) {
    for (const { component, consumer, stream, prefix, source } of streamConsumers(system)) {
      if (stream.kind !== 'queue') continue;
      const isLimited =
        system.matching(component, new RegExp(`^${prefix}ScalingConfig\\.MaximumConcurrency$`)).length > 0;
      if (isLimited || system.value(consumer, 'ReservedConcurrentExecutions') !== undefined) continue;
      yield {
        component: consumer,
        source,
        message: `${consumer.id} polls ${stream.id} without a limit: a backlog takes the concurrency of every other function, and overruns what it calls. Set ScalingConfig.MaximumConcurrency or ReservedConcurrentExecutions.`,
      };
    }
  },
};
