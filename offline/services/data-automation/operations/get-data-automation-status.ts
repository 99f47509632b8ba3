import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { metadataAddress } from '../standard-output.ts';
import type { DataAutomationState } from '../state.ts';

const ARN =
  /^arn:aws(-[^:]+)?:bedrock:[a-zA-Z0-9-]*:[0-9]{12}:(?:insights-invocation|data-automation-invocation)\/([a-zA-Z0-9-_]+)$/;

export const getDataAutomationStatus = defineOperation({
  schema: z.object({ invocationArn: z.string().max(128).regex(ARN) }),
  execute(state: DataAutomationState, { invocationArn }, { principal }) {
    const action = 'bedrock:GetDataAutomationStatus';
    state.context.policies.authorize({ principal, action, resource: invocationArn });
    const job = state.require(ARN.exec(invocationArn)?.[2] ?? '');
    const isOver = job.status !== 'Created' && job.status !== 'InProgress';
    return {
      status: job.status,
      ...(job.status.endsWith('Error') ? { errorType: job.status, errorMessage: job.message } : {}),
      ...(job.status === 'Success' ? { outputConfiguration: { s3Uri: metadataAddress(job) } } : {}),
      jobSubmissionTime: job.submittedAt / 1000,
      ...(isOver
        ? {
            jobCompletionTime: job.endsAt / 1000,
            jobDurationInSeconds: Math.round((job.endsAt - job.submittedAt) / 1000),
          }
        : {}),
    };
  },
});
