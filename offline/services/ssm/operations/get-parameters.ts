import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { parseSelector } from '../names.ts';
import type { ParameterState } from '../state.ts';

export const getParameters = defineOperation({
  schema: z.object({ Names: z.array(z.string()).min(1).max(10), WithDecryption: z.boolean().optional() }),
  execute(state: ParameterState, { Names, WithDecryption = false }, { principal }) {
    const parameters: object[] = [];
    const unknown: string[] = [];
    for (const name of new Set(Names)) {
      const found = state.lookUp(name);
      const { name: bare, selector } = parseSelector(name);
      state.authorize(principal, 'GetParameters', found?.name ?? bare);
      if (!found) unknown.push(name);
      else {
        const Selector = selector === undefined ? {} : { Selector: `:${selector}` };
        parameters.push({ ...state.show(found, WithDecryption), ...Selector });
      }
    }
    return { Parameters: parameters, InvalidParameters: unknown };
  },
});
