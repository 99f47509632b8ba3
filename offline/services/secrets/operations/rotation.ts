import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { SecretState } from '../state.ts';

/** Rotation is refused by name: nothing here would call the rotation function on its days. */
export const refuseRotation = defineOperation({
  schema: z.object({ SecretId: z.string().min(1) }),
  execute(state: SecretState, { SecretId }) {
    const { name } = state.require(SecretId);
    throw new ServiceError(
      'InvalidRequestException',
      `${name} cannot be rotated: rotation does not work offline. Put a new value with PutSecretValue instead.`,
    );
  },
});
