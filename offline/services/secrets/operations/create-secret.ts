import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import type { SecretState } from '../state.ts';
import { valueOf, valueShape } from './value-input.ts';

export const createSecret = defineOperation({
  schema: z.object({ Name: z.string().min(1).max(512), Description: z.string().max(2048).optional(), ...valueShape }),
  execute(state: SecretState, input, { principal }) {
    const { region, account } = state.context;
    state.authorize(
      principal,
      'CreateSecret',
      `arn:aws:secretsmanager:${region}:${account}:secret:${input.Name}-??????`,
    );
    const value = valueOf(input);
    const secret = state.create(input.Name, input.Description);
    const version = value && state.put(secret.name, value, { token: input.ClientRequestToken });
    return { ARN: secret.arn, Name: secret.name, ...(version ? { VersionId: version.id } : {}) };
  },
});
