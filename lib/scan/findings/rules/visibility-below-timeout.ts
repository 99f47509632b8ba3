import type { Rule } from '../rule.ts';

const DEFAULT_VISIBILITY = 30;
const DEFAULT_TIMEOUT = 3;
/** What AWS advises: six times the function's timeout. */
const FACTOR = 6;

export const visibilityBelowTimeout: Rule = {
  name: 'queue-visibility-below-timeout',
  severity: 'medium',
  finds: 'a queue whose visibility timeout is below six times that of the function which polls it (below once: high)',
  *check(system) {
    for (const queue of system.stated('queue')) {
      const visibility = system.number(queue, 'VisibilityTimeout') ?? DEFAULT_VISIBILITY;
      for (const { to, source } of system.from(queue, 'triggers')) {
        const consumer = system.component(to, source.file);
        if (consumer?.kind !== 'function') continue;
        const timeout = system.number(consumer, 'Timeout') ?? DEFAULT_TIMEOUT;
        if (visibility >= timeout * FACTOR) continue;
        const place = system.property(queue, 'VisibilityTimeout')?.source ?? queue.source;
        yield {
          component: queue,
          source: place,
          severity: visibility < timeout ? 'high' : 'medium',
          message: `The queue ${queue.id} hides a message for ${visibility} s, but ${consumer.id} may work on it for ${timeout} s: it is delivered again while the first attempt runs or is retried. Set VisibilityTimeout to at least ${timeout * FACTOR} s.`,
        };
      }
    }
  },
};
