import { hiddenValue } from '../../secrets.ts';
import type { Rule } from '../rule.ts';

export const plaintextSecret: Rule = {
  name: 'plaintext-secret',
  severity: 'high',
  finds: 'a password, token or key that stands in the source',
  *check(system) {
    for (const component of system.model.components) {
      for (const { name, value, source } of component.properties) {
        if (value !== hiddenValue) continue;
        yield {
          component,
          source,
          message: `${component.id} has ${name} in plain text: everyone who reads the source or the configuration has it. Keep it in Secrets Manager or the parameter store, and change it, since it is known.`,
        };
      }
    }
  },
};
