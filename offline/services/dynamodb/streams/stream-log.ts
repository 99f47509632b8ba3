import type { ServiceContext } from '../../../kernel/service.ts';
import type { Store } from '../../../kernel/store.ts';
import type { StreamViewType } from '../tables/definition.ts';
import type { Table } from '../tables/table.ts';

/** How long records can be read. */
const RETENTION_MS = 24 * 60 * 60 * 1000;

export type Stream = {
  readonly id: number;
  readonly arn: string;
  readonly tableName: string;
  readonly label: string;
  readonly viewType: StreamViewType;
  readonly keySchema: unknown;
  readonly createdAt: number;
  readonly disabledAt: number | undefined;
  readonly starting: string;
  readonly ending: string | undefined;
  readonly shardId: string;
};

type LoggedRecord = { readonly sequence: number; readonly time: number; readonly text: string };

export type RecordUser = { readonly type: 'Service'; readonly principalId: 'dynamodb.amazonaws.com' };

/** Sequence numbers have 21 digits, so that their order as texts is their order as numbers. */
export const sequenceText = (sequence: number): string => `1${String(sequence).padStart(20, '0')}`;
export const sequenceOf = (text: string): number => Number(text.slice(1));

/** The change logs of all tables, in the tables' own file and transactions. Every stream has one shard. */
export class StreamLog {
  readonly #store: Store;
  readonly #context: ServiceContext;
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #wakes = new Map<string, () => void>();
  readonly #ids = new Map<string, number>();
  #sequence: number;
  #committed: number;
  #trimmedAt = 0;

  constructor(store: Store, context: ServiceContext) {
    this.#store = store;
    this.#context = context;
    const newest = Number(store.get('SELECT max(sequence) AS newest FROM stream_records')?.newest ?? 0);
    const mark = Number(store.get('SELECT sequence FROM high_water')?.sequence ?? 0);
    this.#sequence = Math.max(newest, mark);
    this.#committed = this.#sequence;
  }

  open(table: Table): void {
    const { streamArn } = table;
    const { stream } = table.definition;
    if (!streamArn || !stream) return;
    this.#store.run(
      `INSERT INTO streams (arn, table_name, label, view_type, key_schema, created_at, starting)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (arn) DO UPDATE SET view_type = excluded.view_type, disabled_at = NULL, ending = NULL`,
      streamArn,
      table.name,
      stream.label,
      stream.viewType,
      JSON.stringify(table.definition.keySchema),
      this.#context.clock.now(),
      sequenceText(this.#sequence + 1),
    );
  }

  close(table: Table): void {
    if (!table.streamArn) return;
    this.#store.run(
      'UPDATE streams SET disabled_at = ?, ending = ? WHERE arn = ? AND disabled_at IS NULL',
      this.#context.clock.now(),
      sequenceText(this.#sequence + 1),
      table.streamArn,
    );
    this.#sequence += 1;
    this.#store.run('UPDATE high_water SET sequence = ?', this.#sequence);
  }

  /**
   * Adds a record within the caller's transaction. Images are given as the JSON texts that are stored anyway.
   * Answers what to call after the commit.
   */
  append(
    table: Table,
    change: {
      keys: string;
      before?: { text: string; size: number };
      after?: { text: string; size: number };
      user?: RecordUser;
    },
  ): (() => void) | undefined {
    const { stream } = table.definition;
    const arn = table.streamArn;
    if (!stream?.enabled || !arn) return undefined;
    const { before, after } = change;
    const hasNew = stream.viewType === 'NEW_IMAGE' || stream.viewType === 'NEW_AND_OLD_IMAGES';
    const hasOld = stream.viewType === 'OLD_IMAGE' || stream.viewType === 'NEW_AND_OLD_IMAGES';
    const now = this.#context.clock.now();
    this.#sequence += 1;
    const sequence = this.#sequence;
    const newImage = hasNew && after ? `,"NewImage":${after.text}` : '';
    const oldImage = hasOld && before ? `,"OldImage":${before.text}` : '';
    const bytes = change.keys.length + (hasNew && after ? after.size : 0) + (hasOld && before ? before.size : 0);
    const eventName = before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT';
    const user = change.user ? `,"userIdentity":{"principalId":"${change.user.principalId}","type":"Service"}` : '';
    const text =
      `{"eventID":"${eventId(table.id, sequence)}","eventName":"${eventName}","eventVersion":"1.1",` +
      `"eventSource":"aws:dynamodb","awsRegion":"${this.#context.region}","dynamodb":{` +
      `"ApproximateCreationDateTime":${Math.floor(now / 1000)},"Keys":${change.keys}${newImage}${oldImage},` +
      `"SequenceNumber":"${sequenceText(sequence)}","SizeBytes":${bytes},"StreamViewType":"${stream.viewType}"}${user}}`;
    this.#store.run('INSERT INTO stream_records VALUES (?, ?, ?, ?)', this.#id(arn), sequence, now, text);
    this.#trim(now);
    return this.#wake(arn);
  }

