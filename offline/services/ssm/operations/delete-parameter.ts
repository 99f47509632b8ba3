import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import type { ParameterState } from '../state.ts';

export const deleteParameter = defineOperation({
  schema: z.object({ Name: z.string().min(1) }),
  execute(state: ParameterState, { Name }, { principal }) {
    state.authorize(principal, 'DeleteParameter', Name);
    state.delete(state.require(Name).name);
    return {};
  },
});
