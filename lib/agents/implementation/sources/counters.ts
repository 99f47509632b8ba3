/** `src/platform/counters.js` */
export const countersSource = String.raw`/** Counts what happened, by name. */
export function createCounters() {
  /** @type {Map<string, number>} */
  const counts = new Map();
  return {
    /** @param {string} name */
    add(name) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    values: () => Object.fromEntries(counts),
  };
}

/** @typedef {ReturnType<typeof createCounters>} Counters */
`;
