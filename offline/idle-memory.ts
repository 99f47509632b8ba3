import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { onRelease } from './kernel/release.ts';

const CHECK_EVERY_MS = 2_500;
const AFTER_START_MS = 250;
const AFTER_RELEASE_MS = 100;

/**
 * Gives memory back to the machine while nobody calls: V8 keeps what a burst needed for a long time, and a backend that
 * stands beside an editor and a browser all day shall be small. A quarter less after a start, tens of milliseconds each.
 */
export class IdleMemory {
  readonly #collect: () => void;
  readonly #timer: NodeJS.Timeout;
  readonly #stopListening: () => void;
  #afterRelease: NodeJS.Timeout | undefined;
  #requests = 1;
  #seen = 0;
  #quiet = 0;

  constructor(collect: () => void = garbageCollector()) {
    this.#collect = collect;
    this.#timer = setInterval(() => {
      this.check();
    }, CHECK_EVERY_MS);
    this.#timer.unref();
    this.#stopListening = onRelease(() => {
      this.#release();
    });
  }

  /** A start or a reload is done: what it needed is given back soon, once, whoever calls meanwhile. */
  settle(): void {
    setTimeout(() => {
      this.#collect();
    }, AFTER_START_MS).unref();
  }

  /** One request came in. */
  note(): void {
    this.#requests += 1;
  }

  /** Collects when nothing came since the last check, and once more a little later: what served the last request ends after it. */
  check(): void {
    this.#quiet = this.#requests === this.#seen ? this.#quiet + 1 : 0;
    this.#seen = this.#requests;
    if (this.#quiet === 1 || this.#quiet === 3) this.#collect();
  }

  /** Something large has ended: collects a moment later, unless somebody calls meanwhile. */
  #release(): void {
    const before = this.#requests;
    this.#afterRelease ??= setTimeout(() => {
      this.#afterRelease = undefined;
      if (this.#requests === before) this.#collect();
    }, AFTER_RELEASE_MS).unref();
  }

  stop(): void {
    this.#stopListening();
    clearTimeout(this.#afterRelease);
    clearInterval(this.#timer);
  }
}

type Collect = (options: { execution: 'sync'; flavor: 'last-resort'; type: 'major' }) => void;

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  return () => {
    collect({ execution: 'sync', flavor: 'last-resort', type: 'major' });
  };
}
