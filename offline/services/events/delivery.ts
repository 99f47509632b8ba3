import type { Cancel } from '../../kernel/clock.ts';
import { currentTrace, withTrace } from '../../kernel/current-trace.ts';
import { ServiceError } from '../../kernel/errors.ts';
import { traceOfHeader } from '../../kernel/trace.ts';
import type { Archives } from './archives.ts';
import type { RecentEvents } from './recent-events.ts';
import { busName } from './resources.ts';
import type { TargetInput } from './rule.ts';
import { DeliveryFault, send } from './send.ts';
import type { EventsState, Rule } from './state.ts';
import { type EventEnvelope, targetInput } from './target-input.ts';

const DEFAULT_ATTEMPTS = 185;
const DEFAULT_AGE_SECONDS = 86_400;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 60_000;
/** An event that travelled over more buses goes round in a circle. */
const MOST_HOPS = 16;

type Row = Record<string, unknown>;

/**
 * Brings accepted events to their targets. A delivery is a row that stays until its target took it (or its dead letter
 * queue did): the process may end at any time, so a target may see an event twice, never not at all.
 */
export class Deliveries {
  readonly #state: EventsState;
  readonly #archives: Archives;
  readonly #recent: RecentEvents;
  /** Deliveries that are through, to be removed together: a commit each would cost more than the delivery. */
  #through: number[] = [];
  #timer: Cancel | undefined;
  #running = false;
  #again = false;
  #stopped = true;

  constructor(state: EventsState, archives: Archives, recent: RecentEvents) {
    this.#state = state;
    this.#archives = archives;
    this.#recent = recent;
  }

  start(): void {
    this.#stopped = false;
    this.wake();
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.();
    this.#removeThrough();
  }

  /**
   * Writes one row a matching target, and keeps the event in the archives that want it; call inside the transaction that
   * accepts the event. `only`: ARNs of the rules that a replay is for.
   */
  accept(
    event: EventEnvelope,
    bus: string,
    { hops = 0, only, letters }: { hops?: number; only?: readonly string[]; letters?: number } = {},
  ): void {
    const now = this.#state.context.clock.now();
    this.#recent.note(event, bus, letters);
    this.#archives.keep(event, bus);
    for (const rule of this.#state.rulesOf(bus)) {
      if (!rule.enabled || (only && !only.includes(rule.arn)) || !rule.compiled?.matches(event)) continue;
      this.enqueue(event, rule, now, hops);
    }
  }

  enqueue(event: EventEnvelope, rule: Rule, now: number, hops = 0): void {
    for (const target of rule.targets) {
      this.#recent.target(event, rule.bus, rule.name, target);
      this.#state.store.run(
        'INSERT INTO delivery (bus, rule, target, event, accepted, due, hops, trace) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        rule.bus,
        rule.name,
        JSON.stringify(target),
        JSON.stringify(event),
        now,
        now,
        hops,
        currentTrace()?.header ?? null,
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
        try {
          await Promise.all(due.map((row) => withTrace(traceOfHeader(row.trace), () => this.#deliver(row))));
        } finally {
          this.#removeThrough();
        }
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
    const ruleArn = this.#state.ruleArn(bus, name);
    const seen = this.#recent.target(event, bus, name, target);
    const attempts = Number(row.attempts) + 1;
    try {
      const input = targetInput(target, event, { name, arn: ruleArn, ingested: Number(row.accepted) });
      const forward = (busArn: string) => {
        this.#forward(event, busArn, Number(row.hops) + 1);
      };
      await send(this.#state.context, { target, input, event, ruleArn, forward });
      this.#remove(row);
      Object.assign(seen, { status: 'delivered', attempts, error: undefined });
    } catch (error) {
      const fault = error instanceof DeliveryFault ? error : new DeliveryFault('INTERNAL_ERROR', String(error));
      const status = this.#failed(row, { target, event, ruleArn, fault, attempts });
      Object.assign(seen, { status, attempts, error: `${fault.code}: ${fault.message}` });
    }
  }

  #forward(event: EventEnvelope, busArn: string, hops: number): void {
    const name = busName(busArn);
    if (!this.#state.hasBus(name)) {
      throw new ServiceError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
    }
    if (hops > MOST_HOPS) {
      throw new DeliveryFault('INTERNAL_ERROR', `The event went over ${MOST_HOPS} buses: they forward in a circle.`);
    }
    this.#state.store.transaction(() => {
      this.accept(event, name, { hops });
    });
    this.wake();
  }

  /** Puts an attempt that failed off, or ends the delivery; answers what became of it. */
  #failed(row: Row, failed: Failed): 'retrying' | 'dead-lettered' | 'dropped' {
    const { clock, log } = this.#state.context;
    const { target, fault, attempts, ruleArn } = failed;
    const most = target.RetryPolicy?.MaximumRetryAttempts ?? DEFAULT_ATTEMPTS;
    const age = (target.RetryPolicy?.MaximumEventAgeInSeconds ?? DEFAULT_AGE_SECONDS) * 1000;
    const delay = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);
    const isTooOld = clock.now() - Number(row.accepted) >= age;
    if (!fault.isFinal && !isTooOld && attempts <= most) {
      this.#state.store.run(
        'UPDATE delivery SET attempts = ?, due = ? WHERE sequence = ?',
        attempts,
        // The last moment at which the event may still be tried counts, too.
        Math.min(clock.now() + delay, Number(row.accepted) + age),
        Number(row.sequence),
      );
      return 'retrying';
    }
    const { code, message } = fault;
    log.warn('an event could not be delivered', { rule: ruleArn, target: target.Arn, code, message, attempts });
    const exhausted = fault.isFinal ? undefined : isTooOld ? 'MaximumEventAgeInSeconds' : 'MaximumRetryAttempts';
    const isKept = this.#bury(failed, exhausted);
    this.#remove(row);
    return isKept ? 'dead-lettered' : 'dropped';
  }

  /** Sends the event to the target's dead letter queue; false where there is none. */
  #bury({ target, event, ruleArn, fault, attempts }: Failed, exhausted: string | undefined): boolean {
    const { bus, log } = this.#state.context;
    const queue = target.DeadLetterConfig?.Arn;
    if (queue === undefined || !bus.find('sqs')?.queue(queue)) return false;
    const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
    try {
      bus.port('sqs').send({
        queue,
        body: JSON.stringify(event),
        messageAttributes: {
          RULE_ARN: attribute(ruleArn),
          TARGET_ARN: attribute(target.Arn),
          ERROR_CODE: attribute(fault.code),
          ERROR_MESSAGE: attribute(fault.message || 'unknown'),
          RETRY_ATTEMPTS: attribute(String(attempts - 1)),
          ...(exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: attribute(exhausted) }),
        },
      });
      return true;
    } catch (error) {
      log.error('a dead letter queue did not take an event', { queue, error });
      return false;
    }
  }

  #remove(row: Row): void {
    this.#through.push(Number(row.sequence));
  }

  #removeThrough(): void {
    const through = this.#through;
    if (through.length === 0) return;
    this.#state.store.transaction(() => {
      for (const sequence of through) this.#state.store.run('DELETE FROM delivery WHERE sequence = ?', sequence);
    });
    this.#through = [];
  }
}

type Failed = { target: TargetInput; event: EventEnvelope; ruleArn: string; fault: DeliveryFault; attempts: number };
