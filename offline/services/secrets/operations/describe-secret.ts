import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { SecretState } from '../state.ts';

export const describeSecret = defineOperation({
  schema: z.object({ SecretId: z.string().min(1) }),
  execute(state: SecretState, { SecretId }, { principal }) {
    const secret = state.find(SecretId);
    if (!secret)
      throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    state.authorize(principal, 'DescribeSecret', secret.arn);
    return {
      ARN: secret.arn,
      Name: secret.name,
      ...(secret.description === null ? {} : { Description: secret.description }),
      CreatedDate: secret.createdAt / 1000,
      LastChangedDate: secret.changedAt / 1000,
      ...(secret.deletedAt === null ? {} : { DeletedDate: secret.deletedAt / 1000 }),
      VersionIdsToStages: Object.fromEntries(state.versions(secret.name).map(({ id, stages }) => [id, stages])),
    };
  },
});
