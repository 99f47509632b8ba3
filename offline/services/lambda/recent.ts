import type { FunctionDefinition, Outcome } from '../../lambda/definition.ts';

const KEPT = 200;
const TEXT_LENGTH = 4096;
const KEPT_LINES = 200;

/** One invocation as `GET /_offline/invocations` shows it. */
export type RecentInvocation = {
  requestId: string;
  functionName: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  endedAt: number;
  durationMs: number;
  initMs?: number;
  memoryMb: number;
  usedMb: number;
  status: 'success' | 'error' | 'timeout';
  error?: { type: string; message: string };
  /** What called: `api`, `appsync`, `sqs`, `stream`, `events`, `cognito`, … */
  trigger: string;
  /** JSON text, cut where it is long. */
  payload: string;
  result: string;
  logs: readonly string[];
  traceId: string;
};

/** The last invocations, newest first; bounded in number and in size. */
export class RecentInvocations {
  readonly #entries: RecentInvocation[] = [];

  list(): readonly RecentInvocation[] {
    return this.#entries;
  }

  add(input: {
    definition: FunctionDefinition;
    requestId: string;
    trigger: string;
    startedAt: number;
    traceId: string;
    payload: string;
    outcome: Outcome;
  }): void {
    const { definition, requestId, trigger, startedAt, traceId, payload, outcome } = input;
    const error = outcome.failed ? errorOf(outcome.payload) : undefined;
    const { duration, initDuration, usedMb } = outcome;
    this.#entries.unshift({
      ...{ requestId, functionName: definition.name, startedAt, endedAt: startedAt + Math.round(duration) },
      durationMs: duration,
      ...(initDuration === undefined ? {} : { initMs: initDuration }),
      memoryMb: definition.memoryMb,
      usedMb,
      status: !error ? 'success' : error.type === 'Sandbox.Timedout' ? 'timeout' : 'error',
      ...(error ? { error } : {}),
      trigger,
      payload: cut(payload),
      result: cut(outcome.payload),
      logs: outcome.log.slice(-KEPT_LINES).map(cut),
      traceId,
    });
    this.#entries.length = Math.min(this.#entries.length, KEPT);
  }
}

function errorOf(payload: string): { type: string; message: string } {
  const { errorType = 'Error', errorMessage = '' } = JSON.parse(payload) as {
    errorType?: string;
    errorMessage?: string;
  };
  return { type: errorType, message: cut(errorMessage) };
}

const cut = (text: string) =>
  text.length <= TEXT_LENGTH ? text : `${text.slice(0, TEXT_LENGTH)}… (${text.length} characters)`;
