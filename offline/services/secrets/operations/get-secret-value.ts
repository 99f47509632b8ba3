import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import type { SecretState } from '../state.ts';
import { shownValue } from './value-input.ts';

export const getSecretValue = defineOperation({
  schema: z.object({
    SecretId: z.string().min(1),
    VersionId: z.string().optional(),
    VersionStage: z.string().optional(),
  }),
  execute(state: SecretState, { SecretId, VersionId, VersionStage }, { principal }) {
    const secret = state.require(SecretId);
    state.authorize(principal, 'GetSecretValue', secret.arn);
    return shownValue(state, secret, { id: VersionId, stage: VersionStage });
  },
});
