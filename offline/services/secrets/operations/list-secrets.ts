import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import type { SecretState } from '../state.ts';

export const listSecrets = defineOperation({
  schema: z.object({
    MaxResults: z.number().int().min(1).max(100).optional(),
    NextToken: z.string().optional(),
    Filters: z.array(z.object({ Key: z.string(), Values: z.array(z.string()) })).optional(),
  }),
  execute(state: SecretState, { MaxResults = 100, NextToken = '', Filters = [] }, { principal }) {
    state.authorize(principal, 'ListSecrets', '*');
    const found = state
      .list()
      .filter(({ name }) => name > NextToken)
      .filter(({ name, description }) =>
        Filters.every(({ Key, Values }) =>
          Values.some((value) => (Key === 'description' ? (description ?? '') : name).startsWith(value)),
        ),
      );
    const page = found.slice(0, MaxResults);
    return {
      SecretList: page.map(({ name, arn, createdAt, changedAt }) => ({
        ARN: arn,
        Name: name,
        CreatedDate: createdAt / 1000,
        LastChangedDate: changedAt / 1000,
      })),
      ...(found.length > page.length ? { NextToken: page.at(-1)?.name } : {}),
    };
  },
});
