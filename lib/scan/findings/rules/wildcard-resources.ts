import type { Rule } from '../rule.ts';
import { identityStatements } from '../statements.ts';

/** Actions that know no resource, or only list and describe. */
const WITHOUT_RESOURCE =
  /^(?:xray:|cloudwatch:PutMetricData|logs:|ec2:(?:Describe|CreateNetworkInterface|DeleteNetworkInterface|Assign|Unassign)|sts:GetCallerIdentity|[\w-]+:(?:List|Describe)|events:TestEventPattern|textract:|rekognition:Detect|comprehend:|translate:|polly:|transcribe:|mobiletargeting:|cognito-identity:|appconfig:|tag:Get|ecr:GetAuthorizationToken|ssmmessages:|pricing:|ce:)/;

export const wildcardResources: Rule = {
  name: 'iam-wildcard-resource',
  severity: 'medium',
  finds: 'a policy whose actions hold for every resource, though they could name some',
  *check(system) {
    for (const { component, actions, resources, resourceSource } of identityStatements(system)) {
      if (!resources.includes('*')) continue;
      const bound = actions.filter((action) => !WITHOUT_RESOURCE.test(action));
      if (bound.length === 0) continue;
      yield {
        component,
        source: resourceSource,
        message: `${component.id} allows ${bound.slice(0, 5).join(', ')} on every resource of the account, more than least privilege. Name the ARNs of those that it works with.`,
      };
    }
  },
};
