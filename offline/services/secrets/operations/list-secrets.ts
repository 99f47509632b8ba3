import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { Filters, passes } from '../filters.ts';
import { metadataOf } from '../metadata.ts';
import type { SecretState } from '../state.ts';

export const listSecrets = defineOperation({
  schema: z.object({
    MaxResults: z.number().int().min(1).max(100).optional(),
    NextToken: z.string().optional(),
    Filters: Filters.optional(),
    IncludePlannedDeletion: z.boolean().optional(),
    SortOrder: z.enum(['asc', 'desc']).optional(),
  }),
  execute(state: SecretState, input, { principal }) {
    const { MaxResults = 100, NextToken, IncludePlannedDeletion = false, SortOrder = 'asc' } = input;
    state.authorize(principal, 'ListSecrets', '*');
    const found = state.list(IncludePlannedDeletion).filter((secret) => passes(secret, input.Filters ?? []));
    const ordered = SortOrder === 'asc' ? found : found.toReversed();
    const start = NextToken === undefined ? 0 : ordered.findIndex(({ name }) => name === NextToken) + 1;
    const page = ordered.slice(start, start + MaxResults);
    return {
      SecretList: page.map((secret) => ({
        ...metadataOf(secret),
        SecretVersionsToStages: Object.fromEntries(
          state
            .versions(secret.name)
            .filter(({ stages }) => stages.length > 0)
            .map(({ id, stages }) => [id, stages]),
        ),
      })),
      ...(start + page.length < ordered.length ? { NextToken: page.at(-1)?.name } : {}),
    };
  },
});
