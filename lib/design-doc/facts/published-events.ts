import type { SystemModel } from '#lib/scan/schema';
import type { ModelIndex } from './model-index.ts';

type Event = SystemModel['events'][number];

const stemOf = (name: string) => name.replace(/\*$/, '');

/**
 * What a component publishes, each event once. Rules may listen to patterns such as `order.*`: beside `order.created` of
 * the same producer, or a narrower pattern, that is no event of its own.
 */
export function publishedBy({ model }: ModelIndex, producer: string): Event[] {
  const events = new Map<string, Event>();
  for (const event of model.events)
    if (event.producer === producer && !events.has(event.name)) events.set(event.name, event);
  const names = [...events.keys()];
  return [...events.values()].filter(
    ({ name }) => !name.endsWith('*') || !names.some((one) => one !== name && stemOf(one).startsWith(stemOf(name))),
  );
}
