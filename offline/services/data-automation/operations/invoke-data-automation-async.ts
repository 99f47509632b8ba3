import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { placeOf } from '../standard-output.ts';
import type { DataAutomationState } from '../state.ts';

const s3Uri = z
  .string()
  .max(1024)
  .regex(/^s3:\/\/[a-z0-9][.\-a-z0-9]{1,61}[a-z0-9](\/.+)?$/);
const bedrockArn = (resource: string) =>
  z
    .string()
    .max(128)
    .regex(new RegExp(`^arn:aws(-[^:]+)?:bedrock:[a-zA-Z0-9-]*:(aws|[0-9]{12}):${resource}/[a-zA-Z0-9._-]+$`));

/** Authorized as the service does it: leave for project and profile, and the caller's own for the files. */
export const invokeDataAutomationAsync = defineOperation({
  schema: z.object({
    clientToken: z
      .string()
      .max(256)
      .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,256}$/)
      .optional(),
    inputConfiguration: z.object({ s3Uri }),
    outputConfiguration: z.object({ s3Uri }),
    dataAutomationProfileArn: bedrockArn('data-automation-profile'),
    dataAutomationConfiguration: z
      .object({
        dataAutomationProjectArn: bedrockArn('data-automation-project'),
        stage: z.enum(['LIVE', 'DEVELOPMENT']).optional(),
      })
      .optional(),
    notificationConfiguration: z
      .object({ eventBridgeConfiguration: z.object({ eventBridgeEnabled: z.boolean() }) })
      .optional(),
    blueprints: z
      .array(z.object({ blueprintArn: z.string() }))
      .max(40)
      .optional(),
    encryptionConfiguration: z.object({ kmsKeyId: z.string().min(1) }).optional(),
    tags: z
      .array(z.object({ key: z.string(), value: z.string() }))
      .max(200)
      .optional(),
  }),
  execute(state: DataAutomationState, input, { principal }) {
    const { policies, region, account } = state.context;
    const { inputConfiguration, outputConfiguration, dataAutomationConfiguration: project } = input;
    const action = 'bedrock:InvokeDataAutomationAsync';
    policies.authorize({ principal, action, resource: input.dataAutomationProfileArn });
    if (project) policies.authorize({ principal, action, resource: project.dataAutomationProjectArn });
    const object = (uri: string, more = '') => {
      const { bucket, key } = placeOf(uri);
      return `arn:aws:s3:::${bucket}/${key}${more}`;
    };
    policies.authorize({ principal, action: 's3:GetObject', resource: object(inputConfiguration.s3Uri) });
    const output = outputConfiguration.s3Uri.replace(/\/+$/, '');
    policies.authorize({ principal, action: 's3:PutObject', resource: object(output, '/job_metadata.json') });
    const hasEvents = input.notificationConfiguration?.eventBridgeConfiguration.eventBridgeEnabled ?? false;
    const { id } = state.begin({ input: inputConfiguration.s3Uri, output, hasEvents }, input.clientToken);
    return { invocationArn: `arn:aws:bedrock:${region}:${account}:data-automation-invocation/${id}` };
  },
});
