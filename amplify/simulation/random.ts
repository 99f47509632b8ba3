/** Numbers from 0 to 1 that are the same on each run with one seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Choices that are the same on each run with one seed. */
export interface Dice {
  readonly number: () => number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** A whole number of those two and what is between. */
  between(least: number, most: number): number;
  pick<const Item>(items: readonly [Item, ...Item[]]): Item;
  /** Mostly short, at times long, in milliseconds. */
  delay(typicalMs: number): number;
}

export function diceOf(seed: number): Dice {
  const number = randomOf(seed);
  return {
    number,
    chance: (probability) => number() < probability,
    between: (least, most) => least + Math.floor(number() * (most - least + 1)),
    pick: (items) => items[Math.floor(number() * items.length)] ?? items[0],
    delay: (typicalMs) => Math.ceil(-Math.log(1 - number()) * typicalMs),
  };
}
