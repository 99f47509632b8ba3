import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import type { SecretState } from '../state.ts';
import { valueOf, valueShape } from './value-input.ts';

export const updateSecret = defineOperation({
  schema: z.object({
    SecretId: z.string().min(1),
    Description: z.string().max(2048).optional(),
    KmsKeyId: z.string().max(2048).optional(),
    ...valueShape,
  }),
  execute(state: SecretState, input, { principal }) {
    const secret = state.require(input.SecretId);
    state.authorize(principal, 'UpdateSecret', secret.arn);
    const value = valueOf(input);
    state.describe(secret.name, {
      ...(input.Description === undefined ? {} : { description: input.Description }),
      ...(input.KmsKeyId === undefined ? {} : { kmsKeyId: input.KmsKeyId }),
    });
    const version = value && state.put(secret.name, value, { token: input.ClientRequestToken });
    return { ARN: secret.arn, Name: secret.name, ...(version ? { VersionId: version.id } : {}) };
  },
});
