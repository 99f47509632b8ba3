import { z } from 'zod';
import { type Call, defineOperation } from '../../../kernel/aws-json.ts';
import { authorize } from '../access.ts';
import { invalidParameter, notFound } from '../faults.ts';
import { putPool } from '../pools.ts';
import type { CognitoState, Pool } from '../state.ts';

const ResourceArn = z.string().min(20).max(2048);
const tagInput = z.object({ ResourceArn, Tags: z.record(z.string().min(1).max(128), z.string().max(256)) });
const untagInput = z.object({ ResourceArn, TagKeys: z.array(z.string().min(1).max(128)) });
const listInput = z.object({ ResourceArn });
const MOST_TAGS = 50;

export const tagResource = defineOperation<CognitoState, z.output<typeof tagInput>>({
  schema: tagInput,
  execute(state, input, call) {
    const pool = requireTagged(state, call, 'TagResource', input.ResourceArn);
    const tags = { ...pool.settings.UserPoolTags, ...input.Tags };
    if (Object.keys(tags).length > MOST_TAGS) throw invalidParameter(`A user pool has at most ${MOST_TAGS} tags.`);
    return keep(state, pool, tags);
  },
});

export const untagResource = defineOperation<CognitoState, z.output<typeof untagInput>>({
  schema: untagInput,
  execute(state, input, call) {
    const pool = requireTagged(state, call, 'UntagResource', input.ResourceArn);
    const kept = Object.entries(pool.settings.UserPoolTags ?? {}).filter(([key]) => !input.TagKeys.includes(key));
    return keep(state, pool, Object.fromEntries(kept));
  },
});

export const listTagsForResource = defineOperation<CognitoState, z.output<typeof listInput>>({
  schema: listInput,
  execute: (state, input, call) => ({
    Tags: requireTagged(state, call, 'ListTagsForResource', input.ResourceArn).settings.UserPoolTags ?? {},
  }),
});

function requireTagged(state: CognitoState, call: Call, action: string, arn: string): Pool {
  authorize(state, call, action, arn);
  const pool = [...state.pools.values()].find((known) => known.arn === arn);
  if (!pool) throw notFound(`User pool ${arn.split('/').at(-1) ?? arn} does not exist.`);
  return pool;
}

function keep(state: CognitoState, pool: Pool, UserPoolTags: Record<string, string>) {
  putPool(state, { id: pool.id, origin: pool.origin, settings: { ...pool.settings, UserPoolTags } });
  return {};
}
