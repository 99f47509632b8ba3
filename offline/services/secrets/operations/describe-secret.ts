import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { metadataOf } from '../metadata.ts';
import type { SecretState } from '../state.ts';

export const describeSecret = defineOperation({
  schema: z.object({ SecretId: z.string().min(1) }),
  execute(state: SecretState, { SecretId }, { principal }) {
    const secret = state.find(SecretId);
    if (!secret)
      throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    state.authorize(principal, 'DescribeSecret', secret.arn);
    return { ...metadataOf(secret), VersionIdsToStages: stagesOf(state, secret.name) };
  },
});

const stagesOf = (state: SecretState, name: string) =>
  Object.fromEntries(
    state
      .versions(name)
      .filter(({ stages }) => stages.length > 0)
      .map(({ id, stages }) => [id, stages]),
  );
