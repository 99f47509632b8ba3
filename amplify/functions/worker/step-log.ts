const maximumLines = 100;
const maximumCharacters = 500;

/** Lines that an agent leaves for whoever looks into its step; bounded, so that its record is. */
export function createStepLog(): { readonly add: (line: string) => void; readonly lines: () => string[] } {
  const kept: string[] = [];
  let dropped = 0;
  return {
    add(line) {
      if (kept.length < maximumLines - 1) kept.push(line.slice(0, maximumCharacters));
      else dropped += 1;
    },
    lines: () => (dropped > 0 ? [...kept, `${dropped} more lines were not kept.`] : [...kept]),
  };
}
