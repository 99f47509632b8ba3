import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import type { ServiceError } from '../../../kernel/errors.ts';
import type { Usage } from '../items/capacity.ts';
import type { Index, Table } from '../tables/table.ts';
import { Buckets } from './buckets.ts';
import { type Kind, rateExceeded, throttled } from './refusals.ts';

/** What `PUT /_offline/throttle` takes. */
export const ruleSchema = z.strictObject({
  service: z.literal('dynamodb'),
  table: z.string().optional(),
  index: z.string().optional(),
  operation: z.string().optional(),
  /** How many times it throttles; absent: until it is taken back. */
  times: z.int().min(1).optional(),
  /** How likely it throttles, 0 to 1. */
  probability: z.number().min(0).max(1).optional(),
  /** Begins the sequence of the probability's decisions. */
  seed: z.int().optional(),
  enforceCapacity: z.boolean().optional(),
});
type RuleInput = z.infer<typeof ruleSchema>;
type Rule = RuleInput & { throttled: number; random: () => number };

/** One item or page of an operation, before it is executed. */
type Step = {
  readonly table: Table;
  readonly kind: Kind;
  readonly operation: string | undefined;
  readonly index?: Index;
};

/**
 * Throttling that somebody asked for: by rules, which hit what they name, and by the provisioned capacity of tables.
 * Nothing of it outlives the process.
 */
export class Throttle {
  #rules: Rule[] = [];
  readonly #buckets: Buckets;

  constructor(clock: Clock) {
    this.#buckets = new Buckets(clock);
  }

  /** Adds a rule, or replaces the one for the same table, index and operation; `enforceCapacity` rations a table. */
  put(input: RuleInput): void {
    if (input.enforceCapacity !== undefined) {
      this.#buckets.enforce(input.table, input.enforceCapacity);
      if (input.times === undefined && input.probability === undefined) return;
    }
    this.#rules = this.#rules.filter(
      ({ table, index, operation }) => table !== input.table || index !== input.index || operation !== input.operation,
    );
    this.#rules.push({ ...input, throttled: 0, random: randomFrom(input.seed ?? 1) });
  }

  clear(): void {
    this.#rules = [];
    this.#buckets.clear();
  }

  /** The rules, each with what it still throttles and has throttled, and the rationed tables. */
  describe(): Record<string, unknown> {
    return { rules: this.#rules.map(({ random: _, ...rule }) => rule), ...this.#buckets.describe() };
  }

  /** Whether indexes must be measured even though nobody wants to see their units. */
  measures(table: Table): boolean {
    return this.#buckets.isEnforced(table);
  }

  /** The refusal of a step, if it is throttled. Asking counts: ask once for each step. */
  refusal(step: Step): ServiceError | undefined {
    if (this.#rules.length > 0) {
      const rule = this.#rules.find((candidate) => concerns(candidate, step));
      if (rule && this.#decides(rule)) return throttled(step.table, step.kind, hit(rule, step));
    }
    return this.#buckets.refusal(step);
  }

  /** @throws ServiceError where the step is throttled */
  admit(step: Step): void {
    if (this.#rules.length === 0 && !this.#buckets.isInUse) return;
    const refusal = this.refusal(step);
    if (refusal) throw refusal;
  }

  /** @throws ServiceError ThrottlingException for an operation on no item that a rule names. */
  admitCall(operation: string, tableName: unknown): void {
    if (this.#rules.length === 0 || STEPPED.has(operation)) return;
    const rule = this.#rules.find(
      (candidate) =>
        candidate.operation === operation && (candidate.table === undefined || candidate.table === tableName),
    );
    if (rule && this.#decides(rule)) throw rateExceeded();
  }

  /** Takes what a step used from the buckets of a rationed table. */
  spend(table: Table, kind: Kind, usage: Usage): void {
    if (this.#buckets.isInUse) this.#buckets.spend(table, kind, usage);
  }

  #decides(rule: Rule): boolean {
    if (rule.probability !== undefined && rule.random() >= rule.probability) return false;
    rule.throttled += 1;
    if (rule.times !== undefined) {
      rule.times -= 1;
      if (rule.times === 0) this.#rules = this.#rules.filter((other) => other !== rule);
    }
    return true;
  }
}

/** The operations that ask for each of their steps. */
const STEPPED: ReadonlySet<string> = new Set([
  'BatchExecuteStatement',
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'ExecuteStatement',
  'ExecuteTransaction',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'TransactGetItems',
  'TransactWriteItems',
  'UpdateItem',
]);

/** A global index without room holds up the writes of its table, too; reads only where they go through it. */
function concerns(rule: Rule, { table, kind, operation, index }: Step): boolean {
  if (rule.table !== undefined && rule.table !== table.name) return false;
  if (rule.operation !== undefined && rule.operation !== operation) return false;
  if (rule.index === undefined) return true;
  return kind === 'Write' ? table.index(rule.index)?.isGlobal === true : index?.name === rule.index;
}

const hit = (rule: Rule, { table, index }: Step): Index | undefined =>
  (rule.index === undefined ? undefined : table.index(rule.index)) ?? index;

/** A reproducible sequence of numbers from 0 to 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
