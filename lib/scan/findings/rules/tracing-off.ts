import type { Rule } from '../rule.ts';

export const tracingOff: Rule = {
  name: 'tracing-off',
  severity: 'low',
  finds: 'a function or state machine that is not traced',
  *check(system) {
    for (const each of system.stated('function', 'state-machine')) {
      const isOn =
        system.value(each, 'Tracing', 'TracingConfig.Mode') === 'Active' ||
        system.isTrue(each, 'Tracing.Enabled', 'TracingConfiguration.Enabled');
      if (isOn) continue;
      yield {
        component: each,
        message: `${each.id} is not traced: where a slow or failed request spent its time cannot be told. Turn X-Ray tracing on (Tracing: Active).`,
      };
    }
  },
};
