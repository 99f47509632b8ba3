import type { FactoryEvent } from '#lib/domain/events/registry';
import type { PublishEvents } from '#lib/runtime/events';

/** Publishes in one request what is published within so many milliseconds: work of a batch often ends together. */
export function coalesceEvents(publish: PublishEvents, windowMs: number): PublishEvents {
  let waiting: FactoryEvent[] = [];
  let flush: Promise<void> | undefined;
  return (events) => {
    waiting.push(...events);
    flush ??= new Promise<void>((resolve) => setTimeout(resolve, windowMs)).then(() => {
      const taken = waiting;
      waiting = [];
      flush = undefined;
      return publish(taken);
    });
    return flush;
  };
}
