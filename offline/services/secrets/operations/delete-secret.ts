import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { SecretState } from '../state.ts';

const DAY_MS = 86_400_000;

export const deleteSecret = defineOperation({
  schema: z.object({
    SecretId: z.string().min(1),
    ForceDeleteWithoutRecovery: z.boolean().optional(),
    RecoveryWindowInDays: z.number().int().optional(),
  }),
  execute(state: SecretState, input, { principal }) {
    const { ForceDeleteWithoutRecovery: isForced = false, RecoveryWindowInDays: days } = input;
    if (isForced && days !== undefined) {
      throw invalid("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
    if (days !== undefined && (days < 7 || days > 30)) {
      throw invalid('RecoveryWindowInDays value must be between 7 and 30 days (inclusive).');
    }
    const secret = isForced ? state.find(input.SecretId) : state.require(input.SecretId);
    const now = state.context.clock.now();
    // Forcing what is not there succeeds: whoever cleans up need not look first.
    if (!secret) return { Name: input.SecretId, DeletionDate: now / 1000 };
    state.authorize(principal, 'DeleteSecret', secret.arn);
    const deletedAt = isForced ? now : now + (days ?? 30) * DAY_MS;
    if (isForced) state.delete(secret.name);
    else state.schedule(secret.name, deletedAt);
    return { ARN: secret.arn, Name: secret.name, DeletionDate: deletedAt / 1000 };
  },
});

const invalid = (message: string) => new ServiceError('InvalidParameterException', message);
