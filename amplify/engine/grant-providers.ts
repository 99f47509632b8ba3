import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';

/**
 * Lets a function ask the models and agents of this account. Which of them is for an administrator to say, in an agent's
 * record and without a deployment, so the grants name kinds and not single ones.
 */
export function grantProviders(fn: LambdaFunction): void {
  const stack = Stack.of(fn);
  const arn = (
    service: string,
    resource: string,
    resourceName: string,
    more: { region?: string; account?: string } = {},
  ) => stack.formatArn({ service, resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME, ...more });
  const grants: readonly (readonly [string, readonly string[]])[] = [
    [
      'bedrock:InvokeModelWithResponseStream',
      [
        // An inference profile may serve from any region of its geography.
        arn('bedrock', 'foundation-model', '*', { region: '*', account: '' }),
        arn('bedrock', 'inference-profile', '*'),
        arn('bedrock', 'application-inference-profile', '*'),
      ],
    ],
    ['bedrock:InvokeAgent', [arn('bedrock', 'agent-alias', '*')]],
    ['bedrock-agentcore:InvokeAgentRuntime', [arn('bedrock-agentcore', 'runtime', '*')]],
  ];
  for (const [action, resources] of grants) {
    fn.addToRolePolicy(new PolicyStatement({ actions: [action], resources: [...resources] }));
  }
}
