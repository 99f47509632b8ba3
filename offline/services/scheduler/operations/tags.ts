import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { SchedulerState } from '../state.ts';
import { allow, type Parts } from './shapes.ts';

export const tagList = z.array(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) })).max(200);

export function writeTags(state: SchedulerState, arn: string, tags: z.infer<typeof tagList>): void {
  for (const { Key, Value } of tags) {
    state.store.run('INSERT OR REPLACE INTO tag (arn, name, value) VALUES (?, ?, ?)', arn, Key, Value);
  }
}

/** Only groups have tags. @throws ServiceError */
function checkGroup(state: SchedulerState, arn: string): void {
  const name = arn.split(':schedule-group/')[1];
  if (name === undefined) throw new ServiceError('ValidationException', 'ResourceArn must be of a schedule group.');
  state.group(name);
}

const ofResource = z.looseObject({ ResourceArn: z.string() });

export const tagResource = defineOperation({
  schema: ofResource.extend({ Tags: tagList }),
  execute(parts: Parts, { ResourceArn, Tags }, call) {
    allow(parts, call, 'TagResource', ResourceArn);
    checkGroup(parts.state, ResourceArn);
    writeTags(parts.state, ResourceArn, Tags);
    return {};
  },
});

export const untagResource = defineOperation({
  schema: ofResource.extend({ TagKeys: z.union([z.string().transform((key) => [key]), z.array(z.string())]) }),
  execute(parts: Parts, { ResourceArn, TagKeys }, call) {
    allow(parts, call, 'UntagResource', ResourceArn);
    checkGroup(parts.state, ResourceArn);
    for (const key of TagKeys) parts.state.store.run('DELETE FROM tag WHERE arn = ? AND name = ?', ResourceArn, key);
    return {};
  },
});

export const listTagsForResource = defineOperation({
  schema: ofResource,
  execute(parts: Parts, { ResourceArn }, call) {
    allow(parts, call, 'ListTagsForResource', ResourceArn);
    checkGroup(parts.state, ResourceArn);
    const rows = parts.state.store.all('SELECT name, value FROM tag WHERE arn = ? ORDER BY name', ResourceArn);
    return { Tags: rows.map(({ name, value }) => ({ Key: name, Value: value })) };
  },
});
