import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { ParameterState } from '../state.ts';

export const putParameter = defineOperation({
  schema: z.object({
    Name: z.string().min(1).max(2048),
    Value: z.string().min(1),
    Type: z.enum(['String', 'StringList', 'SecureString']).optional(),
    Description: z.string().max(1024).optional(),
    Overwrite: z.boolean().optional(),
  }),
  execute(state: ParameterState, input, { principal }) {
    if (!/^\/?[\w.-]+(\/[\w.-]+)*$/.test(input.Name)) {
      throw new ServiceError(
        'ValidationException',
        'Parameter name must be a fully qualified name of letters, numbers and the characters . - _ /',
      );
    }
    state.authorize(principal, 'PutParameter', input.Name);
    const type = input.Type ?? state.find(input.Name)?.type ?? 'String';
    const version = state.put({
      name: input.Name,
      value: input.Value,
      type,
      overwrite: input.Overwrite ?? false,
      ...(input.Description === undefined ? {} : { description: input.Description }),
    });
    return { Version: version, Tier: 'Standard' };
  },
});
