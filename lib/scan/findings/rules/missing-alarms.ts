import type { Rule } from '../rule.ts';

export const missingAlarms: Rule = {
  name: 'no-alarm',
  severity: 'low',
  finds: 'a function, state machine or dead-letter queue that no alarm watches (dead letters: medium)',
  *check(system) {
    for (const each of system.stated('function', 'state-machine', 'queue')) {
      const isDeadLetters = each.kind === 'queue' && system.to(each, 'dead-letters').length > 0;
      if (each.kind === 'queue' && !isDeadLetters) continue;
      if (system.to(each, 'alarms').length > 0) continue;
      const what = isDeadLetters ? 'dead-letter queue' : each.kind.replace('-', ' ');
      const metric = isDeadLetters
        ? 'ApproximateNumberOfMessagesVisible above 0'
        : each.kind === 'function'
          ? 'Errors and Throttles'
          : 'ExecutionsFailed and ExecutionsTimedOut';
      yield {
        component: each,
        severity: isDeadLetters ? 'medium' : 'low',
        message: `No alarm watches the ${what} ${each.id}: its failures are noticed by those who wait for it. Add a CloudWatch alarm on ${metric}.`,
      };
    }
  },
};
