import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from './clock.ts';

const EVERY_MS = 30_000;

/**
 * Lets the clock know, before the services are made, what time it was when the folder's data was written last: an earlier
 * process may have run with another clock.
 */
export function resumeTime(clock: Clock, folder: string): void {
  const newest = Number(read(fileOf(folder)));
  if (Number.isFinite(newest)) clock.resume(newest);
}

/**
 * Keeps the time in the folder, once every service dealt with what `resumeTime` told: at each move, twice a minute and
 * when the answered function ends it.
 */
export function keepTime(clock: Clock, folder: string): () => void {
  const write = () => {
    const file = fileOf(folder);
    try {
      writeFileSync(`${file}.new`, String(clock.now()));
      renameSync(`${file}.new`, file);
    } catch {
      // A full disk: the time that is kept is older by a little; the services tell of the disk.
    }
  };
  const timer = setInterval(write, EVERY_MS).unref();
  const unwatch = clock.onMoved(write);
  return () => {
    clearInterval(timer);
    unwatch();
    write();
  };
}

const fileOf = (folder: string) => path.join(folder, 'clock');

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return 'none';
  }
}
