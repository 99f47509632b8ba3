import { withTrace } from './current-trace.ts';

/** Cancels a timer made by `Clock.after`; calling it twice does nothing. */
export type Cancel = () => void;

type Timer = { due: number; run: () => void };

const LONGEST_REAL_TIMER = 2 ** 31 - 1;
/** A machine that sets its clock by the network slews it by less; nothing is made of that. */
const SMALLEST_STEP_BACK_MS = 1000;

/**
 * The backend's only source of time. Tests and `PUT /_offline/clock` move it; timers that became due by the move fire
 * at once, so that expiry, visibility, schedules and retries need no waiting.
 *
 * It may also go back: by such a move, with the machine's clock, or by a start without the move of the one before. Then
 * timers keep the time that they still had to wait, and who stored times to wait for is told by `onSetBack`.
 */
export class Clock {
  #offset = 0;
  #newest = 0;
  /** How far it went back, all in all. */
  #wentBack = 0;
  /** How much later it was when an earlier process ended. */
  #backAtStart = 0;
  #timers = new Set<Timer>();
  readonly #moved = new Set<() => void>();
  readonly #setBack = new Set<(milliseconds: number) => void>();
  #real: NodeJS.Timeout | undefined;

  /** Milliseconds since the epoch, moved by the offset. */
  now(): number {
    const now = Date.now() + this.#offset;
    if (now >= this.#newest) this.#newest = now;
    else if (this.#newest - now >= SMALLEST_STEP_BACK_MS) {
      const by = this.#goBackTo(now);
      // The machine's clock: whoever asks for the time now may be amid a transaction.
      queueMicrotask(() => {
        this.#tellSetBack(by);
        this.#tellMoved();
      });
    }
    return now;
  }

  /** Milliseconds that pass with this clock but never go back: for how long something takes, not for when it is. */
  steady(): number {
    return this.now() + this.#wentBack;
  }

  get offsetMs(): number {
    return this.#offset;
  }

  /** Moves the clock to real time plus `milliseconds`. */
  setOffset(milliseconds: number): void {
    this.now();
    this.#offset = Math.round(milliseconds);
    const now = Date.now() + this.#offset;
    if (now < this.#newest) this.#tellSetBack(this.#goBackTo(now));
    this.#tellMoved();
  }

  /** Tells what time it was when what is stored was written last; before anyone listens. */
  resume(newest: number): void {
    const back = newest - this.now();
    if (back >= SMALLEST_STEP_BACK_MS) this.#backAtStart = back;
  }

  /** Calls `listener` after each move: who computed the next due time from the old clock does it again. */
  onMoved(listener: () => void): Cancel {
    this.#moved.add(listener);
    return () => {
      this.#moved.delete(listener);
    };
  }

  /**
   * Calls `listener` with the milliseconds that the clock went back: who stored a time to wait for takes as much from it,
   * so that it waits no longer than before and nothing is out of reach. At once where an earlier process had a later
   * clock. Twice the same costs nothing: only times that lie ahead are to be changed.
   */
  onSetBack(listener: (milliseconds: number) => void): Cancel {
    this.#setBack.add(listener);
    if (this.#backAtStart > 0) listener(this.#backAtStart);
    return () => {
      this.#setBack.delete(listener);
    };
  }

  /** Runs `run` once, `milliseconds` of this clock from now. The timer does not keep the process alive. */
  after(milliseconds: number, run: () => void): Cancel {
    const timer = { due: this.steady() + milliseconds, run };
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

  #goBackTo(now: number): number {
    const by = this.#newest - now;
    this.#newest = now;
    this.#wentBack += by;
    return by;
  }

  #tellSetBack(by: number): void {
    for (const listener of this.#setBack) listener(by);
  }

  #tellMoved(): void {
    this.#arm();
    for (const listener of this.#moved) listener();
  }

  #arm(): void {
    clearTimeout(this.#real);
    this.#real = undefined;
    let next = Number.POSITIVE_INFINITY;
    for (const { due } of this.#timers) next = Math.min(next, due);
    if (next === Number.POSITIVE_INFINITY) return;
    const delay = Math.min(Math.max(0, next - this.steady()), LONGEST_REAL_TIMER);
    this.#real = setTimeout(() => {
      // What armed it last may belong to a trace; what runs is not of that one.
      withTrace(undefined, () => {
        this.#fire();
      });
    }, delay);
    this.#real.unref();
  }

  #fire(): void {
    const now = this.steady();
    const due = [...this.#timers].filter((timer) => timer.due <= now).sort((a, b) => a.due - b.due);
    for (const timer of due) this.#timers.delete(timer);
    this.#arm();
    for (const timer of due) timer.run();
  }
}
