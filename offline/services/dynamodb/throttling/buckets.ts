import type { Clock } from '../../../kernel/clock.ts';
import type { ServiceError } from '../../../kernel/errors.ts';
import type { Usage } from '../items/capacity.ts';
import type { Index, Table } from '../tables/table.ts';
import { type Kind, throttled } from './refusals.ts';

/** Seconds of unused capacity that DynamoDB keeps for bursts. */
const BURST_SECONDS = 300;

type Bucket = { units: number; rate: number; filledAt: number };

/** The provisioned capacity of those tables whose users asked to be held to it. */
export class Buckets {
  readonly #clock: Clock;
  /** Table names; `*`: all. */
  readonly #enforced = new Set<string>();
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isInUse(): boolean {
    return this.#enforced.size > 0;
  }

  enforce(tableName: string | undefined, isEnforced: boolean): void {
    const name = tableName ?? '*';
    if (isEnforced) this.#enforced.add(name);
    else if (name === '*') this.#enforced.clear();
    else this.#enforced.delete(name);
    this.#buckets.clear();
  }

  clear(): void {
    this.enforce(undefined, false);
  }

  isEnforced({ name, definition }: Table): boolean {
    return definition.billingMode === 'PROVISIONED' && (this.#enforced.has(name) || this.#enforced.has('*'));
  }

  describe(): Record<string, unknown> {
    return {
      enforceCapacity: [...this.#enforced],
      units: Object.fromEntries([...this.#buckets].map(([name, bucket]) => [name, Math.floor(bucket.units)])),
    };
  }

  /** As DynamoDB does: as long as a bucket is not empty a request may take more than it holds, which the next ones wait for. */
  refusal({ table, kind, index }: { table: Table; kind: Kind; index?: Index }): ServiceError | undefined {
    if (!this.isInUse || !this.isEnforced(table)) return undefined;
    const read = index?.isGlobal ? index : undefined;
    const asked = kind === 'Write' ? [undefined, ...table.indexes.filter(({ isGlobal }) => isGlobal)] : [read];
    for (const place of asked) {
      if (this.#bucket(table, kind, place).units <= 0) return throttled(table, kind, place);
    }
    return undefined;
  }

  spend(table: Table, kind: Kind, usage: Usage): void {
    if (!this.isEnforced(table)) return;
    let own = usage.table;
    for (const [index, units] of usage.indexes) {
      if (index.isGlobal) this.#bucket(table, kind, index).units -= units;
      else own += units;
    }
    this.#bucket(table, kind, undefined).units -= own;
  }

  /** The bucket as it is by now; a new one is full. */
  #bucket(table: Table, kind: Kind, index: Index | undefined): Bucket {
    const name = `${table.name}${index ? `/${index.name}` : ''} ${kind}`;
    const { definition } = table;
    const throughput =
      (index && definition.indexes.find((candidate) => candidate.name === index.name)?.throughput) ??
      definition.throughput;
    const rate = kind === 'Read' ? throughput.ReadCapacityUnits : throughput.WriteCapacityUnits;
    const now = this.#clock.now();
    const known = this.#buckets.get(name);
    const bucket = known ?? { units: rate * BURST_SECONDS, rate, filledAt: now };
    // A clock that was set back gives nothing and takes nothing.
    const passed = Math.max(0, now - bucket.filledAt) / 1000;
    bucket.units = Math.min(rate * BURST_SECONDS, bucket.units + passed * rate);
    bucket.rate = rate;
    bucket.filledAt = now;
    if (!known) this.#buckets.set(name, bucket);
    return bucket;
  }
}
