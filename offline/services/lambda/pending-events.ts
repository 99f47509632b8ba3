import type { Cancel } from '../../kernel/clock.ts';
import { withTrace } from '../../kernel/current-trace.ts';
import { ServiceError } from '../../kernel/errors.ts';
import { traceOfHeader } from '../../kernel/trace.ts';
import type { Outcome } from '../../lambda/definition.ts';
import { sendToDeadLetters, sendToDestination } from './destinations.ts';
import type { Functions } from './functions.ts';
import type { InvokeConfigs } from './invoke-configs.ts';
import { bareName } from './names.ts';
import type { AcceptedEvent, LambdaState, PendingEvent } from './state.ts';

/** AWS waits one minute, then two; seconds are enough where nothing else is shared. */
const RETRY_DELAYS_MS = [1000, 2000];
/** Where there is no room for an event, the pause doubles up to AWS's five minutes. */
const LONGEST_THROTTLE_MS = 5 * 60 * 1000;
const MOST_AT_ONCE = 20;

type Parts = { functions: Functions; state: LambdaState; configs: InvokeConfigs };
type Condition = 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';

/**
 * Asynchronous events: on disk before they are acknowledged, run once each unless the process dies in between, tried
 * again by Lambda itself, then sent to their destination.
 */
export class PendingEvents {
  readonly #parts: Parts;
  readonly #running = new Set<number>();
  #timer: Cancel | undefined;
  #isRunning = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  accept(event: AcceptedEvent): void {
    this.#parts.state.accept(event, this.#now());
    this.#wake();
  }

  start(): void {
    this.#isRunning = true;
    this.#wake();
  }

  stop(): void {
    this.#isRunning = false;
    this.#timer?.();
  }

  #now(): number {
    return this.#parts.functions.context.clock.now();
  }

  #wake(): void {
    if (!this.#isRunning) return;
    this.#timer?.();
    this.#timer = undefined;
    const now = this.#now();
    const next = this.#parts.state
      .pending(this.#running.size + MOST_AT_ONCE)
      .filter(({ id }) => !this.#running.has(id));
    for (const event of next) {
      if (this.#running.size >= MOST_AT_ONCE) return;
      if (event.dueAt > now) {
        this.#timer = this.#parts.functions.context.clock.after(event.dueAt - now, () => {
          this.#wake();
        });
        return;
      }
      this.#running.add(event.id);
      void withTrace(traceOfHeader(event.trace), () => this.#run(event)).finally(() => {
        this.#running.delete(event.id);
        this.#wake();
      });
    }
  }

  async #run(event: PendingEvent): Promise<void> {
    const { functions, state } = this.#parts;
    const { functionName, payload, requestId, trace, trigger } = event;
    let settle: () => void;
    const age = this.#now() - event.acceptedAt;
    if (age > this.#config(event).maximumAgeMs) {
      settle = () => {
        this.#giveUp(event, undefined, 'EventAgeExceeded');
      };
    } else {
      try {
        const outcome = await functions.run({
          ...{ functionName, payload, requestId, trigger },
          ...(trace ? { traceId: trace } : {}),
        });
        settle = () => (outcome.failed ? this.#failed(event, outcome) : this.#succeeded(event, outcome));
      } catch (error) {
        if (error instanceof ServiceError && error.code === 'ResourceNotFoundException') {
          functions.context.log.error('an asynchronous event was dropped', { functionName, requestId, error });
          settle = () => {
            state.finish(event.id);
          };
        } else settle = () => this.#throttled(event);
      }
    }
    await this.#settle(settle);
  }

  /**
   * Writes what became of an event. What cannot be written, as on a full disk, is tried again until it can: the event
   * was accepted, so it must not get lost, and it must not end the backend.
   */
  async #settle(write: () => void): Promise<void> {
    const { context } = this.#parts.functions;
    for (let isTold = false; this.#isRunning; isTold = true) {
      try {
        write();
        return;
      } catch (error) {
        if (!isTold) context.log.error('what became of an asynchronous event cannot be written yet', { error });
        await context.clock.sleep(RETRY_DELAYS_MS[0] ?? 0);
      }
    }
  }

  #config(event: PendingEvent) {
    return this.#parts.configs.of(event.functionName);
  }

  #succeeded(event: PendingEvent, outcome: Outcome): void {
    const { onSuccess } = this.#config(event);
    if (onSuccess) this.#send(onSuccess, { ...event, attempts: event.attempts + 1 }, outcome, 'Success');
    this.#parts.state.finish(event.id);
  }

  #failed(event: PendingEvent, outcome: Outcome): void {
    const { retries, maximumAgeMs } = this.#config(event);
    const attempts = event.attempts + 1;
    const dueAt = this.#now() + (RETRY_DELAYS_MS[attempts - 1] ?? RETRY_DELAYS_MS.at(-1) ?? 0);
    const isTooOld = dueAt - event.acceptedAt > maximumAgeMs;
    if (attempts <= retries && !isTooOld) this.#parts.state.postpone({ ...event, attempts, dueAt });
    else {
      const condition = attempts > retries ? 'RetriesExhausted' : 'EventAgeExceeded';
      this.#giveUp({ ...event, attempts }, outcome, condition);
    }
  }

  /** No room: the event goes back, until it is too old. A function that is closed off never gets any. */
  #throttled(event: PendingEvent): void {
    const { functions, state } = this.#parts;
    if (functions.find(event.functionName)?.reservedConcurrency === 0) {
      this.#giveUp(event, undefined, 'RetriesExhausted');
      return;
    }
    const throttles = event.throttles + 1;
    const pause = Math.min((RETRY_DELAYS_MS[0] ?? 0) * 2 ** event.throttles, LONGEST_THROTTLE_MS);
    state.postpone({ ...event, throttles, dueAt: this.#now() + pause });
  }

  #giveUp(event: PendingEvent, outcome: Outcome | undefined, condition: Condition): void {
    const { functions, configs, state } = this.#parts;
    const { onFailure } = this.#config(event);
    if (onFailure) this.#send(onFailure, event, outcome, condition);
    const queue = configs.deadLetters(bareName(event.functionName));
    if (queue) {
      const { errorMessage } = (outcome ? parsed(outcome.payload) : {}) as { errorMessage?: string };
      sendToDeadLetters(functions.context, {
        ...{ queue, payload: event.payload, requestId: event.requestId },
        errorCode: outcome ? 200 : 429,
        errorMessage: outcome ? (errorMessage ?? '') : 'Rate Exceeded.',
      });
    }
    state.finish(event.id);
  }

  #send(destination: string, event: PendingEvent, outcome: Outcome | undefined, condition: Condition): void {
    const { functions } = this.#parts;
    const functionArn = functions.find(event.functionName)?.arn ?? event.functionName;
    const qualifier = event.functionName.split(':')[1] ?? '$LATEST';
    const record = {
      version: '1.0',
      timestamp: new Date(this.#now()).toISOString(),
      requestContext: {
        requestId: event.requestId,
        functionArn: `${functionArn}:${qualifier}`,
        condition,
        approximateInvokeCount: event.attempts,
      },
      requestPayload: parsed(event.payload),
      // Where the function never ran there is no answer to tell.
      ...(outcome && {
        responseContext: {
          statusCode: 200,
          executedVersion: '$LATEST',
          ...(outcome.failed ? { functionError: 'Unhandled' } : {}),
        },
        responsePayload: parsed(outcome.payload),
      }),
    };
    sendToDestination(functions.context, { destination, record, succeeded: condition === 'Success', functionArn });
  }
}

const parsed = (payload: string): unknown => (payload === '' ? {} : JSON.parse(payload));
