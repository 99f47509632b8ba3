import type { Bucket } from './bucket.ts';
import type { StoredObject } from './objects.ts';
import type { LifecycleRule } from './settings.ts';

export const DAY = 86_400_000;

/** When something `days` after `from` is due: S3 rounds up to the next midnight UTC. */
export const dueAfter = (from: number, days: number): number => Math.ceil((from + days * DAY) / DAY) * DAY;

type Candidate = Pick<StoredObject, 'key' | 'size' | 'tags'>;

/** Whether a rule's filter takes an object. */
export function filterTakes(rule: LifecycleRule, { key, size, tags }: Candidate): boolean {
  return (
    key.startsWith(rule.prefix) &&
    (rule.largerThan === undefined || size > rule.largerThan) &&
    (rule.smallerThan === undefined || size < rule.smallerThan) &&
    Object.entries(rule.tags).every(([name, value]) => tags[name] === value)
  );
}

/** When the newest version of an object expires by a rule; undefined: never. */
export function expiryOf({ expiration }: LifecycleRule, modified: number): number | undefined {
  if (expiration?.days !== undefined) return dueAfter(modified, expiration.days);
  return expiration?.date;
}

/** `x-amz-expiration` of an object's newest version: the earliest rule that takes it. */
export function expirationHeader({ settings }: Bucket, object: StoredObject): Record<string, string> {
  if (settings.lifecycle.length === 0 || !object.latest) return {};
  const found = settings.lifecycle
    .filter((rule) => rule.enabled && filterTakes(rule, object))
    .flatMap((rule) => {
      const due = expiryOf(rule, object.modified);
      return due === undefined ? [] : [{ due, id: rule.id }];
    })
    .sort((left, right) => left.due - right.due)[0];
  if (!found) return {};
  const date = new Date(found.due).toUTCString();
  return { 'x-amz-expiration': `expiry-date="${date}", rule-id="${encodeURIComponent(found.id)}"` };
}

/** `x-amz-abort-date` of an upload in parts. */
export function abortHeaders({ settings }: Bucket, key: string, started: number): Record<string, string> {
  const found = settings.lifecycle
    .filter(({ enabled, abortDays, prefix }) => enabled && abortDays !== undefined && key.startsWith(prefix))
    .sort((left, right) => (left.abortDays ?? 0) - (right.abortDays ?? 0))[0];
  if (found?.abortDays === undefined) return {};
  return {
    'x-amz-abort-date': new Date(dueAfter(started, found.abortDays)).toUTCString(),
    'x-amz-abort-rule-id': encodeURIComponent(found.id),
  };
}
