import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { SecretState } from '../state.ts';
import { valueOf, valueShape } from './value-input.ts';

export const putSecretValue = defineOperation({
  schema: z.object({
    SecretId: z.string().min(1),
    VersionStages: z.array(z.string()).min(1).optional(),
    ...valueShape,
  }),
  execute(state: SecretState, input, { principal }) {
    const secret = state.require(input.SecretId);
    state.authorize(principal, 'PutSecretValue', secret.arn);
    const value = valueOf(input);
    if (!value)
      throw new ServiceError('InvalidRequestException', 'You must provide either SecretString or SecretBinary.');
    const version = state.put(secret.name, value, {
      token: input.ClientRequestToken,
      ...(input.VersionStages ? { stages: input.VersionStages } : {}),
    });
    return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: version.stages };
  },
});
