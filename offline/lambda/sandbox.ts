import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

const RUNTIME = path.join(import.meta.dirname, 'runtime.mjs');
/** V8 counts its heap tighter than AWS counts a process. */
const HEAP_ALLOWANCE_MB = 64;
/** Node's own writable mappings before a function's first line: most of it is reserved for code and never touched. */
const NODE_BASE_KB = 600_000;
const WATCH_EVERY_MS = 20;
const MEBIBYTE = 1024 * 1024;

/** How a sandbox ended by itself. */
export type Ending = { code?: number | null; signal?: string | null; error?: Error; outOfMemory?: boolean };

export type SandboxInput = {
  kind: 'thread' | 'process';
  name: string;
  memoryMb: number;
  variables: Readonly<Record<string, string>>;
  /** What the runtime is told before it loads the function. */
  settings: object;
  readonly onMessage: (message: unknown) => void;
  readonly onEnd: (ending: Ending) => void;
};

/** What a function runs in. */
export type Sandbox = {
  post(message: object): void;
  terminate(): Promise<void>;
  /** The most memory it has used so far, in bytes; undefined where only the runtime itself knows. */
  peakBytes(): number | undefined;
};

export const startSandbox = (input: SandboxInput): Sandbox =>
  input.kind === 'process' ? startProcess(input) : startThread(input);

/** A worker thread: starts in milliseconds; its JavaScript heap is limited, what lies outside of it is not. */
function startThread({ name, memoryMb, variables, settings, onMessage, onEnd }: SandboxInput): Sandbox {
  const worker = new Worker(RUNTIME, {
    name,
    env: { ...variables },
    execArgv: ['--no-warnings'],
    stdin: false,
    workerData: settings,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb + HEAP_ALLOWANCE_MB },
  });
  worker.on('message', onMessage);
  worker.on('error', (error: NodeJS.ErrnoException) => {
    onEnd({ error, outOfMemory: error.code === 'ERR_WORKER_OUT_OF_MEMORY' });
  });
  worker.on('exit', (code) => {
    onEnd({ code });
  });
  return {
    post(message) {
      worker.postMessage(message);
    },
    async terminate() {
      await worker.terminate();
    },
    peakBytes: () => undefined,
  };
}

/**
 * A child process. The operating system refuses it more memory than its figure beyond what Node itself maps, inside and
 * outside of the heap; where it fills less quickly, it is ended when its resident memory passes the figure.
 */
function startProcess({ memoryMb, variables, settings, onMessage, onEnd }: SandboxInput): Sandbox {
  const heapMb = Math.floor(memoryMb * 0.9);
  const child: ChildProcess = spawn(
    '/bin/sh',
    [
      '-c',
      'ulimit -d "$1" 2>/dev/null; ulimit -c 0 2>/dev/null; shift; exec "$@"',
      'sh',
      String(NODE_BASE_KB + memoryMb * 1024),
      process.execPath,
      '--no-warnings',
      `--max-old-space-size=${heapMb}`,
      RUNTIME,
    ],
    { env: environmentOf(variables), stdio: ['ignore', 'pipe', 'pipe', 'ipc'], serialization: 'advanced' },
  );
  let outOfMemory = false;
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, residentBytes(child.pid) ?? 0);
    if (peak <= memoryMb * MEBIBYTE) return;
    outOfMemory = true;
    child.kill('SIGKILL');
  }, WATCH_EVERY_MS);
  watch.unref();
  // What the runtime does not catch, such as the engine's last words or those of native code.
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      const text = chunk.toString();
      if (/out of memory|allocation failed/i.test(text)) outOfMemory = true;
      onMessage({ type: 'log', text: text.trimEnd() });
    });
  }
  child.on('message', onMessage);
  child.on('error', (error) => {
    clearInterval(watch);
    onEnd({ error });
  });
  const ended = new Promise<void>((resolve) => {
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      onEnd({ code, signal, outOfMemory });
      resolve();
    });
  });
  child.send({ type: 'settings', settings });
  return {
    post(message) {
      // Where the child is gone its exit tells so.
      if (child.connected) child.send(message, () => undefined);
    },
    async terminate() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      child.kill('SIGKILL');
      await ended;
    },
    peakBytes: () => (peak > 0 ? peak : undefined),
  };
}

/** The function's variables and no others. The web framework declares NODE_ENV as always there; here it need not be. */
const environmentOf = (variables: Readonly<Record<string, string>>) => ({ ...variables }) as NodeJS.ProcessEnv;

/** Undefined where the system tells it otherwise than Linux does: only the limits that it keeps by itself hold there. */
function residentBytes(pid: number | undefined): number | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined;
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
