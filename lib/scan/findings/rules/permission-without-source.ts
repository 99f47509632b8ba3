import type { Rule } from '../rule.ts';

export const permissionWithoutSource: Rule = {
  name: 'permission-without-source',
  severity: 'medium',
  finds: 'a function that a service may invoke on behalf of any account, for lack of a source ARN',
  *check(system) {
    for (const permission of system.ofType(/^AWS::Lambda::Permission$/)) {
      const principal = String(system.value(permission, 'Principal') ?? '');
      if (!principal.endsWith('.amazonaws.com')) continue;
      if (system.value(permission, 'SourceArn', 'SourceAccount', 'PrincipalOrgID') !== undefined) continue;
      yield {
        component: permission,
        message: `${permission.id} lets ${principal} invoke its function for any account’s resource. Set SourceArn (and SourceAccount for S3).`,
      };
    }
  },
};
