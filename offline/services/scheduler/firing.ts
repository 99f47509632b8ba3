import type { Cancel } from '../../kernel/clock.ts';
import { randomLetters } from '../../kernel/ids.ts';
import type { Invocations } from './invocations.ts';
import { nextInvocation, windowOffset } from './schedule.ts';
import type { Entry, SchedulerState } from './state.ts';

/** Of one schedule at once: a clock moved by a year must not write half a million invocations. */
const MOST_AT_ONCE = 100;

/**
 * Turns times of schedules into invocations. A jump of the clock gives one for each time it passed, the newest hundred
 * at most; of times that passed while no process ran, the newest is made up for.
 */
export class Firing {
  readonly #state: SchedulerState;
  readonly #invocations: Invocations;
  #timer: Cancel | undefined;
  #unwatch: Cancel | undefined;
  #isStarted = false;

  constructor(state: SchedulerState, invocations: Invocations) {
    this.#state = state;
    this.#invocations = invocations;
  }

  start(): void {
    this.#isStarted = true;
    this.#unwatch = this.#state.context.clock.onMoved(() => {
      this.#arm();
    });
    for (const entry of this.#enabled()) this.#fireDue(entry, 1);
    this.#arm();
  }

  stop(): void {
    this.#isStarted = false;
    this.#unwatch?.();
    this.#timer?.();
  }

  /** Takes up schedules that are new or changed. */
  refresh(): void {
    if (this.#isStarted) this.#arm();
  }

  #enabled(): Entry[] {
    return this.#state.all().filter(({ given }) => given.State === 'ENABLED');
  }

  #arm(): void {
    this.#timer?.();
    const { clock } = this.#state.context;
    const now = clock.now();
    let due = Number.POSITIVE_INFINITY;
    for (const entry of this.#enabled()) {
      // The clock was set back: the schedule counts from here.
      if (entry.last > now) this.#state.setLast(entry, now);
      due = Math.min(due, nextInvocation(entry, entry.last, entry.created) ?? Number.POSITIVE_INFINITY);
    }
    if (due === Number.POSITIVE_INFINITY) return;
    this.#timer = clock.after(Math.max(0, due - now), () => {
      for (const entry of this.#enabled()) this.#fireDue(entry, MOST_AT_ONCE);
      this.#arm();
    });
  }

  #fireDue(entry: Entry, most: number): void {
    const { store, context } = this.#state;
    const now = context.clock.now();
    const due: number[] = [];
    let looked = 0;
    let at = nextInvocation(entry, entry.last, entry.created);
    while (at !== undefined && at <= now) {
      due.push(at);
      if (due.length > most) due.shift();
      looked += 1;
      // Far behind: of the older half the times are not looked at one by one.
      if (looked % 1000 === 0) at = Math.floor((at + now) / 2);
      at = nextInvocation(entry, at, entry.created);
    }
    const newest = due.at(-1);
    if (newest === undefined) return;
    if (looked > most) context.log.warn(`${entry.arn}: only the newest ${most} of ${looked} passed times are invoked`);
    store.transaction(() => {
      for (const time of due) {
        const from = time + windowOffset(entry.given, entry.arn, time);
        store.run(
          'INSERT INTO invocation (arn, target, scheduled, execution, due, first_due) VALUES (?, ?, ?, ?, ?, ?)',
          ...[entry.arn, JSON.stringify(entry.given.Target), time, randomLetters(16), from, Math.max(from, now)],
        );
      }
      this.#state.setLast(entry, newest);
      // The invocation that is written keeps its target: it is made although the schedule is gone.
      if (at === undefined && entry.given.ActionAfterCompletion === 'DELETE') this.#state.remove(entry);
    });
    this.#invocations.wake();
  }
}
