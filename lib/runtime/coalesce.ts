/**
 * Does together what is asked for in the same turn of the event loop, as the messages of a batch ask.
 * `perform` answers in the order of the items; when it fails, it fails for all of them.
 */
export function coalesce<Item, Result>(
  perform: (items: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  let waiting: { item: Item; resolve: (result: Result) => void; reject: (reason: unknown) => void }[] = [];

  async function flush(): Promise<void> {
    const taken = waiting;
    waiting = [];
    try {
      const results = await perform(taken.map(({ item }) => item));
      for (const [index, result] of results.entries()) taken[index]?.resolve(result);
    } catch (error) {
      for (const { reject } of taken) reject(error);
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(() => void flush());
      waiting.push({ item, resolve, reject });
    });
}
