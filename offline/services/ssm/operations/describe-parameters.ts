import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import type { ParameterState } from '../state.ts';

export const describeParameters = defineOperation({
  schema: z.object({
    MaxResults: z.number().int().min(1).max(50).optional(),
    NextToken: z.string().optional(),
    ParameterFilters: z
      .array(z.object({ Key: z.string(), Option: z.string().optional(), Values: z.array(z.string()).optional() }))
      .optional(),
  }),
  execute(state: ParameterState, { MaxResults = 50, NextToken, ParameterFilters = [] }, { principal }) {
    state.authorize(principal, 'DescribeParameters', '*');
    const found = state.list('', NextToken).filter(({ name, type }) =>
      ParameterFilters.every(({ Key, Option = 'Equals', Values = [] }) => {
        const subject = Key === 'Type' ? type : name;
        return Values.some((value) => (Option === 'BeginsWith' ? subject.startsWith(value) : subject === value));
      }),
    );
    const page = found.slice(0, MaxResults);
    return {
      Parameters: page.map((parameter) => {
        const { Value: _hidden, ...shown } = state.show(parameter, false);
        return { ...shown, ...(parameter.description === null ? {} : { Description: parameter.description }) };
      }),
      ...(found.length > page.length ? { NextToken: page.at(-1)?.name } : {}),
    };
  },
});
