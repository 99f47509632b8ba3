import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import type { SecretState } from '../state.ts';
import { Tags } from './value-input.ts';

const SecretId = z.string().min(1);

export const tagResource = defineOperation({
  schema: z.object({ SecretId, Tags }),
  execute(state: SecretState, input, { principal }) {
    const { name, arn, tags } = state.require(input.SecretId);
    state.authorize(principal, 'TagResource', arn);
    const kept = tags.filter(({ Key }) => !input.Tags.some((tag) => tag.Key === Key));
    state.describe(name, { tags: [...kept, ...input.Tags] });
    return {};
  },
});

export const untagResource = defineOperation({
  schema: z.object({ SecretId, TagKeys: z.array(z.string()) }),
  execute(state: SecretState, input, { principal }) {
    const { name, arn, tags } = state.require(input.SecretId);
    state.authorize(principal, 'UntagResource', arn);
    state.describe(name, { tags: tags.filter(({ Key }) => !input.TagKeys.includes(Key)) });
    return {};
  },
});
