import { tellRelease } from '../kernel/release.ts';
import { isBusy } from './busyness.ts';
import type { FunctionDefinition, Invocation, Outcome } from './definition.ts';
import type { Environment } from './environment.ts';

/**
 * So long the first event in the queue waits, for each environment that there is, before one more is started: short ones
 * are answered by those that run, which are warm.
 */
const GROWTH_DELAY_MS = 60;
/** So many times longer while the process is busy. */
const BUSY_PATIENCE = 8;
const REAP_EVERY_MS = 1_000;
const SURPLUS_IDLE_MS = 10_000;
const LAST_IDLE_MS = 60_000;
/** Of a function that a schedule wakes: nobody feels its start, and one that ticks each minute would never go. */
const SCHEDULED_IDLE_MS = 1_000;

export type PoolInput = {
  definition: FunctionDefinition;
  budget: Budget;
  create(definition: FunctionDefinition): Environment;
  /** Whether an idle environment may go on: its secrets and credentials still hold. */
  isFresh(environment: Environment): boolean;
};

/** How many environments all functions may have at once; a function that needs its first one takes an idle one's place. */
export class Budget {
  readonly #most: number;
  readonly #pools = new Set<Pool>();

  constructor(most: number) {
    this.#most = most;
  }

  add(pool: Pool): void {
    this.#pools.add(pool);
  }

  delete(pool: Pool): void {
    this.#pools.delete(pool);
  }

  /** Whether one more may start; ends the longest idle one elsewhere where that makes room. */
  makeRoom(): boolean {
    let total = 0;
    for (const pool of this.#pools) total += pool.size;
    if (total < this.#most) return true;
    const [longest] = [...this.#pools]
      .filter((pool) => pool.idleSince !== undefined)
      .sort((left, right) => (left.idleSince ?? 0) - (right.idleSince ?? 0));
    return longest?.endOne() ?? false;
  }
}

type Waiting = { readonly since: number; readonly take: (environment: Environment) => void };

/** The environments of one function. */
export class Pool {
  readonly #input: PoolInput;
  readonly #idle: Environment[] = [];
  readonly #busy = new Set<Environment>();
  /** Those that a schedule woke, and those that were called: one may be both. */
  readonly #scheduled = new WeakSet<Environment>();
  readonly #called = new WeakSet<Environment>();
  readonly #waiting: Waiting[] = [];
  #starting = 0;
  #grownAt = 0;
  #growth: NodeJS.Timeout | undefined;
  readonly #reaper: NodeJS.Timeout;
  #isClosed = false;

  constructor(input: PoolInput) {
    this.#input = input;
    input.budget.add(this);
    this.#reaper = setInterval(() => {
      this.#reap();
    }, REAP_EVERY_MS);
    this.#reaper.unref();
  }

  get definition(): FunctionDefinition {
    return this.#input.definition;
  }

  get size(): number {
    return this.#idle.length + this.#busy.size + this.#starting;
  }

  /** Events in work and waiting. */
  get load(): number {
    return this.#busy.size + this.#waiting.length;
  }

  /** Since when the longest idle environment is so, if any. */
  get idleSince(): number | undefined {
    return this.#idle[0]?.idleSince;
  }

  /** Answers an event in the environment that was idle last, or the first that becomes free. */
  async invoke(invocation: Invocation): Promise<Outcome> {
    const environment = await this.#acquire();
    (invocation.isScheduled ? this.#scheduled : this.#called).add(environment);
    try {
      return await environment.invoke(invocation);
    } finally {
      this.#release(environment);
    }
  }

  /** Ends the longest idle environment. Answers whether there was one. */
  endOne(): boolean {
    const environment = this.#idle.shift();
    if (environment) void environment.stop().then(tellRelease);
    return environment !== undefined;
  }

  /** No further events; what is in work may finish unless `now`. */
  async close(now: boolean): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#reaper);
    clearTimeout(this.#growth);
    this.#input.budget.delete(this);
    const ending = [...this.#idle.splice(0), ...(now ? this.#busy : [])];
    await Promise.all(ending.map((environment) => environment.stop()));
  }

  #acquire(): Promise<Environment> {
    for (let environment = this.#idle.pop(); environment; environment = this.#idle.pop()) {
      if (environment.isAlive && this.#input.isFresh(environment)) {
        this.#busy.add(environment);
        return Promise.resolve(environment);
      }
      void environment.stop();
    }
    const waited = new Promise<Environment>((resolve) => {
      this.#waiting.push({ since: performance.now(), take: resolve });
    });
    if (this.size === 0) this.#grow();
    else this.#growLater();
    return waited;
  }

  #release(environment: Environment): void {
    this.#busy.delete(environment);
    if (!environment.isAlive || this.#isClosed || !this.#input.isFresh(environment)) {
      void environment.stop();
      if (this.#waiting.length > 0 && this.size === 0) this.#grow();
      return;
    }
    this.#offer(environment);
  }

  #offer(environment: Environment): void {
    const next = this.#waiting.shift();
    if (next) {
      this.#busy.add(environment);
      next.take(environment);
    } else {
      // One that was just started has been busy until now.
      environment.idleSince = performance.now();
      this.#idle.push(environment);
    }
  }

  #growLater(): void {
    this.#growth ??= setTimeout(() => {
      this.#growth = undefined;
      const [first] = this.#waiting;
      if (!first) return;
      const patience = GROWTH_DELAY_MS * this.size * (isBusy() ? BUSY_PATIENCE : 1);
      // One that starts may be all that is missing; what it brings is seen only after a while.
      const waited = performance.now() - Math.max(first.since, this.#grownAt);
      if (this.#starting === 0 && waited >= patience) this.#grow();
      this.#growLater();
    }, GROWTH_DELAY_MS);
  }

  #grow(): void {
    if (!this.#input.budget.makeRoom()) {
      this.#growLater();
      return;
    }
    this.#starting += 1;
    const environment = this.#input.create(this.#input.definition);
    void environment.ready().then(() => {
      this.#starting -= 1;
      this.#grownAt = performance.now();
      this.#offer(environment);
    });
  }

  #reap(): void {
    const now = performance.now();
    for (let [longest] = this.#idle; longest; [longest] = this.#idle) {
      if (now - longest.idleSince < this.#patience(longest)) return;
      this.endOne();
    }
  }

  #patience(environment: Environment): number {
    if (this.#scheduled.has(environment) && !this.#called.has(environment)) return SCHEDULED_IDLE_MS;
    return this.size > 1 ? SURPLUS_IDLE_MS : LAST_IDLE_MS;
  }
}
