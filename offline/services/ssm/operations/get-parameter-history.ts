import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import type { ParameterState } from '../state.ts';

export const getParameterHistory = defineOperation({
  schema: z.object({ Name: z.string().min(1), WithDecryption: z.boolean().optional() }),
  execute(state: ParameterState, { Name, WithDecryption = false }, { principal }) {
    state.authorize(principal, 'GetParameterHistory', Name);
    const { name } = state.require(Name);
    return { Parameters: state.history(name).map((parameter) => state.show(parameter, WithDecryption)) };
  },
});
