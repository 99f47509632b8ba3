import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FunctionDefinition, Invocation, Outcome } from './definition.ts';

type Failure = { errorType: string; errorMessage: string; trace?: string[] };
type Message =
  | { type: 'ready' }
  | { type: 'initFailed'; error: Failure }
  | { type: 'log'; text: string }
  | { type: 'done'; payload: string; usedHeap: number }
  | { type: 'failed'; error: Failure; usedHeap: number }
  | { type: 'crashed'; error: Failure };

type Work = {
  invocation: Invocation;
  log: string[];
  started: number;
  timer: NodeJS.Timeout;
  settle(outcome: Outcome): void;
};

const RUNTIME = path.join(import.meta.dirname, 'runtime.mjs');
/** AWS gives an initialization ten seconds; a busy machine that starts many at once may need longer. */
const INIT_LIMIT_MS = 30_000;
/** V8 counts its heap tighter than AWS counts a process. */
const HEAP_ALLOWANCE_MB = 64;
const LARGEST_RESPONSE = 6_291_556;
const MOST_LINES = 2000;

export type EnvironmentInput = {
  definition: FunctionDefinition;
  /** The whole environment of the function. */
  variables: Readonly<Record<string, string>>;
  /** Folder whose node_modules stand for the SDK that AWS's image brings. */
  packagesFrom: string;
  compileCache: string;
};

/** One execution environment: a worker thread that answers one event at a time and is thrown away when it breaks. */
export class Environment {
  readonly definition: FunctionDefinition;
  /** Milliseconds of real time when it last became idle. */
  idleSince = performance.now();
  readonly #worker: Worker;
  readonly #started = performance.now();
  readonly #ready: Promise<Failure | undefined>;
  #initLog: string[] = [];
  #initDuration: number | undefined;
  #work: Work | undefined;
  #isAlive = true;

  constructor({ definition, variables, packagesFrom, compileCache }: EnvironmentInput) {
    this.definition = definition;
    this.#worker = new Worker(RUNTIME, {
      name: definition.name,
      env: { ...variables },
      execArgv: ['--no-warnings'],
      stdin: false,
      workerData: {
        taskRoot: definition.codeFolder,
        handler: definition.handler,
        functionArn: definition.arn,
        logFormat: definition.logFormat,
        packagesFrom,
        compileCache,
      },
      resourceLimits: { maxOldGenerationSizeMb: definition.memoryMb + HEAP_ALLOWANCE_MB },
    });
    this.#ready = new Promise((resolve) => {
      const limit = setTimeout(() => {
        this.#die();
        resolve({ errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out during initialization' });
      }, INIT_LIMIT_MS);
      const settle = (failure: Failure | undefined) => {
        clearTimeout(limit);
        this.#initDuration ??= performance.now() - this.#started;
        resolve(failure);
      };
      this.#worker.on('message', (message: Message) => {
        this.#receive(message, settle);
      });
      this.#worker.on('error', (error: NodeJS.ErrnoException) => {
        this.#isAlive = false;
        const failure = this.#exitFailure(error);
        settle(failure);
        this.#finish(failure);
      });
      this.#worker.on('exit', (code) => {
        this.#isAlive = false;
        const failure = this.#exitFailure(undefined, code);
        settle(failure);
        this.#finish(failure);
      });
    });
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Resolves when the function's module is loaded, or could not be: the next event then tells so. */
  async ready(): Promise<void> {
    await this.#ready;
  }

  /** Answers one event. Never rejects; an environment that timed out, crashed or failed to load is dead afterwards. */
  async invoke(invocation: Invocation): Promise<Outcome> {
    const failure = await this.#ready;
    const { timeoutMs } = this.definition;
    const started = performance.now();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timeOut();
      }, timeoutMs);
      const log = [...this.#initLog, `START RequestId: ${invocation.requestId} Version: $LATEST`];
      this.#initLog = [];
      this.#work = { invocation, log, started, timer, settle: resolve };
      if (failure) {
        this.#die();
        this.#finish(failure);
      } else if (this.#isAlive) {
        this.#worker.postMessage({ ...invocation, deadline: Date.now() + timeoutMs });
      } else this.#finish(this.#exitFailure());
    });
  }

  async stop(): Promise<void> {
    this.#isAlive = false;
    await this.#worker.terminate();
  }

  #receive(message: Message, settleInit: (failure: Failure | undefined) => void): void {
    switch (message.type) {
      case 'ready':
        settleInit(undefined);
        break;
      case 'initFailed':
        settleInit(message.error);
        break;
      case 'log':
        keep(this.#work?.log ?? this.#initLog, message.text);
        break;
      case 'done':
        if (Buffer.byteLength(message.payload) > LARGEST_RESPONSE)
          this.#finish(tooLarge(message.payload), message.usedHeap);
        else this.#settle(message.payload, false, message.usedHeap);
        break;
      case 'failed':
        this.#finish(message.error, message.usedHeap);
        break;
      case 'crashed':
        this.#isAlive = false;
        settleInit(message.error);
        this.#finish(message.error);
        break;
    }
  }

  #timeOut(): void {
    const seconds = (this.definition.timeoutMs / 1000).toFixed(2);
    const requestId = this.#work?.invocation.requestId ?? '';
    this.#die();
    this.#finish({
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
    });
  }

  #die(): void {
    this.#isAlive = false;
    void this.#worker.terminate();
  }

  #exitFailure(error?: NodeJS.ErrnoException, code?: number): Failure {
    const requestId = this.#work?.invocation.requestId ?? '';
    if (error?.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      return {
        errorType: 'Runtime.OutOfMemory',
        errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
      };
    }
    const reason =
      code === 0 || code === undefined
        ? 'Runtime exited without providing a reason'
        : `Runtime exited with error: exit status ${code}`;
    return {
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${requestId} Error: ${error ? `${reason}: ${error.message}` : reason}`,
    };
  }

  #finish(failure: Failure, usedHeap = 0): void {
    this.#settle(JSON.stringify(failure), true, usedHeap);
  }

  #settle(payload: string, failed: boolean, usedHeap: number): void {
    const work = this.#work;
    if (!work) return;
    this.#work = undefined;
    clearTimeout(work.timer);
    const duration = performance.now() - work.started;
    const usedMb = Math.min(this.definition.memoryMb, Math.ceil(usedHeap / 1024 / 1024) + 40);
    const initDuration = this.#initDuration;
    this.#initDuration = undefined;
    const { requestId } = work.invocation;
    const report = [
      `REPORT RequestId: ${requestId}`,
      `Duration: ${duration.toFixed(2)} ms`,
      `Billed Duration: ${Math.ceil(duration + (initDuration ?? 0))} ms`,
      `Memory Size: ${this.definition.memoryMb} MB`,
      `Max Memory Used: ${usedMb} MB`,
      ...(initDuration === undefined ? [] : [`Init Duration: ${initDuration.toFixed(2)} ms`]),
    ].join('\t');
    this.idleSince = performance.now();
    work.settle({
      payload,
      failed,
      log: [...work.log, `END RequestId: ${requestId}`, report],
      duration,
      initDuration,
      usedMb,
    });
  }
}

/** Adds a line to a log that a function cannot make endless: beyond the limit the oldest of its own lines go. */
function keep(log: string[], line: string): void {
  log.push(line);
  if (log.length > MOST_LINES) log.splice(1, log.length - MOST_LINES);
}

const tooLarge = (payload: string): Failure => ({
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size (${Buffer.byteLength(payload)} bytes) exceeded maximum allowed payload size (${LARGEST_RESPONSE} bytes).`,
});
