import { createHash } from 'node:crypto';

/** Numbers from 0 to 1 that are the same on each run with one seed. */
export function randomOf(seed: string | number): () => number {
  let count = 0;
  return () => {
    count += 1;
    return createHash('sha256').update(`${seed}/${count}`).digest().readUInt32BE() / 2 ** 32;
  };
}
