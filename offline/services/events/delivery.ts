import type { Cancel } from '../../kernel/clock.ts';
import { ServiceError } from '../../kernel/errors.ts';
import type { TargetInput } from './rule.ts';
import type { EventsState, Rule } from './state.ts';
import { type EventEnvelope, targetInput } from './target-input.ts';

const DEFAULT_ATTEMPTS = 185;
const DEFAULT_AGE_SECONDS = 86_400;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 60_000;

type Row = Record<string, unknown>;

/**
 * Brings accepted events to their targets. A delivery is a row that stays until its target took it (or its dead letter
 * queue did): the process may end at any time, so a target may see an event twice, never not at all.
 */
export class Deliveries {
  readonly #state: EventsState;
  #timer: Cancel | undefined;
  #running = false;
  #again = false;
  #stopped = true;

  constructor(state: EventsState) {
    this.#state = state;
  }

  start(): void {
    this.#stopped = false;
    this.wake();
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.();
  }

  /** Writes one row a matching target; call inside the transaction that accepts the event. */
  accept(event: EventEnvelope, bus: string): void {
    const now = this.#state.context.clock.now();
    for (const rule of this.#state.rulesOf(bus)) {
      if (!rule.enabled || !rule.compiled?.matches(event)) continue;
      this.enqueue(event, rule, now);
    }
  }

  enqueue(event: EventEnvelope, rule: Rule, now: number): void {
    for (const target of rule.targets) {
      this.#state.store.run(
        'INSERT INTO delivery (bus, rule, target, event, accepted, due) VALUES (?, ?, ?, ?, ?, ?)',
        rule.bus,
        rule.name,
        JSON.stringify(target),
        JSON.stringify(event),
        now,
        now,
      );
    }
  }

  /** Delivers what is due, soon and outside of the caller's transaction. */
  wake(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    setImmediate(() => void this.#run());
  }

  async #run(): Promise<void> {
    let pauseMs = 1;
    try {
      do {
        this.#again = false;
        const due = this.#state.store.all(
          'SELECT * FROM delivery WHERE due <= ? ORDER BY sequence LIMIT 100',
          this.#state.context.clock.now(),
        );
        await Promise.all(due.map((row) => this.#deliver(row)));
        if (due.length === 100) this.#again = true;
      } while (this.#again && !this.#stopped);
    } catch (error) {
      // What became of a delivery cannot be written, as on a full disk: it stays due.
      pauseMs = FIRST_RETRY_MS;
      this.#state.context.log.error('deliveries are interrupted', { error });
    } finally {
      this.#running = false;
      this.#arm(pauseMs);
    }
  }

  #arm(pauseMs: number): void {
    this.#timer?.();
    if (this.#stopped) return;
    const next = this.#state.store.get('SELECT MIN(due) AS due FROM delivery')?.due;
    if (typeof next !== 'number') return;
    this.#timer = this.#state.context.clock.after(Math.max(pauseMs, next - this.#state.context.clock.now()), () => {
      this.wake();
    });
  }

  async #deliver(row: Row): Promise<void> {
    const target = JSON.parse(String(row.target)) as TargetInput;
    const event = JSON.parse(String(row.event)) as EventEnvelope;
    const [bus, name] = [String(row.bus), String(row.rule)];
    const input = targetInput(target, event, { name, arn: this.#state.ruleArn(bus, name) });
    try {
      await this.#send(target, input, event, this.#state.ruleArn(bus, name));
      this.#remove(row);
    } catch (error) {
      this.#retry(row, target, input, error);
    }
  }

  async #send(target: TargetInput, input: string, event: EventEnvelope, ruleArn: string): Promise<void> {
    const { bus } = this.#state.context;
    const service = target.Arn.split(':')[2] ?? '';
    switch (service) {
      case 'lambda':
        await bus.port('lambda').invoke({
          functionName: target.Arn,
          payload: input,
          invocationType: 'event',
          principal: { kind: 'service', service: 'events.amazonaws.com', sourceArn: ruleArn },
        });
        return;
      case 'sqs':
        bus.port('sqs').send({
          queue: target.Arn,
          body: input,
          groupId: target.SqsParameters?.MessageGroupId,
          deduplicationId: target.SqsParameters && event.id,
        });
        return;
      case 'events': {
        const { source, resources, time } = event;
        const detail = JSON.stringify(event.detail);
        bus
          .port('events')
          .put([
            { source, resources, detail, detailType: event['detail-type'], time: new Date(time), bus: target.Arn },
          ]);
        return;
      }
      default:
        throw new ServiceError('UNSUPPORTED_TARGET', `The offline backend cannot deliver to ${target.Arn}.`);
    }
  }

  #retry(row: Row, target: TargetInput, input: string, error: unknown): void {
    const { clock, log } = this.#state.context;
    const attempts = Number(row.attempts) + 1;
    const most = target.RetryPolicy?.MaximumRetryAttempts ?? DEFAULT_ATTEMPTS;
    const age = (target.RetryPolicy?.MaximumEventAgeInSeconds ?? DEFAULT_AGE_SECONDS) * 1000;
    const code = error instanceof ServiceError ? error.code : 'INTERNAL_ERROR';
    const message = error instanceof Error ? error.message : String(error);
    const isFinal =
      code === 'UNSUPPORTED_TARGET' || code === 'ResourceNotFoundException' || code === 'QueueDoesNotExist';
    const isTooOld = clock.now() - Number(row.accepted) > age;
    if (!isFinal && !isTooOld && attempts <= most) {
      const delay = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);
      this.#state.store.run(
        'UPDATE delivery SET attempts = ?, due = ? WHERE sequence = ?',
        attempts,
        clock.now() + delay,
        Number(row.sequence),
      );
      return;
    }
    const rule = this.#state.ruleArn(String(row.bus), String(row.rule));
    log.warn('an event could not be delivered', { rule, target: target.Arn, code, message, attempts });
    const queue = target.DeadLetterConfig?.Arn;
    if (queue !== undefined && this.#state.context.bus.find('sqs')?.queue(queue)) {
      const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
      this.#state.context.bus.port('sqs').send({
        queue,
        body: input,
        messageAttributes: {
          RULE_ARN: attribute(rule),
          TARGET_ARN: attribute(target.Arn),
          ERROR_CODE: attribute(code),
          ERROR_MESSAGE: attribute(message || 'unknown'),
          RETRY_ATTEMPTS: attribute(String(attempts - 1)),
          EXHAUSTED_RETRY_CONDITION: attribute(isTooOld ? 'MaximumEventAgeInSeconds' : 'MaximumRetryAttempts'),
        },
      });
    }
    this.#remove(row);
  }

  #remove(row: Row): void {
    this.#state.store.run('DELETE FROM delivery WHERE sequence = ?', Number(row.sequence));
  }
}
