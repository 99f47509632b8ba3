import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import type { SecretState } from '../state.ts';

export const getSecretValue = defineOperation({
  schema: z.object({
    SecretId: z.string().min(1),
    VersionId: z.string().optional(),
    VersionStage: z.string().optional(),
  }),
  execute(state: SecretState, { SecretId, VersionId, VersionStage }, { principal }) {
    const secret = state.require(SecretId);
    state.authorize(principal, 'GetSecretValue', secret.arn);
    const version = state.version(secret.name, { id: VersionId, stage: VersionStage });
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      VersionStages: version.stages,
      CreatedDate: version.createdAt / 1000,
      ...(version.text === undefined ? { SecretBinary: version.binary } : { SecretString: version.text }),
    };
  },
});
