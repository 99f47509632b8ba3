import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { metadataOf } from '../metadata.ts';
import type { ParameterState } from '../state.ts';

export const getParameterHistory = defineOperation({
  schema: z.object({
    Name: z.string().min(1),
    WithDecryption: z.boolean().optional(),
    MaxResults: z.number().int().min(1).max(50).optional(),
    NextToken: z.string().optional(),
  }),
  execute(state: ParameterState, { Name, WithDecryption = false, MaxResults = 50, NextToken = '0' }, { principal }) {
    state.authorize(principal, 'GetParameterHistory', Name);
    const { name } = state.require(Name);
    const found = state.history(name).filter(({ version }) => version > Number(NextToken));
    const page = found.slice(0, MaxResults);
    return {
      Parameters: page.map((parameter) => ({
        ...metadataOf(state, parameter),
        Value: state.show(parameter, WithDecryption).Value,
        Labels: parameter.labels,
      })),
      ...(found.length > page.length ? { NextToken: String(page.at(-1)?.version) } : {}),
    };
  },
});
