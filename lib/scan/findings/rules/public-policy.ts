import type { Rule } from '../rule.ts';

export const publicPolicy: Rule = {
  name: 'public-policy',
  severity: 'high',
  finds: 'a bucket, queue, topic or function that its policy opens to everyone',
  *check(system) {
    for (const policy of system.ofType(/^AWS::(?:S3::BucketPolicy|SQS::QueuePolicy|SNS::TopicPolicy)$/)) {
      for (const principal of system.matching(policy, /^PolicyDocument\.Statement(?:\.\d+)?\.Principal(?:\.AWS)?$/)) {
        if (String(principal.value) !== '*' && String(principal.value) !== '["*"]') continue;
        const prefix = principal.name.replace(/\.Principal(?:\.AWS)?$/, '');
        if (system.value(policy, `${prefix}.Effect`) === 'Deny') continue;
        if (policy.properties.some(({ name }) => name.startsWith(`${prefix}.Condition`))) continue;
        yield {
          component: policy,
          source: principal.source,
          message: `${policy.id} allows everyone (Principal "*") without a condition. Name the accounts, services or roles that need it, or bind it to a source ARN.`,
        };
      }
    }
    for (const permission of system.ofType(/^AWS::Lambda::Permission$/)) {
      const principal = system.property(permission, 'Principal');
      const isUrl = system.value(permission, 'FunctionUrlAuthType') !== undefined;
      if (String(principal?.value) !== '*' || isUrl || principal === undefined) continue;
      yield {
        component: permission,
        source: principal.source,
        message: `${permission.id} lets everyone invoke its function (Principal "*"). Name the service and its SourceArn.`,
      };
    }
  },
};
