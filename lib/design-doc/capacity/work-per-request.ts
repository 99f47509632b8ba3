import { isRead } from '../facts/flows.ts';
import type { ModelIndex } from '../facts/model-index.ts';
import { distinctOperations } from '../facts/operations.ts';
import { publishedBy } from '../facts/published-events.ts';

/** What one start of an entry causes, each thing once: how often a loop runs, a source does not say. */
export interface Work {
  readonly functions: readonly string[];
  readonly reads: readonly { readonly table: string; readonly operation: string }[];
  readonly writes: readonly { readonly table: string; readonly operation: string }[];
  readonly events: number;
  readonly queues: readonly string[];
  readonly topics: readonly string[];
  readonly stateMachines: readonly string[];
}

/** Everything that happens after an entry starts, also what nobody waits for. */
export function workOf(index: ModelIndex, entry: string): Work {
  const waiting = [entry];
  const done = new Set<string>();
  const reads: { table: string; operation: string }[] = [];
  const writes: { table: string; operation: string }[] = [];
  const events = new Set<string>();
  while (waiting.length > 0) {
    const id = waiting.shift() ?? '';
    if (done.has(id)) continue;
    done.add(id);
    for (const { store, pattern } of index.patternsOf(id)) {
      const entryOf = { table: store.id, operation: pattern.operation };
      if (isRead(pattern.operation)) reads.push(entryOf);
      else {
        writes.push(entryOf);
        waiting.push(...triggeredBy(index, store.id));
      }
    }
    for (const { name } of publishedBy(index, id)) events.add(`${id}|${name}`);
    for (const { producer, consumer } of index.model.events)
      if (producer === id && consumer !== null) waiting.push(consumer);
    for (const { to, kind } of index.outgoing(id, 'invokes', 'publishes', 'writes', 'triggers')) {
      const target = index.component(to)?.kind;
      if (target === 'function' || target === 'state-machine') waiting.push(to);
      else if (target === 'queue' || target === 'topic' || target === 'stream') {
        done.add(to);
        waiting.push(...triggeredBy(index, to));
      } else if (target === 'bucket' && kind === 'writes') waiting.push(...triggeredBy(index, to));
    }
  }
  const ofKind = (kind: string) => [...done].filter((id) => index.component(id)?.kind === kind);
  return {
    functions: ofKind('function'),
    reads,
    writes,
    events: events.size,
    queues: ofKind('queue'),
    topics: ofKind('topic'),
    stateMachines: ofKind('state-machine'),
  };
}

function triggeredBy(index: ModelIndex, id: string): string[] {
  const forth = index.outgoing(id, 'triggers', 'subscribes', 'routes').map(({ to }) => to);
  const back = index.incoming(id, 'subscribes').map(({ from }) => from);
  return [...forth, ...back].filter((one) =>
    ['function', 'state-machine', 'queue'].includes(index.component(one)?.kind ?? ''),
  );
}

/** Operations that share the load of an API, also those of which the source does not say what answers them. */
export const sharersOf = (index: ModelIndex): number =>
  distinctOperations(index).filter(({ method }) => method !== 'SUBSCRIPTION').length;

/** Where requests come in: the API's operations, else what events and schedules start. */
export function entriesOf(index: ModelIndex): string[] {
  const operations = distinctOperations(index).filter(
    ({ method, target }) => method !== 'SUBSCRIPTION' && target !== null,
  );
  if (operations.length > 0) return operations.flatMap(({ target }) => target ?? []);
  const started = index
    .ofKind('rule', 'schedule', 'queue', 'stream', 'bucket', 'topic')
    .flatMap(({ id }) => triggeredBy(index, id));
  return [...new Set(started)];
}
