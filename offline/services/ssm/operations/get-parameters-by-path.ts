import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { checkFilters, Filters, isUnder, passes } from '../filters.ts';
import { invalid } from '../names.ts';
import type { ParameterState } from '../state.ts';

export const getParametersByPath = defineOperation({
  schema: z.object({
    Path: z.string().min(1).max(2048),
    Recursive: z.boolean().optional(),
    WithDecryption: z.boolean().optional(),
    MaxResults: z.number().int().min(1).max(10).optional(),
    NextToken: z.string().optional(),
    ParameterFilters: Filters,
  }),
  execute(state: ParameterState, input, { principal }) {
    const { Path, Recursive = false, WithDecryption = false, MaxResults = 10, NextToken, ParameterFilters } = input;
    if (!Path.startsWith('/')) {
      throw invalid(
        'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/".',
      );
    }
    state.authorize(principal, 'GetParametersByPath', Path);
    checkFilters(ParameterFilters, ['Type', 'KeyId', 'Label']);
    const found = state
      .list(Path.endsWith('/') ? Path : `${Path}/`, NextToken)
      .filter((parameter) => isUnder(parameter.name, Path, Recursive) && passes(state, parameter, ParameterFilters));
    const page = found.slice(0, MaxResults);
    return {
      Parameters: page.map((parameter) => state.show(parameter, WithDecryption)),
      ...(found.length > page.length ? { NextToken: page.at(-1)?.name } : {}),
    };
  },
});
