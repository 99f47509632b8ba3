import type { Rule } from '../rule.ts';
import { isTemplate } from '../system.ts';

export const dataDeletedWithStack: Rule = {
  name: 'data-deleted-with-stack',
  severity: 'low',
  finds: 'a table, user pool or database that a change of the stack can delete with its data',
  *check(system) {
    for (const each of system.stated('table', 'user-pool', 'database')) {
      // CDK keeps tables and pools unless it is told otherwise.
      if (each.type === 'Custom::AmplifyDynamoDBTable' || !isTemplate(each)) continue;
      if (/^(?:Retain|Snapshot)/.test(String(system.value(each, 'DeletionPolicy') ?? ''))) continue;
      if (system.isTrue(each, 'DeletionProtectionEnabled', 'DeletionProtection')) continue;
      yield {
        component: each,
        message: `${each.id} goes with its data when the stack is deleted or the resource replaced. Set DeletionPolicy and UpdateReplacePolicy to Retain, or turn deletion protection on.`,
      };
    }
  },
};