  /** Forgets sequence numbers of a transaction that was rolled back. */
  rewind(): void {
    this.#sequence = this.#committed;
  }

  /** Notes that what was appended is durable. */
  settle(): void {
    this.#committed = this.#sequence;
  }

  /** Records of a stream after a sequence number (exclusive), oldest first, none older than 24 hours. */
  read(arn: string, after: number, limit: number): LoggedRecord[] {
    const id = this.#find(arn);
    if (id === undefined) return [];
    return this.#store
      .all(
        'SELECT sequence, time, record FROM stream_records WHERE stream = ? AND sequence > ? AND time > ? ORDER BY sequence LIMIT ?',
        id,
        after,
        this.#context.clock.now() - RETENTION_MS,
        limit,
      )
      .map(({ sequence, time, record }) => ({ sequence: Number(sequence), time: Number(time), text: String(record) }));
  }

  /** The newest sequence number of a stream that is past its 24 hours; 0 where all can be read. */
  trimPoint(stream: Stream): number {
    const row = this.#store.get(
      `SELECT max((SELECT trimmed FROM streams WHERE id = ?1),
         (SELECT coalesce(max(sequence), 0) FROM stream_records WHERE stream = ?1 AND time <= ?2)) AS point`,
      stream.id,
      this.#context.clock.now() - RETENTION_MS,
    );
    return Number(row?.point ?? 0);
  }

  latest(arn: string): number | undefined {
    const id = this.#find(arn);
    if (id === undefined) return undefined;
    const row = this.#store.get('SELECT max(sequence) AS newest FROM stream_records WHERE stream = ?', id);
    return typeof row?.newest === 'number' ? row.newest : undefined;
  }

  /** The number that the next record will exceed. */
  get position(): number {
    return this.#sequence;
  }

  stream(arn: string): Stream | undefined {
    const row = this.#store.get('SELECT * FROM streams WHERE arn = ?', arn);
    const stream = row && toStream(row);
    // Once disabled, a stream can be read for as long as its records.
    return stream?.disabledAt !== undefined && stream.disabledAt <= this.#context.clock.now() - RETENTION_MS
      ? undefined
      : stream;
  }

  list(tableName: string | undefined): Stream[] {
    const horizon = this.#context.clock.now() - RETENTION_MS;
    return this.#store
      .all('SELECT * FROM streams WHERE disabled_at IS NULL OR disabled_at > ? ORDER BY id', horizon)
      .map(toStream)
      .filter((stream) => tableName === undefined || stream.tableName === tableName);
  }

  onRecords(arn: string, wake: () => void): () => void {
    const listeners = this.#listeners.get(arn) ?? new Set();
    listeners.add(wake);
    this.#listeners.set(arn, listeners);
    return () => {
      listeners.delete(wake);
    };
  }

  #wake(arn: string): () => void {
    let wake = this.#wakes.get(arn);
    if (!wake) {
      wake = () => {
        for (const listener of this.#listeners.get(arn) ?? []) listener();
      };
      this.#wakes.set(arn, wake);
    }
    return wake;
  }

  #id(arn: string): number {
    const id = this.#find(arn);
    if (id === undefined) throw new Error(`the stream ${arn} was never opened`);
    return id;
  }

  #find(arn: string): number | undefined {
    const known = this.#ids.get(arn);
    if (known !== undefined) return known;
    const row = this.#store.get('SELECT id FROM streams WHERE arn = ?', arn);
    if (!row) return undefined;
    this.#ids.set(arn, Number(row.id));
    return Number(row.id);
  }

  /** Drops old records, at most once an hour; the mark keeps later numbers above the dropped ones. */
  #trim(now: number): void {
    if (Math.abs(now - this.#trimmedAt) < 60 * 60 * 1000) return;
    this.#trimmedAt = now;
    const horizon = now - RETENTION_MS;
    this.#store.run(
      `UPDATE streams SET trimmed = max(trimmed,
         (SELECT coalesce(max(sequence), 0) FROM stream_records WHERE stream = streams.id AND time < ?))`,
      horizon,
    );
    this.#store.run('DELETE FROM stream_records WHERE time < ?', horizon);
    this.#store.run('UPDATE high_water SET sequence = ?', this.#sequence);
  }
}

const eventId = (table: number, sequence: number): string =>
  (BigInt(table) * 2n ** 64n + BigInt(sequence)).toString(16).padStart(32, '0');

function toStream(row: Record<string, unknown>): Stream {
  const createdAt = Number(row.created_at);
  const id = Number(row.id);
  return {
    id,
    arn: String(row.arn),
    tableName: String(row.table_name),
    label: String(row.label),
    viewType: row.view_type as StreamViewType,
    keySchema: JSON.parse(String(row.key_schema)),
    createdAt,
    disabledAt: row.disabled_at === null ? undefined : Number(row.disabled_at),
    starting: String(row.starting),
    ending: typeof row.ending === 'string' ? row.ending : undefined,
    shardId: `shardId-${String(createdAt).padStart(20, '0')}-${id.toString(16).padStart(8, '0')}`,
  };
}
