/** Longest passage, in characters, and how many of them an answer has. */
const passageLength = 400;
const most = 5;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];

/** Every text in a result, however deep, each once. */
function textsIn(value: unknown): string[] {
  const found = new Set<string>();
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next === 'string') found.add(next);
    else if (typeof next === 'object' && next !== null) {
      const inside: unknown[] = Object.values(next);
      pending.push(...inside.toReversed());
    }
  }
  return [...found];
}

/** The texts of a result that hold words of the query, those with most of its words first, shorter ones before longer. */
export function passagesFor(query: string, result: unknown): string[] {
  const wanted = new Set(wordsOf(query));
  if (wanted.size === 0) return [];
  return textsIn(result)
    .map((text) => ({ text, hits: new Set(wordsOf(text).filter((word) => wanted.has(word))).size }))
    .filter(({ hits }) => hits > 0)
    .toSorted((one, other) => other.hits - one.hits || one.text.length - other.text.length)
    .slice(0, most)
    .map(({ text }) => (text.length > passageLength ? `${text.slice(0, passageLength - 1)}…` : text));
}
