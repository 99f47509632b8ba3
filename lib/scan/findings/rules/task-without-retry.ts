import type { Rule } from '../rule.ts';

export const taskWithoutRetry: Rule = {
  name: 'task-without-retry',
  severity: 'low',
  finds: 'a task of a state machine that neither retries nor catches, so that a passing fault ends the execution',
  *check(system) {
    for (const machine of system.ofKind('state-machine')) {
      for (const type of system.matching(machine, /^States\..+\.Type$/)) {
        if (type.value !== 'Task') continue;
        const prefix = type.name.slice(0, -'.Type'.length);
        if (system.value(machine, `${prefix}.Retry`, `${prefix}.Catch`) !== undefined) continue;
        yield {
          component: machine,
          source: type.source,
          message: `The task ${prefix.slice('States.'.length)} of ${machine.id} has neither Retry nor Catch: a throttled call ends the whole execution. Retry transient errors with backoff, and catch the rest.`,
        };
      }
    }
  },
};
