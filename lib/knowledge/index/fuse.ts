/** A ranking's part in the whole, best first; a weight of 1 unless given. */
export interface Ranking<Key> {
  readonly keys: readonly Key[];
  readonly weight?: number;
}

/** Keeps what one ranking has at its top from outweighing what several have near theirs. */
const constant = 60;

/**
 * Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): rankings whose scores cannot be compared, put
 * together by ranks alone. Best first; what is equal stays in the order in which it was met.
 */
export function fuseRankings<Key>(rankings: readonly Ranking<Key>[]): { readonly key: Key; readonly score: number }[] {
  const scores = new Map<Key, number>();
  for (const { keys, weight = 1 } of rankings) {
    for (const [index, key] of keys.entries()) {
      scores.set(key, (scores.get(key) ?? 0) + weight / (constant + index + 1));
    }
  }
  return [...scores].map(([key, score]) => ({ key, score })).sort((one, other) => other.score - one.score);
}
