import { silentMs } from '#lib/domain/run/heartbeat';
import type { WorkerPorts } from './ports.ts';

/** Ends a worker's attempt at which it could not say for too long that it is. */
export interface Silence {
  /** The worker said so then, in milliseconds: it has as long from there. */
  brokenAt(at: number): void;
  hasEnded(): boolean;
  stop(): void;
}

/** By a timer, not by writes that fail: one that gets no answer takes its time to. */
export function watchSilence({ now }: Pick<WorkerPorts, 'now'>, end: () => void): Silence {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hasEnded = false;
  let isOver = false;
  return {
    brokenAt(at) {
      clearTimeout(timer);
      if (isOver) return;
      timer = setTimeout(
        () => {
          hasEnded = true;
          end();
        },
        Math.max(0, at + silentMs - now()),
      );
    },
    hasEnded: () => hasEnded,
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
