import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { Filters, passes } from '../filters.ts';
import type { SecretState } from '../state.ts';
import { shownValue } from './value-input.ts';

export const batchGetSecretValue = defineOperation({
  schema: z.object({
    SecretIdList: z.array(z.string().min(1)).min(1).max(20).optional(),
    Filters: Filters.optional(),
    MaxResults: z.number().int().min(1).max(20).optional(),
    NextToken: z.string().optional(),
  }),
  execute(state: SecretState, input, { principal }) {
    state.authorize(principal, 'BatchGetSecretValue', '*');
    const { SecretIdList, MaxResults = 20, NextToken = '' } = input;
    if ((SecretIdList === undefined) === (input.Filters === undefined)) {
      throw new ServiceError(
        'InvalidParameterException',
        'Either SecretIdList or Filters must be provided, but not both.',
      );
    }
    const matching = state
      .list()
      .filter((secret) => secret.name > NextToken && passes(secret, input.Filters ?? []))
      .map(({ name }) => name);
    const wanted = SecretIdList ?? matching.slice(0, MaxResults);
    const values: object[] = [];
    const errors: object[] = [];
    for (const id of wanted) {
      try {
        const secret = state.require(id);
        state.authorize(principal, 'GetSecretValue', secret.arn);
        values.push(shownValue(state, secret));
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        errors.push({ SecretId: id, ErrorCode: error.code, Message: error.message });
      }
    }
    const isMore = !SecretIdList && matching.length > wanted.length;
    return { SecretValues: values, Errors: errors, ...(isMore ? { NextToken: wanted.at(-1) } : {}) };
  },
});
