import type { SystemEvent } from '../schema.ts';

/** Puts those who publish an event and those who consume it together, by the event's name. */
export function joinEvents(events: readonly SystemEvent[]): SystemEvent[] {
  const producers = distinct(events.filter(({ producer, consumer }) => producer !== null && consumer === null));
  const rest = events.filter(({ producer, consumer }) => producer === null || consumer !== null);
  const byName = Map.groupBy(producers, ({ name }) => name);
  const producersOf = (pattern: string) =>
    pattern.includes('*') ? producers.filter(({ name }) => matches(pattern, name)) : (byName.get(pattern) ?? []);
  const used = new Set<SystemEvent>();
  const joined = rest.flatMap((event) => {
    if (event.producer !== null || event.consumer === null) return [event];
    const known = producersOf(event.name).filter((one) => isSameOrigin(one, event));
    for (const each of known) used.add(each);
    if (known.length === 0) return [event];
    return known.map(({ producer, confidence, eventSource, source }) => ({
      ...event,
      publishedAt: source,
      ...(eventSource !== undefined && { eventSource }),
      producer,
      confidence: Math.min(event.confidence, confidence),
    }));
  });
  return distinct([...joined, ...producers.filter((event) => !used.has(event))]);
}

/** Two events of one name are two where their sources differ. */
function isSameOrigin({ eventSource: one }: SystemEvent, { eventSource: other }: SystemEvent): boolean {
  return one === undefined || other === undefined || one === other || matches(other, one);
}

/** Whether a pattern's name with stars lets an event's name through. */
function matches(pattern: string, name: string): boolean {
  if (pattern === '*') return false;
  const parts = pattern.split('*');
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const found = index === 0 ? (name.startsWith(part) ? 0 : -1) : name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return parts.at(-1) === '' || name.endsWith(parts.at(-1) ?? '');
}

function distinct(events: readonly SystemEvent[]): SystemEvent[] {
  const seen = new Map<string, SystemEvent>();
  for (const event of events) {
    const { name, producer, consumer, eventSource = '' } = event;
    const key = [name, producer, consumer, eventSource, consumer === null ? '' : event.source.file].join('\n');
    const known = seen.get(key);
    if (known === undefined || known.confidence < event.confidence) seen.set(key, event);
  }
  return [...seen.values()];
}
