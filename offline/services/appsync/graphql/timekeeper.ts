import type { Clock } from '../../../kernel/clock.ts';
import type { Deadline } from './run.ts';

/** AppSync gives a request no longer than this. */
const REQUEST_TIME_MS = 30_000;

type Running = { readonly deadline: Deadline; readonly endsAt: number };

/** Ends requests whose time is over. All wait equally long, so that one timer, for the oldest, serves them all. */
export class Timekeeper {
  readonly #clock: Clock;
  readonly #running = new Set<Running>();
  #isArmed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Begins a request's time. Answers what ends it. */
  start(deadline: Deadline): () => void {
    const running = { deadline, endsAt: this.#clock.steady() + REQUEST_TIME_MS };
    this.#running.add(running);
    this.#arm();
    return () => {
      this.#running.delete(running);
    };
  }

  #arm(): void {
    if (this.#isArmed) return;
    const [oldest] = this.#running;
    if (!oldest) return;
    this.#isArmed = true;
    this.#clock.after(Math.max(0, oldest.endsAt - this.#clock.steady()), () => {
      this.#isArmed = false;
      this.#endDue();
      this.#arm();
    });
  }

  #endDue(): void {
    const now = this.#clock.steady();
    for (const running of this.#running) {
      if (running.endsAt > now) return;
      this.#running.delete(running);
      running.deadline.hasPassed = true;
      for (const giveUp of running.deadline.waiting) giveUp();
      running.deadline.waiting.clear();
    }
  }
}
