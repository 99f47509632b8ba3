import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import type { SecretState } from '../state.ts';

const DAY_MS = 86_400_000;

export const deleteSecret = defineOperation({
  schema: z.object({
    SecretId: z.string().min(1),
    ForceDeleteWithoutRecovery: z.boolean().optional(),
    RecoveryWindowInDays: z.number().int().min(7).max(30).optional(),
  }),
  execute(state: SecretState, input, { principal }) {
    const secret = state.require(input.SecretId);
    state.authorize(principal, 'DeleteSecret', secret.arn);
    const now = state.context.clock.now();
    const deletedAt = input.ForceDeleteWithoutRecovery ? now : now + (input.RecoveryWindowInDays ?? 30) * DAY_MS;
    if (input.ForceDeleteWithoutRecovery) state.delete(secret.name);
    else state.schedule(secret.name, deletedAt);
    return { ARN: secret.arn, Name: secret.name, DeletionDate: deletedAt / 1000 };
  },
});
