import type { Rule } from '../rule.ts';

export const eventWithoutConsumer: Rule = {
  name: 'event-without-consumer',
  severity: 'medium',
  finds: 'an event that is published and that no rule of the source takes up',
  *check(system) {
    for (const { name, producer, consumer, source, confidence } of system.model.events) {
      if (producer === null || consumer !== null || name === '*' || name.includes('${')) continue;
      yield {
        component: system.component(producer, source.file) ?? null,
        source,
        confidence: Math.min(confidence, 0.6),
        message: `${producer} publishes ${name}, which no rule in this source takes up: either its consumer lives elsewhere, or it is work for nobody. Document the consumer, or stop publishing it.`,
      };
    }
  },
};
