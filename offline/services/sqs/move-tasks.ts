import type { Cancel } from '../../kernel/clock.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';

type Row = Record<string, unknown>;

/** What moving needs of the queues. */
type MoveState = {
  readonly store: Store;
  readonly context: ServiceContext;
  find(arnOrUrl: string): { name: string; arn: string } | undefined;
  wake(queue: string): void;
};

/**
 * Moves messages of dead letter queues back: at once where no rate is wanted, else so many a second of the clock. What is
 * still to do stands in the store; the next process goes on.
 */
export class MoveTasks {
  readonly #state: MoveState;
  readonly #timers = new Map<string, Cancel>();

  constructor(state: MoveState) {
    this.#state = state;
  }

  start(): void {
    for (const { handle } of this.#state.store.all("SELECT handle FROM move_task WHERE status = 'RUNNING'")) {
      this.run(String(handle));
    }
  }

  stop(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  /** Moves what is due by now, and comes again in a second where something is left. */
  run(handle: string): void {
    const { store, context } = this.#state;
    const task = store.get("SELECT * FROM move_task WHERE handle = ? AND status = 'RUNNING'", handle);
    if (!task) return;
    const touched = store.transaction(() => this.#move(task, context.clock.now()));
    for (const name of touched) this.#state.wake(name);
    const isOpen = store.get("SELECT 1 FROM move_task WHERE handle = ? AND status = 'RUNNING'", handle) !== undefined;
    this.#timers.get(handle)?.();
    this.#timers.delete(handle);
    if (isOpen)
      this.#timers.set(
        handle,
        context.clock.after(1000, () => this.run(handle)),
      );
  }

  /** Ends a task; answers how many it moved. */
  cancel(handle: string): number {
    this.#timers.get(handle)?.();
    this.#timers.delete(handle);
    this.#state.store.run("UPDATE move_task SET status = 'CANCELLED' WHERE handle = ?", handle);
    return Number(this.#state.store.get('SELECT moved FROM move_task WHERE handle = ?', handle)?.moved);
  }

  #move(task: Row, now: number): Set<string> {
    const { store } = this.#state;
    const touched = new Set<string>();
    const [handle, done, total] = [String(task.handle), Number(task.moved), Number(task.total)];
    const seconds = Math.floor((now - Number(task.started)) / 1000) + 1;
    const allowed = task.rate === null ? total - done : Math.min(total, seconds * Number(task.rate)) - done;
    const source = this.#state.find(String(task.source));
    const rows = store.all(
      'SELECT sequence, source_arn FROM message WHERE queue = ? AND sent <= ? AND visible <= ? ORDER BY sequence LIMIT ?',
      ...[source?.name ?? '', Number(task.started), now, Math.max(0, allowed)],
    );
    let moved = 0;
    let failure: string | undefined;
    for (const { sequence, source_arn } of rows) {
      const own = typeof source_arn === 'string' ? source_arn : '';
      const target = this.#state.find(typeof task.destination === 'string' ? task.destination : own);
      if (!target) {
        failure = own === '' ? 'CouldNotDetermineMessageSource' : 'AWS.SimpleQueueService.NonExistentQueue';
        break;
      }
      // A moved message is a new one of its queue.
      store.run(
        `UPDATE message SET queue = ?, visible = ?, sent = ?, receives = 0, first_received = NULL, receipt = NULL,
         source_arn = NULL WHERE sequence = ?`,
        ...[target.name, now, now, Number(sequence)],
      );
      touched.add(target.name);
      moved += 1;
    }
    const isDone = rows.length < allowed || done + moved >= total;
    const status = failure ? 'FAILED' : isDone ? 'COMPLETED' : 'RUNNING';
    store.run(
      'UPDATE move_task SET moved = ?, status = ?, failure = ? WHERE handle = ?',
      ...[done + moved, status, failure ?? null, handle],
    );
    return touched;
  }
}
