import type { LogGroup, LogsState } from './state.ts';

/** Counted for each event beside its text, as CloudWatch counts. */
export const EVENT_OVERHEAD = 26;
export const DAY_MS = 86_400_000;

/** What a log group keeps at most on this machine; past it the oldest events go first. */
const LARGEST_GROUP = 64 * 1024 * 1024;
const AFTER_TRIMMING = LARGEST_GROUP * 0.75;

export type LogEvent = { id: number; streamId: number; time: number; ingested: number; message: string };
export type NewEvent = { time: number; message: string };
/** A place between events, in the order of time and id. */
export type Position = { time: number; id: number };

/** Writes events of one stream, in one transaction: kept when this returns. */
export function writeEvents(
  state: LogsState,
  group: LogGroup,
  streamId: number,
  events: readonly NewEvent[],
): number[] {
  const { store, context } = state;
  const now = context.clock.now();
  return store.transaction(() => {
    let bytes = 0;
    let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const ids = events.map(({ time, message }) => {
      bytes += Buffer.byteLength(message) + EVENT_OVERHEAD;
      first = Math.min(first, time);
      last = Math.max(last, time);
      return store.run(
        'INSERT INTO event (log_group, stream, time, ingested, message) VALUES (?, ?, ?, ?, ?)',
        ...[group.id, streamId, time, now, message],
      ).lastInsertRowid;
    });
    store.run(
      `UPDATE log_stream SET first_event = min(ifnull(first_event, ?1), ?1), last_event = max(ifnull(last_event, ?2), ?2),
         last_ingestion = ?3 WHERE id = ?4`,
      ...[first, last, now, streamId],
    );
    const row = store.get('UPDATE log_group SET bytes = bytes + ? WHERE id = ? RETURNING bytes', bytes, group.id);
    if (Number(row?.bytes) > LARGEST_GROUP) trim(state, group, Number(row?.bytes));
    return ids;
  });
}

function trim({ store, context }: LogsState, group: LogGroup, bytes: number): void {
  let excess = bytes - AFTER_TRIMMING;
  let end: Position | undefined;
  const oldestFirst = 'SELECT id, time, octet_length(message) AS size FROM event WHERE log_group = ? ORDER BY time, id';
  for (const row of store.iterate(oldestFirst, group.id)) {
    if (excess <= 0) break;
    excess -= Number(row.size) + EVENT_OVERHEAD;
    end = { time: Number(row.time), id: Number(row.id) };
  }
  if (!end) return;
  store.run('DELETE FROM event WHERE log_group = ? AND (time, id) <= (?, ?)', group.id, end.time, end.id);
  store.run('UPDATE log_group SET bytes = ? WHERE id = ?', AFTER_TRIMMING + excess, group.id);
  context.log.info(`${group.name} is full: its oldest events were dropped`);
}

/** The time before which a group's events are gone. */
export const horizon = (state: LogsState, { retention }: LogGroup): number =>
  retention === undefined ? 0 : state.context.clock.now() - retention * DAY_MS;

const QUERY_DAYS = 7;

/** Deletes what is older than each group's retention, and the answers of queries after a week. */
export function expire(state: LogsState): void {
  const { store, context } = state;
  store.run('DELETE FROM query WHERE created < ?', context.clock.now() - QUERY_DAYS * DAY_MS);
  for (const group of state.groups()) {
    if (group.retention === undefined) continue;
    const oldest = horizon(state, group);
    store.transaction(() => {
      const gone = store.get(
        'SELECT SUM(octet_length(message) + ?) AS bytes FROM event WHERE log_group = ? AND time < ?',
        ...[EVENT_OVERHEAD, group.id, oldest],
      );
      if (gone?.bytes === null) return;
      store.run('DELETE FROM event WHERE log_group = ? AND time < ?', group.id, oldest);
      store.run('UPDATE log_group SET bytes = bytes - ? WHERE id = ?', Number(gone?.bytes), group.id);
    });
  }
}

export type ReadInput = {
  group: LogGroup;
  /** Undefined: all streams of the group. */
  streamId?: number;
  /** Milliseconds; the first that counts and the first that does not. */
  from?: number;
  until?: number;
  /** Only what comes after (or, read backwards, before) this. */
  beyond?: Position;
  direction?: 'forward' | 'backward';
};

/** Events in order of time, oldest first or, `backward`, newest first; one at a time, for readers that stop early. */
export function* readEvents(state: LogsState, input: ReadInput): Generator<LogEvent> {
  const { group, streamId, from = 0, until = Number.MAX_SAFE_INTEGER, beyond, direction = 'forward' } = input;
  const [compare, order] = direction === 'forward' ? ['>', 'ASC'] : ['<', 'DESC'];
  const values: number[] = [streamId ?? group.id, Math.max(from, horizon(state, group)), until];
  if (beyond) values.push(beyond.time, beyond.id);
  const rows = state.store.iterate(
    `SELECT * FROM event WHERE ${streamId === undefined ? 'log_group' : 'stream'} = ? AND time >= ? AND time < ?
       ${beyond ? `AND (time, id) ${compare} (?, ?)` : ''} ORDER BY time ${order}, id ${order}`,
    ...values,
  );
  for (const row of rows) {
    yield {
      id: Number(row.id),
      streamId: Number(row.stream),
      time: Number(row.time),
      ingested: Number(row.ingested),
      message: String(row.message),
    };
  }
}

/** The id under which CloudWatch names an event: long, and rising with time. */
export const eventId = ({ time, id }: Position): string =>
  `${String(time).padStart(20, '3')}${String(id).padStart(36, '0')}`;
