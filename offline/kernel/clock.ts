/** Cancels a timer made by `Clock.after`; calling it twice does nothing. */
export type Cancel = () => void;

type Timer = { due: number; run: () => void };

const LONGEST_REAL_TIMER = 2 ** 31 - 1;

/**
 * The backend's only source of time. Tests and `PUT /_offline/clock` move it; timers that became due by the move fire
 * at once, so that expiry, visibility, schedules and retries need no waiting.
 */
export class Clock {
  #offset = 0;
  #timers = new Set<Timer>();
  readonly #moved = new Set<() => void>();
  #real: NodeJS.Timeout | undefined;

  /** Milliseconds since the epoch, moved by the offset. */
  now(): number {
    return Date.now() + this.#offset;
  }

  get offsetMs(): number {
    return this.#offset;
  }

  /** Moves the clock to real time plus `milliseconds`. */
  setOffset(milliseconds: number): void {
    this.#offset = milliseconds;
    this.#arm();
    for (const listener of this.#moved) listener();
  }

  /** Calls `listener` after each move: who computed the next due time from the old clock does it again. */
  onMoved(listener: () => void): Cancel {
    this.#moved.add(listener);
    return () => {
      this.#moved.delete(listener);
    };
  }

  /** Runs `run` once, `milliseconds` of this clock from now. The timer does not keep the process alive. */
  after(milliseconds: number, run: () => void): Cancel {
    const timer = { due: this.now() + milliseconds, run };
    this.#timers.add(timer);
    this.#arm();
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Resolves after `milliseconds` of this clock. */
  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(milliseconds, resolve);
    });
  }

  #arm(): void {
    clearTimeout(this.#real);
    this.#real = undefined;
    let next = Number.POSITIVE_INFINITY;
    for (const { due } of this.#timers) next = Math.min(next, due);
    if (next === Number.POSITIVE_INFINITY) return;
    const delay = Math.min(Math.max(0, next - this.now()), LONGEST_REAL_TIMER);
    this.#real = setTimeout(() => {
      this.#fire();
    }, delay);
    this.#real.unref();
  }

  #fire(): void {
    const now = this.now();
    const due = [...this.#timers].filter((timer) => timer.due <= now).sort((a, b) => a.due - b.due);
    for (const timer of due) this.#timers.delete(timer);
    this.#arm();
    for (const timer of due) timer.run();
  }
}
