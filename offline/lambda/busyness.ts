import { performance } from 'node:perf_hooks';

const MEASURED_EVERY_MS = 50;
const BUSY = 0.8;

let last = performance.eventLoopUtilization();
let measuredAt = 0;
let share = 0;

/**
 * Whether this thread, which answers all that functions ask for, has had next to no rest lately: then one more function
 * at work only has to wait, and to be warmed up, while those that run are held up.
 */
export function isBusy(): boolean {
  const now = performance.now();
  if (now - measuredAt >= MEASURED_EVERY_MS) {
    const current = performance.eventLoopUtilization();
    share = performance.eventLoopUtilization(current, last).utilization;
    last = current;
    measuredAt = now;
  }
  return share > BUSY;
}
