import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import type { ParameterState } from '../state.ts';

export const deleteParameters = defineOperation({
  schema: z.object({ Names: z.array(z.string()).min(1).max(10) }),
  execute(state: ParameterState, { Names }, { principal }) {
    const deleted: string[] = [];
    const unknown: string[] = [];
    for (const name of new Set(Names)) {
      const found = state.lookUp(name);
      state.authorize(principal, 'DeleteParameters', found?.name ?? name);
      (found && state.delete(found.name) ? deleted : unknown).push(name);
    }
    return { DeletedParameters: deleted, InvalidParameters: unknown };
  },
});
