import type { Clients } from '../clients.ts';

export type Step = { readonly clients: Clients; readonly random: () => number; readonly signal: AbortSignal };

/**
 * One who writes, remembers what was acknowledged, and looks after each crash whether it is all there. Its keys are its
 * own and it does one thing after the other, so at most one of its writes is in flight at a crash.
 */
export type Actor = {
  readonly name: string;
  /** One write. Throws where it was not acknowledged: the crash came first. */
  step(step: Step): Promise<void>;
  /** After a restart: sentences of what is wrong; none where every acknowledged write is there, whole. */
  check(clients: Clients): Promise<string[]>;
  /** Whatever was acknowledged and travels on: marks that must have come to the table `seen` in the end, by way and id. */
  expected?(): readonly string[];
};

/** What a key may hold: what was acknowledged last, or what was in flight when the process ended. */
export class Ambiguous<Value> {
  readonly #possible = new Map<string, Set<Value>>();
  readonly #settled = new Map<string, Value>();

  begin(key: string, value: Value): void {
    const possible = this.#possible.get(key) ?? new Set<Value>();
    if (this.#settled.has(key)) possible.add(this.#settled.get(key) as Value);
    this.#possible.set(key, possible.add(value));
  }

  acknowledge(key: string, value: Value): void {
    this.#settled.set(key, value);
    this.#possible.delete(key);
  }

  /** Takes what was found as what is now there. Answers a sentence when it cannot have come about. */
  settle(key: string, found: Value | undefined): string | undefined {
    const allowed = new Set(this.#possible.get(key) ?? []);
    const isNew = !this.#settled.has(key);
    if (!isNew) allowed.add(this.#settled.get(key) as Value);
    if (found === undefined ? !isNew : !allowed.has(found)) {
      return `${key} holds ${String(found)}; it may hold ${[...allowed].map(String).join(' or ')}`;
    }
    if (found !== undefined) this.acknowledge(key, found);
    else this.#possible.delete(key);
    return undefined;
  }

  keys(): string[] {
    return [...new Set([...this.#possible.keys(), ...this.#settled.keys()])];
  }
}
