import type { Rule } from '../rule.ts';

export const queueWithoutDeadLetters: Rule = {
  name: 'queue-without-dead-letters',
  severity: 'medium',
  finds: 'a queue without a redrive policy, where a message that nothing can be done with comes back until it expires',
  *check(system) {
    for (const queue of system.stated('queue')) {
      if (system.matching(queue, /^RedrivePolicy/).length > 0) continue;
      if (system.to(queue, 'dead-letters').length > 0 || /dlq|dead/i.test(`${queue.id} ${queue.name}`)) continue;
      yield {
        component: queue,
        message: `The queue ${queue.id} has no RedrivePolicy: a message that always fails is tried until it expires, and is then lost. Give it a dead-letter queue (DLQ) and a maxReceiveCount.`,
      };
    }
  },
};
