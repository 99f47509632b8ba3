import type { Archives } from './archives.ts';
import type { Deliveries } from './delivery.ts';
import type { EventsState } from './state.ts';
import type { EventEnvelope } from './target-input.ts';

const EVENTS_AT_ONCE = 50;

type Row = Record<string, unknown>;

/** Sends archived events again. How far each replay is stands in the store, so that the next process goes on. */
export class Replays {
  readonly #state: EventsState;
  readonly #archives: Archives;
  readonly #deliveries: Deliveries;
  #isRunning = false;
  #isStopped = true;

  constructor(state: EventsState, archives: Archives, deliveries: Deliveries) {
    this.#state = state;
    this.#archives = archives;
    this.#deliveries = deliveries;
  }

  start(): void {
    this.#isStopped = false;
    this.wake();
  }

  stop(): void {
    this.#isStopped = true;
  }

  arn(name: string): string {
    return `arn:aws:events:${this.#state.context.region}:${this.#state.context.account}:replay/${name}`;
  }

  find(name: string): Row | undefined {
    return this.#state.store.get('SELECT * FROM replay WHERE name = ?', name);
  }

  all(): Row[] {
    return this.#state.store.all('SELECT * FROM replay ORDER BY name');
  }

  wake(): void {
    if (this.#isRunning || this.#isStopped) return;
    this.#isRunning = true;
    setImmediate(() => {
      this.#run();
    });
  }

  /** A part of each replay, then room for requests. */
  #run(): void {
    this.#isRunning = false;
    if (this.#isStopped) return;
    const open = this.#state.store.all("SELECT * FROM replay WHERE state IN ('STARTING', 'RUNNING', 'CANCELLING')");
    for (const replay of open) this.#step(replay);
    this.#deliveries.wake();
    if (open.length > 0) this.wake();
  }

  #step(replay: Row): void {
    const { store, context } = this.#state;
    const name = String(replay.name);
    const end = (state: string) => {
      store.run('UPDATE replay SET state = ?, ended = ? WHERE name = ?', state, context.clock.now(), name);
    };
    if (replay.state === 'CANCELLING') {
      end('CANCELLED');
      return;
    }
    const archive = this.#archives.find(String(replay.archive));
    if (!archive || !this.#state.hasBus(String(replay.bus))) {
      end('FAILED');
      return;
    }
    this.#archives.forget(archive.name, archive.retention);
    const [time, sequence] = [Number(replay.replayed_time), Number(replay.replayed_sequence)];
    store.transaction(() => {
      const rows = store.all(
        `SELECT * FROM archived WHERE archive = ? AND time >= ? AND time < ? AND (time, sequence) > (?, ?)
         ORDER BY time, sequence LIMIT ?`,
        ...[archive.name, Number(replay.first), Number(replay.until), time, sequence, EVENTS_AT_ONCE],
      );
      const only = JSON.parse(String(replay.filters)) as string[];
      for (const row of rows) {
        const event = { ...(JSON.parse(String(row.event)) as EventEnvelope), 'replay-name': name };
        this.#deliveries.accept(event, String(replay.bus), only.length > 0 ? { only } : {});
      }
      const last = rows.at(-1);
      if (last) {
        store.run(
          "UPDATE replay SET state = 'RUNNING', replayed_time = ?, replayed_sequence = ? WHERE name = ?",
          Number(last.time),
          Number(last.sequence),
          name,
        );
      }
      if (rows.length < EVENTS_AT_ONCE) end('COMPLETED');
    });
  }
}
