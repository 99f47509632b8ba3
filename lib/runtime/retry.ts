/** Attempts in all, as the SDK makes them. */
const attempts = 3;

/** Does it again where that may help, each time after a longer pause of chance length, at most `pauseMs` · 2ⁿ. */
export async function retry<Result>(
  attempt: () => Promise<Result>,
  pauseMs: (error: unknown) => number | undefined,
): Promise<Result> {
  for (let made = 1; ; made += 1) {
    try {
      return await attempt();
    } catch (error) {
      const pause = made < attempts ? pauseMs(error) : undefined;
      if (pause === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * pause * 2 ** (made - 1)));
    }
  }
}
