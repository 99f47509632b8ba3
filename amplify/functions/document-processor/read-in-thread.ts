import { Worker } from 'node:worker_threads';
import type { ReadingOutcome, ReadingTask } from './reading.ts';

export interface ReadingLimits {
  /** Of the whole process, in bytes; its function must have more, so that reading ends before the process does. */
  readonly memoryBytes: number;
  readonly milliseconds: number;
}

const mebibyte = 1024 * 1024;
const watchEveryMs = 10;

const beyond = (what: string): ReadingOutcome => ({
  ok: false,
  code: 'EXCEEDS_LIMITS',
  reason: `The document could not be read within its limits: it asks for more than ${what}. Split or simplify it.`,
});

/**
 * Reads a document in a thread that is ended when it takes more time or memory than it may, in or outside of its heap.
 * The bytes are handed over, not copied.
 */
export function readInThread(script: URL, task: ReadingTask, limits: ReadingLimits): Promise<ReadingOutcome> {
  const heapMb = Math.floor((limits.memoryBytes / mebibyte) * 0.75);
  const { promise, resolve, reject } = Promise.withResolvers<ReadingOutcome>();
  const worker = new Worker(script, {
    workerData: task,
    transferList: [task.bytes, ...(task.recognized ?? [])].flatMap(({ buffer }) =>
      buffer instanceof ArrayBuffer ? [buffer] : [],
    ),
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 64, stackSizeMb: 8 },
    env: {},
  });
  const tooMuchMemory = beyond(`${Math.floor(limits.memoryBytes / mebibyte)} MB of memory`);
  const end = (outcome: ReadingOutcome) => {
    resolve(outcome);
    void worker.terminate();
  };
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() > limits.memoryBytes) end(tooMuchMemory);
  }, watchEveryMs);
  const timer = setTimeout(() => end(beyond(`${limits.milliseconds / 1000} seconds`)), limits.milliseconds);
  worker.once('message', (outcome: ReadingOutcome) => end(outcome));
  worker.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY' || error instanceof RangeError) end(tooMuchMemory);
    else reject(error);
  });
  worker.once('exit', (code) => reject(new Error(`The reading thread ended with ${code} before it answered.`)));
  return promise.finally(() => {
    clearInterval(watch);
    clearTimeout(timer);
  });
}
