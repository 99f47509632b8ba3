import type { Component } from '../../schema.ts';
import type { Rule } from '../rule.ts';
import type { System } from '../system.ts';

const ASYNCHRONOUS = new Set(['topic', 'rule', 'bus', 'bucket', 'schedule', 'user-pool']);

export const functionWithoutDeadLetters: Rule = {
  name: 'function-without-dead-letters',
  severity: 'medium',
  finds: 'a function that is invoked asynchronously, whose failures go nowhere',
  *check(system) {
    for (const each of system.stated('function')) {
      const caller = system
        .to(each, 'triggers')
        .map(({ from, source }) => system.component(from, source.file))
        .find((found) => found !== undefined && ASYNCHRONOUS.has(found.kind));
      if (caller === undefined || caller.kind === 'user-pool' || keepsFailures(each, system)) continue;
      yield {
        component: each,
        message: `The function ${each.id} is invoked asynchronously by ${caller.id} and has neither a dead-letter queue (DLQ) nor a failure destination: after three attempts its event is gone. Set DeadLetterQueue (SAM), DeadLetterConfig, or an OnFailure destination.`,
      };
    }
  },
};

function keepsFailures(each: Component, system: System): boolean {
  if (system.from(each, 'dead-letters').length > 0) return true;
  if (system.matching(each, /^DeadLetter(?:Queue|Config)|^EventInvokeConfig\.DestinationConfig\.OnFailure/).length > 0)
    return true;
  return system
    .to(each)
    .map(({ from, source }) => system.component(from, source.file))
    .some(
      (found) => found?.type === 'AWS::Lambda::EventInvokeConfig' && system.matching(found, /OnFailure/).length > 0,
    );
}
