import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import type { EventsState } from '../state.ts';
import { allow, type Parts, tags } from './shapes.ts';

type Tag = { Key: string; Value: string };

/** @throws ServiceError when the resource would have more than 50 tags. */
export function writeTags(state: EventsState, arn: string, given: readonly Tag[]): void {
  const all = new Set([...readTags(state, arn), ...given].map(({ Key }) => Key));
  if (all.size > 50) throw new ServiceError('ValidationException', 'A resource can have at most 50 tags.');
  for (const { Key, Value } of given) {
    state.store.run('INSERT OR REPLACE INTO tag (arn, name, value) VALUES (?, ?, ?)', arn, Key, Value);
  }
}

const readTags = (state: EventsState, arn: string): Tag[] =>
  state.store
    .all('SELECT name, value FROM tag WHERE arn = ? ORDER BY name', arn)
    .map(({ name, value }) => ({ Key: String(name), Value: String(value) }));

/** @throws ServiceError when the ARN is of no rule and no bus. */
function checkResource(state: EventsState, arn: string): void {
  const [, kind, place = ''] = /:(rule|event-bus)\/(.+)$/.exec(arn) ?? [];
  if (kind === 'event-bus') {
    state.bus(place);
  } else if (kind === 'rule') {
    const [name = '', bus = 'default'] = place.split('/').reverse();
    state.rule(bus, name);
  } else {
    throw new ServiceError(
      'ValidationException',
      'Parameter ResourceARN is not valid. Reason: It is of no rule or bus.',
    );
  }
}

const ofResource = z.looseObject({ ResourceARN: z.string().min(1) });

export const tagResource = defineOperation({
  schema: ofResource.extend({ Tags: tags.unwrap() }),
  execute(parts: Parts, { ResourceARN, Tags }, call) {
    allow(parts, call, 'TagResource', ResourceARN);
    checkResource(parts.state, ResourceARN);
    writeTags(parts.state, ResourceARN, Tags);
    return {};
  },
});

export const untagResource = defineOperation({
  schema: ofResource.extend({ TagKeys: z.array(z.string()) }),
  execute(parts: Parts, { ResourceARN, TagKeys }, call) {
    allow(parts, call, 'UntagResource', ResourceARN);
    checkResource(parts.state, ResourceARN);
    for (const key of TagKeys) parts.state.store.run('DELETE FROM tag WHERE arn = ? AND name = ?', ResourceARN, key);
    return {};
  },
});

export const listTagsForResource = defineOperation({
  schema: ofResource,
  execute(parts: Parts, { ResourceARN }, call) {
    allow(parts, call, 'ListTagsForResource', ResourceARN);
    checkResource(parts.state, ResourceARN);
    return { Tags: readTags(parts.state, ResourceARN) };
  },
});
