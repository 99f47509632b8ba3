import { setImmediate as nextTurn } from 'node:timers';
import { vi } from 'vitest';

interface Due {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
  isCancelled: boolean;
}

const turn = () =>
  new Promise<void>((resolve) => {
    nextTurn(resolve);
  });

/**
 * A clock that stands still but for its events: each is run when its time has come, then everything that follows from
 * it, before time goes on. The code that runs on it may wait for nothing but this clock and promises.
 */
export class VirtualTime {
  #now = Date.parse('2026-11-21T08:00:00.000Z');
  #count = 0;
  readonly #heap: Due[] = [];

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, run: () => void): () => void {
    this.#count += 1;
    const due = { at: this.#now + Math.max(0, milliseconds), order: this.#count, run, isCancelled: false };
    this.#push(due);
    return () => {
      due.isCancelled = true;
    };
  }

  /** Runs event after event until `isOver`, and gives their number. */
  async run(isOver: () => boolean, mostEvents: number): Promise<number> {
    for (let count = 0; count < mostEvents; count += 1) {
      if (isOver()) return count;
      const due = this.#pop();
      if (!due) return count;
      this.#now = due.at;
      if (due.isCancelled) continue;
      due.run();
      await turn();
    }
    return mostEvents;
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(due);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (!above || isBefore(above, due)) break;
      heap[index] = above;
      heap[parent] = due;
      index = parent;
    }
  }

  #pop(): Due | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (!first || !last || first === last) return first;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const [one, other] = [heap[left], heap[left + 1]];
      if (!one) break;
      const isRight = other !== undefined && isBefore(other, one);
      const child = isRight ? other : one;
      if (isBefore(last, child)) break;
      heap[index] = child;
      index = isRight ? left + 1 : left;
    }
    heap[index] = last;
    return first;
  }
}

function isBefore(one: Due, other: Due): boolean {
  return one.at === other.at ? one.order < other.order : one.at < other.at;
}

/** Has the timers that the code under test sets run on this clock, until `vi.unstubAllGlobals`. */
export function takeTimers(time: VirtualTime): void {
  const cancels = new WeakMap<object, () => void>();
  const clear = (timer: unknown) => {
    if (typeof timer === 'object' && timer !== null) cancels.get(timer)?.();
  };
  vi.stubGlobal('setTimeout', (run: () => void, milliseconds = 0) => {
    const timer = {};
    cancels.set(timer, time.after(milliseconds, run));
    return timer;
  });
  vi.stubGlobal('setInterval', (run: () => void, milliseconds = 0) => {
    const timer = {};
    const again = () => {
      cancels.set(timer, time.after(milliseconds, again));
      run();
    };
    cancels.set(timer, time.after(milliseconds, again));
    return timer;
  });
  vi.stubGlobal('clearTimeout', clear);
  vi.stubGlobal('clearInterval', clear);
}
