const listeners = new Set<() => void>();

/** Calls back whenever something large has ended and its memory could be given back. Answers how to stop that. */
export function onRelease(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Something large has ended, such as an environment of a function. */
export function tellRelease(): void {
  for (const listener of listeners) listener();
}
