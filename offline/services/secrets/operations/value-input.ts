import { z } from 'zod';
import { ServiceError } from '../../../kernel/errors.ts';
import type { Secret, SecretState, SecretValue } from '../state.ts';

const LARGEST = 65_536;

export const Tags = z
  .array(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256).default('') }))
  .max(50);

export const valueShape = {
  SecretString: z.string().min(1).optional(),
  SecretBinary: z.string().min(1).optional(),
  ClientRequestToken: z.string().min(32).max(64).optional(),
};

/** The value of a request, or undefined. @throws ServiceError when it gives both kinds, or too much. */
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
  const size =
    SecretBinary === undefined ? Buffer.byteLength(SecretString ?? '') : Buffer.byteLength(SecretBinary, 'base64');
  if (size > LARGEST) {
    throw new ServiceError('ValidationException', `The secret value must be at most ${LARGEST} bytes long.`);
  }
  return { text: SecretString, binary: SecretBinary };
}

/** A version's value as the API shows it. */
export function shownValue(
  state: SecretState,
  secret: Secret,
  wanted: { id?: string | undefined; stage?: string | undefined } = {},
) {
  const version = state.version(secret.name, wanted);
  state.access(secret.name);
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    ...(version.stages.length > 0 ? { VersionStages: version.stages } : {}),
    CreatedDate: version.createdAt / 1000,
    ...(version.text === undefined ? { SecretBinary: version.binary } : { SecretString: version.text }),
  };
}
