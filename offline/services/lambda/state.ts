import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';

const MIGRATIONS = [
  `CREATE TABLE pending_event (
     id INTEGER PRIMARY KEY, function_name TEXT NOT NULL, request_id TEXT NOT NULL, payload TEXT NOT NULL,
     attempts INTEGER NOT NULL, accepted_at INTEGER NOT NULL, due_at INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX pending_event_due ON pending_event (due_at);
   CREATE TABLE stream_position (mapping TEXT PRIMARY KEY, source TEXT NOT NULL, sequence TEXT) STRICT, WITHOUT ROWID`,
];

/** An asynchronous event that was acknowledged and is not done yet. */
export type PendingEvent = {
  id: number;
  functionName: string;
  requestId: string;
  payload: string;
  attempts: number;
  acceptedAt: number;
  dueAt: number;
};

/** What Lambda must not forget: asynchronous events, and how far each stream was read. */
export class LambdaState {
  readonly #store: Store;

  constructor(context: ServiceContext) {
    this.#store = context.openStore(MIGRATIONS);
  }

  accept(event: { functionName: string; requestId: string; payload: string }, now: number): void {
    this.#store.run(
      'INSERT INTO pending_event (function_name, request_id, payload, attempts, accepted_at, due_at) VALUES (?, ?, ?, 0, ?, ?)',
      event.functionName,
      event.requestId,
      event.payload,
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
      acceptedAt: Number(row.accepted_at),
      dueAt: Number(row.due_at),
    }));
  }

  postpone(id: number, attempts: number, dueAt: number): void {
    this.#store.run('UPDATE pending_event SET attempts = ?, due_at = ? WHERE id = ?', attempts, dueAt, id);
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
}
