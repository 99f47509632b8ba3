import type { Cancel } from '../../kernel/clock.ts';
import { ServiceError } from '../../kernel/errors.ts';
import type { Outcome } from '../../lambda/definition.ts';
import { sendToDestination } from './destinations.ts';
import { bareName, type Functions } from './functions.ts';
import type { EventInvokeConfig } from './resources.ts';
import type { LambdaState, PendingEvent } from './state.ts';

/** AWS waits one minute, then two; seconds are enough where nothing else is shared. */
const RETRY_DELAYS_MS = [1000, 2000];
const MOST_AT_ONCE = 20;
const DEFAULT_RETRIES = 2;
const DEFAULT_MAXIMUM_AGE_MS = 6 * 60 * 60 * 1000;

type Parts = { functions: Functions; state: LambdaState };

/**
 * Asynchronous events: on disk before they are acknowledged, run once each unless the process dies in between, tried
 * again by Lambda itself, then sent to their destination.
 */
export class PendingEvents {
  readonly #parts: Parts;
  readonly #running = new Set<number>();
  readonly #configs = new Map<string, EventInvokeConfig>();
  readonly #deadLetters = new Map<string, string>();
  #timer: Cancel | undefined;
  #isRunning = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  configure(configs: readonly EventInvokeConfig[], deadLetters: ReadonlyMap<string, string>): void {
    this.#configs.clear();
    for (const config of configs) this.#configs.set(bareName(config.functionName), config);
    this.#deadLetters.clear();
    for (const [name, arn] of deadLetters) this.#deadLetters.set(name, arn);
  }

  accept(event: { functionName: string; requestId: string; payload: string }): void {
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
      void this.#run(event).finally(() => {
        this.#running.delete(event.id);
        this.#wake();
      });
    }
  }

  async #run(event: PendingEvent): Promise<void> {
    const { functions, state } = this.#parts;
    const { functionName, payload, requestId } = event;
    const retryAt = () => this.#now() + (RETRY_DELAYS_MS[0] ?? 0);
    let settle: () => void;
    try {
      const outcome = await functions.run({ functionName, payload, requestId });
      settle = () => (outcome.failed ? this.#failed(event, outcome) : this.#succeeded(event, outcome));
    } catch (error) {
      const isUnknown = error instanceof ServiceError && error.code === 'ResourceNotFoundException';
      const isTooOld = this.#now() - event.acceptedAt > DEFAULT_MAXIMUM_AGE_MS;
      if (isUnknown || isTooOld) {
        functions.context.log.error('an asynchronous event was dropped', { functionName, requestId, error });
      }
      settle = () =>
        isUnknown || isTooOld ? state.finish(event.id) : state.postpone(event.id, event.attempts, retryAt());
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

  #succeeded(event: PendingEvent, outcome: Outcome): void {
    const destination = this.#configs.get(event.functionName)?.onSuccess;
    if (destination) this.#send(destination, event, outcome, 'Success');
    this.#parts.state.finish(event.id);
  }

  #failed(event: PendingEvent, outcome: Outcome): void {
    const config = this.#configs.get(event.functionName);
    const attempts = event.attempts + 1;
    const dueAt = this.#now() + (RETRY_DELAYS_MS[attempts - 1] ?? RETRY_DELAYS_MS.at(-1) ?? 0);
    const isTooOld = dueAt - event.acceptedAt > (config?.maximumAgeMs ?? DEFAULT_MAXIMUM_AGE_MS);
    if (attempts <= (config?.retries ?? DEFAULT_RETRIES) && !isTooOld) {
      this.#parts.state.postpone(event.id, attempts, dueAt);
      return;
    }
    const last = { ...event, attempts };
    if (config?.onFailure) {
      this.#send(config.onFailure, last, outcome, isTooOld ? 'EventAgeExceeded' : 'RetriesExhausted');
    }
    const deadLetters = this.#deadLetters.get(event.functionName);
    if (deadLetters?.startsWith('arn:aws:sqs:')) {
      this.#parts.functions.context.bus.port('sqs').send({ queue: deadLetters, body: event.payload });
    }
    this.#parts.state.finish(event.id);
  }

  #send(destination: string, event: PendingEvent, outcome: Outcome, condition: string): void {
    const { functions } = this.#parts;
    const functionArn = functions.find(event.functionName)?.arn ?? event.functionName;
    const record = {
      version: '1.0',
      timestamp: new Date(this.#now()).toISOString(),
      requestContext: {
        requestId: event.requestId,
        functionArn: `${functionArn}:$LATEST`,
        condition,
        approximateInvokeCount: outcome.failed ? event.attempts : event.attempts + 1,
      },
      requestPayload: parsed(event.payload),
      responseContext: {
        statusCode: 200,
        executedVersion: '$LATEST',
        ...(outcome.failed ? { functionError: 'Unhandled' } : {}),
      },
      responsePayload: parsed(outcome.payload),
    };
    sendToDestination(functions.context, { destination, record, succeeded: !outcome.failed, functionArn });
  }
}

const parsed = (payload: string): unknown => (payload === '' ? {} : JSON.parse(payload));
