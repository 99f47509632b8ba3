import { createHash } from 'node:crypto';
import { compilePattern, type Pattern } from '../../../kernel/event-pattern.ts';
import type { StreamRecord } from '../../../kernel/ports.ts';
import { createdAt, deliver } from './delivery.ts';
import type { PollInput } from './source-parts.ts';
import { TumblingWindow } from './tumbling-window.ts';

/** As many records as AWS asks a shard for at once. */
const MOST_READ = 1000;

/**
 * Brings a table's stream to its function, batch after batch in the stream's order, until aborted. How far it came is on
 * disk after each batch, so a restart repeats at most what was in work.
 */
export async function readStream(input: PollInput): Promise<void> {
  const { functions, state, mapping, signal } = input;
  const { clock } = functions.context;
  const { sourceArn, batchSize, windowMs, concurrency } = mapping;
  const dynamodb = functions.context.bus.port('dynamodb');
  const isOver = () => signal.aborted;
  const patterns = mapping.filters.map(compilePattern);
  const tumbling = mapping.tumblingMs > 0 ? new TumblingWindow(input) : undefined;
  let position = startingPosition(input);

  let wake = () => {};
  const unsubscribe = dynamodb.onStream(sourceArn, () => {
    wake();
  });
  signal.addEventListener('abort', () => {
    wake();
  });
  try {
    while (!isOver()) {
      // Subscribed before reading, so that nothing written in between is slept through.
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const limit = Math.min(batchSize * concurrency, MOST_READ * concurrency);
      const records = dynamodb.readStream({ streamArn: sourceArn, after: position, limit });
      if (records.length === 0) {
        const closing = tumbling?.untilClosed();
        await (closing === undefined ? woken : Promise.race([woken, clock.sleep(closing)]));
        await tumbling?.closeIfOver();
        continue;
      }
      if (windowMs > 0 && records.length < limit && !isOver()) {
        await clock.sleep(windowMs);
        if (isOver()) return;
        records.push(
          ...dynamodb.readStream({
            ...{ streamArn: sourceArn, after: records.at(-1)?.sequenceNumber, limit: limit - records.length },
          }),
        );
      }
      const wanted = filtered(records, patterns);
      if (tumbling) await tumbling.take(wanted);
      else await Promise.all(lanesOf(wanted, concurrency).map((lane) => deliverLane(input, lane)));
      if (isOver()) return;
      position = records.at(-1)?.sequenceNumber;
      state.savePosition(mapping.id, sourceArn, position);
    }
  } finally {
    unsubscribe();
  }
}

/** Where the mapping goes on; for a new one where it begins, which is kept from then on. */
function startingPosition({ functions, state, mapping }: PollInput): string | undefined {
  const { id, sourceArn, startsAt } = mapping;
  const known = state.position(id, sourceArn);
  if (known) return known.sequence;
  const dynamodb = functions.context.bus.port('dynamodb');
  const first = (): string | undefined => {
    if (startsAt === 'horizon') return undefined;
    if (startsAt === 'latest') return dynamodb.latestSequence(sourceArn);
    let before: string | undefined;
    for (;;) {
      const records = dynamodb.readStream({ streamArn: sourceArn, after: before, limit: MOST_READ });
      const index = records.findIndex((record) => createdAt(record) >= startsAt);
      if (index > 0) return records[index - 1]?.sequenceNumber;
      if (index === 0 || records.length === 0) return before;
      before = records.at(-1)?.sequenceNumber;
    }
  };
  const sequence = first();
  state.savePosition(id, sourceArn, sequence);
  return sequence;
}

const filtered = (records: readonly StreamRecord[], patterns: readonly Pattern[]) =>
  records.filter(({ record }) => patterns.length === 0 || patterns.some((pattern) => pattern.matches(record)));

/** Records by lane: those of one item always share a lane, in their order. */
function lanesOf(records: readonly StreamRecord[], lanes: number): StreamRecord[][] {
  if (lanes === 1) return records.length === 0 ? [] : [[...records]];
  const byLane = Map.groupBy(records, ({ record }) => {
    const keys: unknown = Reflect.get(Object(record.dynamodb), 'Keys');
    return (
      (createHash('sha1')
        .update(JSON.stringify(keys ?? null))
        .digest()[0] ?? 0) % lanes
    );
  });
  return [...byLane.values()];
}

async function deliverLane(input: PollInput, records: readonly StreamRecord[]): Promise<void> {
  const { batchSize } = input.mapping;
  for (let start = 0; start < records.length && !input.signal.aborted; start += batchSize) {
    await deliver(input, records.slice(start, start + batchSize));
  }
}
