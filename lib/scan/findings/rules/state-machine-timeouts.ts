import type { Rule } from '../rule.ts';

export const stateMachineTimeouts: Rule = {
  name: 'state-machine-task-timeout',
  severity: 'medium',
  finds: 'a task that waits for a token or an activity without end, or for less time than its function may take',
  *check(system) {
    for (const machine of system.ofKind('state-machine')) {
      for (const type of system.matching(machine, /^States\..+\.Type$/)) {
        if (type.value !== 'Task') continue;
        const prefix = type.name.slice(0, -'.Type'.length);
        const state = prefix.slice('States.'.length);
        const resource = String(system.value(machine, `${prefix}.Resource`) ?? '');
        const seconds = system.number(machine, `${prefix}.TimeoutSeconds`);
        if (seconds === undefined && /waitForTaskToken|:activity:/.test(resource)) {
          yield {
            component: machine,
            source: type.source,
            message: `The task ${state} of ${machine.id} waits for an answer without a timeout: an execution whose worker dies hangs for up to a year. Set TimeoutSeconds or HeartbeatSeconds.`,
          };
        }
        const called = system.component(
          /\$\{(\w+?)(?:Arn)?(?:\.Arn)?\}/.exec(resource)?.[1] ?? null,
          machine.source.file,
        );
        const timeout = called === undefined ? undefined : system.number(called, 'Timeout');
        if (seconds !== undefined && timeout !== undefined && called?.kind === 'function' && seconds < timeout) {
          yield {
            component: machine,
            source: type.source,
            message: `The task ${state} of ${machine.id} gives up after ${seconds} s, but ${called.id} may run ${timeout} s: the state is retried while the first attempt still runs. Set TimeoutSeconds above the function's Timeout.`,
          };
        }
      }
    }
  },
};
