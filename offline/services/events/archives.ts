import type { Pattern } from '../../kernel/event-pattern.ts';
import { compile, type EventsState } from './state.ts';
import type { EventEnvelope } from './target-input.ts';

const DAY_MS = 86_400_000;

export type ArchiveInput = {
  name: string;
  bus: string;
  pattern: string | undefined;
  /** Days; 0: for ever. */
  retention: number;
  description: string | undefined;
  ofApp: boolean;
};
export type Archive = ArchiveInput & { created: number; compiled: Pattern | undefined };

/** Archives of buses: which events they want, and the events they kept. */
export class Archives {
  readonly #state: EventsState;
  readonly #archives = new Map<string, Archive>();

  constructor(state: EventsState) {
    this.#state = state;
    for (const row of state.store.all('SELECT * FROM archive')) this.#load(row);
  }

  all(): Archive[] {
    return [...this.#archives.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): Archive | undefined {
    return this.#archives.get(name);
  }

  arn(name: string): string {
    return `arn:aws:events:${this.#state.context.region}:${this.#state.context.account}:archive/${name}`;
  }

  /** @throws ServiceError InvalidEventPatternException */
  save(input: ArchiveInput): Archive {
    compile(input.pattern);
    this.#state.store.run(
      `INSERT INTO archive (name, bus, pattern, retention, description, created, of_app) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET bus = excluded.bus, pattern = excluded.pattern, retention = excluded.retention,
         description = excluded.description, of_app = excluded.of_app`,
      input.name,
      input.bus,
      input.pattern ?? null,
      input.retention,
      input.description ?? null,
      this.#state.context.clock.now(),
      Number(input.ofApp),
    );
    return this.#load(this.#state.store.get('SELECT * FROM archive WHERE name = ?', input.name) ?? {});
  }

  remove(name: string): void {
    this.#state.store.transaction(() => {
      this.#state.store.run('DELETE FROM archived WHERE archive = ?', name);
      this.#state.store.run('DELETE FROM archive WHERE name = ?', name);
    });
    this.#archives.delete(name);
  }

  /** Keeps an event that came to a bus where an archive wants it. What a replay brings is kept already. */
  keep(event: EventEnvelope, bus: string): void {
    if (event['replay-name'] !== undefined) return;
    for (const archive of this.#archives.values()) {
      if (archive.bus !== bus || (archive.compiled && !archive.compiled.matches(event))) continue;
      this.#state.store.run(
        'INSERT INTO archived (archive, time, event) VALUES (?, ?, ?)',
        archive.name,
        Date.parse(event.time),
        JSON.stringify(event),
      );
    }
  }

  /** How many events, of how many bytes, an archive has: those past its retention are forgotten before. */
  measure({ name, retention }: Archive): { count: number; bytes: number } {
    this.forget(name, retention);
    const row = this.#state.store.get(
      'SELECT COUNT(*) AS count, COALESCE(SUM(LENGTH(event)), 0) AS bytes FROM archived WHERE archive = ?',
      name,
    );
    return { count: Number(row?.count), bytes: Number(row?.bytes) };
  }

  forget(name: string, retention: number): void {
    if (retention === 0) return;
    const oldest = this.#state.context.clock.now() - retention * DAY_MS;
    this.#state.store.run('DELETE FROM archived WHERE archive = ? AND time < ?', name, oldest);
  }

  #load(row: Record<string, unknown>): Archive {
    const pattern = typeof row.pattern === 'string' ? row.pattern : undefined;
    const archive = {
      name: String(row.name),
      bus: String(row.bus),
      pattern,
      retention: Number(row.retention),
      description: typeof row.description === 'string' ? row.description : undefined,
      created: Number(row.created),
      ofApp: row.of_app === 1,
      compiled: compile(pattern),
    };
    this.#archives.set(archive.name, archive);
    return archive;
  }
}
