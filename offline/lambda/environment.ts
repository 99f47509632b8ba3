import type { FunctionDefinition, Invocation, Outcome } from './definition.ts';
import { endLines, type Failure, startLine } from './report.ts';
import { type Ending, type Sandbox, startSandbox } from './sandbox.ts';

type Message =
  | { type: 'ready' }
  | { type: 'initFailed'; error: Failure }
  | { type: 'log'; text: string }
  | { type: 'chunk'; bytes: Uint8Array }
  | { type: 'done'; payload: string | undefined; usedBytes: number }
  | { type: 'failed'; error: Failure; usedBytes: number }
  | { type: 'crashed'; error: Failure };

type Work = {
  invocation: Invocation;
  log: string[];
  chunks: Uint8Array[];
  started: number;
  timer: NodeJS.Timeout;
  settle(outcome: Outcome): void;
};

/** AWS gives an initialization ten seconds; a busy machine that starts many at once may need longer. */
const INIT_LIMIT_MS = 30_000;
const LARGEST_RESPONSE = 6_291_556;
const MOST_LINES = 2000;
/** What an image's own processes take beside the heap. */
const THREAD_BASE_MB = 40;

export type EnvironmentInput = {
  definition: FunctionDefinition;
  /** The whole environment of the function. */
  variables: Readonly<Record<string, string>>;
  /** Folder whose node_modules stand for the SDK that AWS's image brings. */
  packagesFrom: string;
  compileCache: string;
};

/** One execution environment: a thread or process that answers one event at a time and is thrown away when it breaks. */
export class Environment {
  readonly definition: FunctionDefinition;
  /** Milliseconds of real time when it last became idle. */
  idleSince = performance.now();
  readonly #sandbox: Sandbox;
  readonly #started = performance.now();
  readonly #ready: Promise<Failure | undefined>;
  #initLog: string[] = [];
  #initDuration: number | undefined;
  #work: Work | undefined;
  #isAlive = true;
  #ending: Ending = {};

