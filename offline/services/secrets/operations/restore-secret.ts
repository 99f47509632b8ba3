import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { SecretState } from '../state.ts';

export const restoreSecret = defineOperation({
  schema: z.object({ SecretId: z.string().min(1) }),
  execute(state: SecretState, { SecretId }, { principal }) {
    const secret = state.find(SecretId);
    if (!secret)
      throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    state.authorize(principal, 'RestoreSecret', secret.arn);
    state.schedule(secret.name, null);
    return { ARN: secret.arn, Name: secret.name };
  },
});
