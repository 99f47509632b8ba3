/** The value below which `share` (0 to 1) of the samples lie. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Runs `work` `count` times with `width` at once; answers each one's milliseconds and the whole. */
export async function timed(
  count: number,
  width: number,
  work: (index: number) => Promise<unknown>,
): Promise<{ samples: number[]; totalMs: number }> {
  const samples: number[] = [];
  let next = 0;
  const began = performance.now();
  const lane = async () => {
    for (let index = next++; index < count; index = next++) {
      const start = performance.now();
      await work(index);
      samples.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return { samples, totalMs: performance.now() - began };
}
