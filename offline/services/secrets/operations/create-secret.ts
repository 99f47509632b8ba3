import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { SecretState } from '../state.ts';
import { Tags, valueOf, valueShape } from './value-input.ts';

export const createSecret = defineOperation({
  schema: z.object({
    Name: z.string().min(1).max(512),
    Description: z.string().max(2048).optional(),
    KmsKeyId: z.string().max(2048).optional(),
    Tags: Tags.optional(),
    ...valueShape,
  }),
  execute(state: SecretState, input, { principal }) {
    const { region, account } = state.context;
    state.authorize(
      principal,
      'CreateSecret',
      `arn:aws:secretsmanager:${region}:${account}:secret:${input.Name}-??????`,
    );
    if (!/^[\w/+=.@!-]+$/.test(input.Name)) {
      throw new ServiceError(
        'ValidationException',
        'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
      );
    }
    const value = valueOf(input);
    const known = state.find(input.Name);
    const token = input.ClientRequestToken;
    // The same request once more is answered as the first one was.
    if (known && known.deletedAt === null && value && token && isSame(state, known.name, token, value)) {
      return { ARN: known.arn, Name: known.name, VersionId: token };
    }
    const secret = state.create(input.Name, input.Description);
    state.describe(secret.name, { tags: input.Tags ?? [], kmsKeyId: input.KmsKeyId ?? null });
    const version = value && state.put(secret.name, value, { token });
    return { ARN: secret.arn, Name: secret.name, ...(version ? { VersionId: version.id } : {}) };
  },
});

function isSame(
  state: SecretState,
  name: string,
  token: string,
  value: { text?: string | undefined; binary?: string | undefined },
): boolean {
  const version = state.versions(name).find(({ id }) => id === token);
  return version !== undefined && version.text === value.text && version.binary === value.binary;
}
