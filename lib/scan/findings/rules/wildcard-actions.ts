import type { Rule } from '../rule.ts';
import { identityStatements } from '../statements.ts';

export const wildcardActions: Rule = {
  name: 'iam-wildcard-action',
  severity: 'medium',
  finds: 'a policy that allows every action of a service, or of all (then high)',
  *check(system) {
    for (const { component, actions, actionSource } of identityStatements(system)) {
      const wide = actions.filter((action) => action === '*' || /^[\w-]+:\*$/.test(action));
      if (wide.length === 0) continue;
      const isAll = wide.includes('*');
      yield {
        component,
        source: actionSource,
        severity: isAll ? 'high' : 'medium',
        message: `${component.id} allows ${wide.join(', ')}: more than least privilege, so that whoever takes it over may do far more than its work needs. List the actions that the code calls.`,
      };
    }
  },
};