  constructor({ definition, variables, packagesFrom, compileCache }: EnvironmentInput) {
    this.definition = definition;
    let settleInit: (failure: Failure | undefined) => void = () => undefined;
    this.#sandbox = startSandbox({
      kind: definition.isolation ?? 'thread',
      name: definition.name,
      memoryMb: definition.memoryMb,
      variables,
      settings: {
        taskRoot: definition.codeFolder,
        handler: definition.handler,
        functionArn: definition.arn,
        runtime: definition.runtime,
        logFormat: definition.logFormat,
        logLevel: definition.applicationLogLevel,
        layers: definition.layers ?? [],
        packagesFrom,
        compileCache,
      },
      onMessage: (message) => {
        this.#receive(message as Message, settleInit);
      },
      onEnd: (ending) => {
        this.#isAlive = false;
        this.#ending = { ...ending, ...this.#ending };
        const failure = this.#exitFailure();
        settleInit(failure);
        this.#finish(failure, 'error');
      },
    });
    this.#ready = new Promise((resolve) => {
      const limit = setTimeout(() => {
        this.#die();
        resolve(this.#timeoutFailure());
      }, INIT_LIMIT_MS);
      settleInit = (failure) => {
        clearTimeout(limit);
        this.#initDuration ??= performance.now() - this.#started;
        resolve(failure);
      };
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
        this.#die();
        this.#finish(this.#timeoutFailure(), 'timeout');
      }, timeoutMs);
      const log = [...this.#initLog, startLine(this.definition, invocation.requestId)];
      this.#initLog = [];
      this.#work = { invocation, log, chunks: [], started, timer, settle: resolve };
      if (failure) {
        this.#die();
        this.#finish(withRequest(failure, invocation.requestId), 'error');
      } else if (this.#isAlive) {
        const { onChunk: _, ...event } = invocation;
        this.#sandbox.post({ type: 'event', ...event, deadline: Date.now() + timeoutMs });
      } else this.#finish(this.#exitFailure(), 'error');
    });
  }

  async stop(): Promise<void> {
    this.#isAlive = false;
    await this.#sandbox.terminate();
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
      case 'chunk':
        this.#take(message.bytes);
        break;
      case 'done':
        this.#done(message.payload, message.usedBytes);
        break;
      case 'failed':
        this.#finish(message.error, 'success', message.usedBytes);
        break;
      case 'crashed':
        this.#isAlive = false;
        settleInit(message.error);
        this.#finish(message.error, 'error');
        break;
    }
  }

  #take(bytes: Uint8Array): void {
    const work = this.#work;
    if (!work) return;
    if (work.invocation.onChunk) work.invocation.onChunk(bytes);
    else work.chunks.push(bytes);
  }

  /** `payload` undefined: the handler streamed, and what it wrote is the answer. */
  #done(payload: string | undefined, usedBytes: number): void {
    const whole = payload ?? Buffer.concat(this.#work?.chunks ?? []).toString();
    if (Buffer.byteLength(whole) > LARGEST_RESPONSE) this.#finish(tooLarge(whole), 'success', usedBytes);
    else this.#settle({ payload: whole, failed: false, status: 'success', usedBytes });
  }

  #timeoutFailure(): Failure {
    const seconds = (this.definition.timeoutMs / 1000).toFixed(2);
    const requestId = this.#work?.invocation.requestId ?? '';
    return {
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
    };
  }

  #die(): void {
    this.#isAlive = false;
    void this.#sandbox.terminate();
  }

  #exitFailure(): Failure {
    const { code, signal, error, outOfMemory } = this.#ending;
    const requestId = this.#work?.invocation.requestId ?? '';
    const fail = (errorType: string, reason: string): Failure => ({
      errorType,
      errorMessage: `RequestId: ${requestId} Error: ${reason}`,
    });
    if (outOfMemory || signal === 'SIGKILL') {
      return fail('Runtime.OutOfMemory', 'Runtime exited with error: signal: killed');
    }
    const reason = signal
      ? `Runtime exited with error: signal: ${SIGNALS[signal] ?? signal}`
      : code
        ? `Runtime exited with error: exit status ${code}`
        : 'Runtime exited without providing a reason';
    return fail('Runtime.ExitError', error ? `${reason}: ${error.message}` : reason);
  }

  #finish(failure: Failure, status: 'success' | 'error' | 'timeout', usedBytes = 0): void {
    if (this.#work && status !== 'success' && this.definition.logFormat === 'Text') {
      const { requestId } = this.#work.invocation;
      if (status === 'timeout') {
        keep(
          this.#work.log,
          `${new Date().toISOString()} ${requestId} ${failure.errorMessage.split(' Error: ')[1] ?? ''}`,
        );
      } else if (failure.errorMessage.startsWith('RequestId: ')) {
        keep(this.#work.log, `${failure.errorMessage}\n${failure.errorType}`);
      }
    }
    this.#settle({
      payload: JSON.stringify(failure),
      failed: true,
      status,
      usedBytes,
      ...(status === 'error' ? { errorType: failure.errorType } : {}),
    });
  }

  #settle(input: {
    payload: string;
    failed: boolean;
    status: 'success' | 'error' | 'timeout';
    usedBytes: number;
    errorType?: string;
  }): void {
    const work = this.#work;
    if (!work) return;
    this.#work = undefined;
    clearTimeout(work.timer);
    const { payload, failed, status, usedBytes, errorType } = input;
    const duration = performance.now() - work.started;
    const initDuration = this.#initDuration;
    this.#initDuration = undefined;
    const { requestId } = work.invocation;
    const usedMb = this.#usedMb(usedBytes);
    const report = endLines(this.definition, {
      ...{ requestId, duration, initDuration, usedMb, status },
      ...(errorType ? { errorType } : {}),
    });
    this.idleSince = performance.now();
    work.settle({ payload, failed, log: [...work.log, ...report], duration, initDuration, usedMb });
  }

  #usedMb(heapBytes: number): number {
    const peak = this.#sandbox.peakBytes();
    const used =
      peak === undefined ? Math.ceil(heapBytes / 1024 / 1024) + THREAD_BASE_MB : Math.ceil(peak / 1024 / 1024);
    return Math.min(this.definition.memoryMb, used);
  }
}

const SIGNALS: Readonly<Record<string, string>> = {
  SIGABRT: 'aborted',
  SIGTRAP: 'trace/breakpoint trap',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
  SIGBUS: 'bus error',
};

/** A failure of the initialization names the event that met it. */
const withRequest = (failure: Failure, requestId: string): Failure => ({
  ...failure,
  errorMessage: failure.errorMessage.replace(/^RequestId: {2}/, `RequestId: ${requestId} `),
});

/** Adds a line to a log that a function cannot make endless: beyond the limit the oldest of its own lines go. */
function keep(log: string[], line: string): void {
  log.push(line);
  if (log.length > MOST_LINES) log.splice(1, log.length - MOST_LINES);
}

const tooLarge = (payload: string): Failure => ({
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size (${Buffer.byteLength(payload)} bytes) exceeded maximum allowed payload size (${LARGEST_RESPONSE} bytes).`,
});
