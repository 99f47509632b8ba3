/** Counts what happened, by name. */
export class Tally {
  readonly #counts = new Map<string, number>();

  count(name: string, by = 1): void {
    this.#counts.set(name, this.of(name) + by);
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  add(other: Tally): void {
    for (const [name, count] of other.#counts) this.count(name, count);
  }

  entries(): [string, number][] {
    return [...this.#counts].sort(([one], [other]) => one.localeCompare(other));
  }
}
