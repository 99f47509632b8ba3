import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import type { ParameterState } from '../state.ts';

export const getParametersByPath = defineOperation({
  schema: z.object({
    Path: z.string().startsWith('/'),
    Recursive: z.boolean().optional(),
    WithDecryption: z.boolean().optional(),
    MaxResults: z.number().int().min(1).max(10).optional(),
    NextToken: z.string().optional(),
  }),
  execute(state: ParameterState, input, { principal }) {
    const { Path, Recursive = false, WithDecryption = false, MaxResults = 10, NextToken } = input;
    state.authorize(principal, 'GetParametersByPath', Path);
    const folder = Path.endsWith('/') ? Path : `${Path}/`;
    const found = state
      .list(folder, NextToken)
      .filter(({ name }) => Recursive || !name.slice(folder.length).includes('/'));
    const page = found.slice(0, MaxResults);
    return {
      Parameters: page.map((parameter) => state.show(parameter, WithDecryption)),
      ...(found.length > page.length ? { NextToken: page.at(-1)?.name } : {}),
    };
  },
});
