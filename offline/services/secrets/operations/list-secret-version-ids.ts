import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import type { SecretState } from '../state.ts';

export const listSecretVersionIds = defineOperation({
  schema: z.object({
    SecretId: z.string().min(1),
    IncludeDeprecated: z.boolean().optional(),
    MaxResults: z.number().int().min(1).max(100).optional(),
    NextToken: z.string().optional(),
  }),
  execute(state: SecretState, { SecretId, IncludeDeprecated = false, MaxResults = 100, NextToken }, { principal }) {
    const secret = state.require(SecretId);
    state.authorize(principal, 'ListSecretVersionIds', secret.arn);
    const all = state.versions(secret.name).filter(({ stages }) => IncludeDeprecated || stages.length > 0);
    const start = NextToken === undefined ? 0 : all.findIndex(({ id }) => id === NextToken) + 1;
    const page = all.slice(start, start + MaxResults);
    return {
      ARN: secret.arn,
      Name: secret.name,
      Versions: page.map(({ id, stages, createdAt }) => ({
        VersionId: id,
        ...(stages.length > 0 ? { VersionStages: stages } : {}),
        CreatedDate: createdAt / 1000,
      })),
      ...(start + page.length < all.length ? { NextToken: page.at(-1)?.id } : {}),
    };
  },
});
