import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { parseSelector } from '../names.ts';
import type { ParameterState } from '../state.ts';

export const getParameter = defineOperation({
  schema: z.object({ Name: z.string().min(1), WithDecryption: z.boolean().optional() }),
  execute(state: ParameterState, { Name, WithDecryption = false }, { principal }) {
    state.authorize(principal, 'GetParameter', state.lookUp(Name)?.name ?? parseSelector(Name).name);
    const { selector } = parseSelector(Name);
    return {
      Parameter: {
        ...state.show(state.require(Name), WithDecryption),
        ...(selector === undefined ? {} : { Selector: `:${selector}` }),
      },
    };
  },
});
