import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { checkFilters, Filters, passes } from '../filters.ts';
import { metadataOf } from '../metadata.ts';
import { invalid } from '../names.ts';
import type { ParameterState } from '../state.ts';

export const describeParameters = defineOperation({
  schema: z.object({
    MaxResults: z.number().int().min(1).max(50).optional(),
    NextToken: z.string().optional(),
    ParameterFilters: Filters,
    /** The older form: values are beginnings. */
    Filters,
  }),
  execute(state: ParameterState, input, { principal }) {
    const { MaxResults = 50, NextToken, ParameterFilters } = input;
    state.authorize(principal, 'DescribeParameters', '*');
    if (input.Filters.length > 0 && ParameterFilters.length > 0) {
      throw invalid('You can use either Filters or ParameterFilters in a single request.');
    }
    checkFilters(ParameterFilters, ['Name', 'Type', 'KeyId', 'Path', 'Label', 'Tier', 'DataType', 'tag:']);
    checkFilters(input.Filters, ['Name', 'Type', 'KeyId']);
    const filters = [...ParameterFilters, ...input.Filters.map((one) => ({ ...one, Option: 'BeginsWith' }))];
    const found = state.list('', NextToken).filter((parameter) => passes(state, parameter, filters));
    const page = found.slice(0, MaxResults);
    return {
      Parameters: page.map((parameter) => metadataOf(state, parameter)),
      ...(found.length > page.length ? { NextToken: page.at(-1)?.name } : {}),
    };
  },
});
