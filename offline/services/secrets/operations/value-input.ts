import { z } from 'zod';
import { ServiceError } from '../../../kernel/errors.ts';
import type { SecretValue } from '../state.ts';

export const valueShape = {
  SecretString: z.string().max(65_536).optional(),
  SecretBinary: z.string().optional(),
  ClientRequestToken: z.string().min(32).max(64).optional(),
};

/** The value of a request, or undefined. @throws ServiceError when it gives both kinds. */
export function valueOf(input: {
  SecretString?: string | undefined;
  SecretBinary?: string | undefined;
}): SecretValue | undefined {
  const { SecretString, SecretBinary } = input;
  if (SecretString !== undefined && SecretBinary !== undefined) {
    throw new ServiceError(
      'InvalidParameterException',
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  }
  if (SecretString === undefined && SecretBinary === undefined) return undefined;
  return { text: SecretString, binary: SecretBinary };
}
