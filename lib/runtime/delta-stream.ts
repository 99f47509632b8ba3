/** Sends one piece; the sequence counts from 0 and the last piece is marked. */
export type SendDelta = (piece: { sequence: number; delta: string; done: boolean }) => Promise<void>;

/** At most ten pieces a second reach the subscribers of a reply. */
const intervalMs = 100;

/**
 * Passes on what an agent produces as soon as it does: the first piece at once, what comes within the interval after
 * it together. A piece that cannot be sent is dropped and reported, since the stored reply holds the whole text.
 */
export function createDeltaStream(send: SendDelta, options: { now: () => number; onLost: (error: unknown) => void }) {
  let buffer = '';
  let sequence = 0;
  let lastSent = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let sending = Promise.resolve();

  function flush(done: boolean): void {
    clearTimeout(timer);
    timer = undefined;
    if (buffer === '' && !done) return;
    const piece = { sequence, delta: buffer, done };
    sequence += 1;
    buffer = '';
    lastSent = options.now();
    // One after the other, or they would overtake each other on the way.
    sending = sending.then(() => send(piece)).catch(options.onLost);
  }

  return {
    push(delta: string): void {
      if (delta === '') return;
      buffer += delta;
      const wait = lastSent + intervalMs - options.now();
      if (wait <= 0) flush(false);
      else timer ??= setTimeout(() => flush(false), wait);
    },

    /** Sends the rest and waits until everything is out. */
    async end(): Promise<void> {
      flush(true);
      await sending;
    },
  };
}

export type DeltaStream = ReturnType<typeof createDeltaStream>;
