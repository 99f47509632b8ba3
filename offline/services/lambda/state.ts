import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';

const MIGRATIONS = [
  `CREATE TABLE pending_event (
     id INTEGER PRIMARY KEY, function_name TEXT NOT NULL, request_id TEXT NOT NULL, payload TEXT NOT NULL,
     attempts INTEGER NOT NULL, accepted_at INTEGER NOT NULL, due_at INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX pending_event_due ON pending_event (due_at);
   CREATE TABLE stream_position (mapping TEXT PRIMARY KEY, source TEXT NOT NULL, sequence TEXT) STRICT, WITHOUT ROWID`,
  `ALTER TABLE pending_event ADD COLUMN throttles INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE pending_event ADD COLUMN trace TEXT NOT NULL DEFAULT '';
   CREATE TABLE setting (
     kind TEXT NOT NULL, key TEXT NOT NULL, base TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, key)
   ) STRICT, WITHOUT ROWID`,
  "ALTER TABLE pending_event ADD COLUMN caller TEXT NOT NULL DEFAULT 'event'",
];

/** An asynchronous event that was acknowledged and is not done yet. */
export type PendingEvent = {
  id: number;
  /** With its qualifier, where the caller named one. */
  functionName: string;
  requestId: string;
  payload: string;
  /** How often the function ran for it. */
  attempts: number;
  /** How often there was no room for it. */
  throttles: number;
  /** The caller's trace header, or empty. */
  trace: string;
  /** What called: `api`, `s3`, `events`, … */
  trigger: string;
  acceptedAt: number;
  dueAt: number;
};

export type AcceptedEvent = Pick<PendingEvent, 'functionName' | 'requestId' | 'payload' | 'trace' | 'trigger'>;

/** What the API changed: a whole of its own (`mapping`), or a difference to what the app's definition says. */
export type SettingKind =
  | 'configuration'
  | 'concurrency'
  | 'invoke-config'
  | 'mapping'
  | 'permission'
  | 'tags'
  | 'window';

/** What Lambda must not forget: asynchronous events, how far each stream was read, and what the API changed. */
export class LambdaState {
  readonly #store: Store;

  constructor(context: ServiceContext) {
    this.#store = context.openStore(MIGRATIONS);
    // Attempts that wait go on waiting as long as before.
    context.clock.onSetBack((by) => {
      this.#store.run(
        `UPDATE pending_event SET due_at = MIN(due_at, MAX(?2, due_at - ?1)), accepted_at = MIN(accepted_at, ?2)`,
        ...[by, context.clock.now()],
      );
    });
  }

  accept(event: AcceptedEvent, now: number): void {
    this.#store.run(
      'INSERT INTO pending_event (function_name, request_id, payload, trace, caller, attempts, accepted_at, due_at) VALUES (?, ?, ?, ?, ?, 0, ?, ?)',
      event.functionName,
      event.requestId,
      event.payload,
      event.trace,
      event.trigger,
      now,
      now,
    );
  }

  /** The next events in order of their time. */
  pending(limit: number): PendingEvent[] {
    return this.#store.all('SELECT * FROM pending_event ORDER BY due_at, id LIMIT ?', limit).map((row) => ({
      id: Number(row.id),
      functionName: String(row.function_name),
      requestId: String(row.request_id),
      payload: String(row.payload),
      attempts: Number(row.attempts),
      throttles: Number(row.throttles),
      trace: String(row.trace),
      trigger: String(row.caller),
      acceptedAt: Number(row.accepted_at),
      dueAt: Number(row.due_at),
    }));
  }

  postpone(event: Pick<PendingEvent, 'id' | 'attempts' | 'throttles' | 'dueAt'>): void {
    this.#store.run(
      'UPDATE pending_event SET attempts = ?, throttles = ?, due_at = ? WHERE id = ?',
      event.attempts,
      event.throttles,
      event.dueAt,
      event.id,
    );
  }

  finish(id: number): void {
    this.#store.run('DELETE FROM pending_event WHERE id = ?', id);
  }

  /** Undefined: the mapping never ran on this source. `sequence` undefined: from the trim horizon. */
  position(mapping: string, source: string): { sequence: string | undefined } | undefined {
    const row = this.#store.get('SELECT source, sequence FROM stream_position WHERE mapping = ?', mapping);
    if (row?.source !== source) return undefined;
    return { sequence: typeof row.sequence === 'string' ? row.sequence : undefined };
  }

  savePosition(mapping: string, source: string, sequence: string | undefined): void {
    this.#store.run(
      'INSERT OR REPLACE INTO stream_position (mapping, source, sequence) VALUES (?, ?, ?)',
      mapping,
      source,
      sequence ?? null,
    );
  }

  forgetPosition(mapping: string): void {
    this.#store.run('DELETE FROM stream_position WHERE mapping = ?', mapping);
  }

  /**
   * What was set by the API. `base` is what the app's definition said then: where that has changed since, the
   * definition counts again, as after a deployment.
   */
  setting(kind: SettingKind, key: string, base = ''): Record<string, unknown> | undefined {
    const row = this.#store.get('SELECT base, body FROM setting WHERE kind = ? AND key = ?', kind, key);
    return row && row.base === base ? (JSON.parse(String(row.body)) as Record<string, unknown>) : undefined;
  }

  settings(kind: SettingKind): { key: string; body: Record<string, unknown> }[] {
    return this.#store
      .all('SELECT key, body FROM setting WHERE kind = ? ORDER BY key', kind)
      .map((row) => ({ key: String(row.key), body: JSON.parse(String(row.body)) as Record<string, unknown> }));
  }

  set(kind: SettingKind, key: string, body: object, base = ''): void {
    this.#store.run(
      'INSERT OR REPLACE INTO setting (kind, key, base, body) VALUES (?, ?, ?, ?)',
      kind,
      key,
      base,
      JSON.stringify(body),
    );
  }

  /** Whether there was one. */
  unset(kind: SettingKind, key: string): boolean {
    return this.#store.run('DELETE FROM setting WHERE kind = ? AND key = ?', kind, key).changes > 0;
  }
}
