import { callTarget } from '../../kernel/call-target.ts';
import type { Cancel } from '../../kernel/clock.ts';
import { withTrace } from '../../kernel/current-trace.ts';
import { ServiceError } from '../../kernel/errors.ts';
import { uuid } from '../../kernel/ids.ts';
import { INVOCABLE, type Target } from './schedule.ts';
import type { SchedulerState } from './state.ts';

const DEFAULT_ATTEMPTS = 185;
const DEFAULT_AGE_SECONDS = 86_400;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 60_000;

type Row = Record<string, unknown>;
type Invocation = { arn: string; target: Target; scheduled: number; execution: string; attempts: number };

/** Invokes targets. An invocation is a row until its target or the dead letter queue took it. */
export class Invocations {
  readonly #state: SchedulerState;
  #timer: Cancel | undefined;
  #isRunning = false;
  #again = false;
  #isStopped = true;

  constructor(state: SchedulerState) {
    this.#state = state;
  }

  start(): void {
    this.#isStopped = false;
    this.wake();
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer?.();
  }

  /** Invokes what is due, soon and outside of the caller's transaction. */
  wake(): void {
    if (this.#isStopped) return;
    this.#again = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    setImmediate(() => void withTrace(undefined, () => this.#run()));
  }

  async #run(): Promise<void> {
    let pauseMs = 1;
    try {
      while (this.#again && !this.#isStopped) {
        this.#again = false;
        const due = this.#state.store.all(
          'SELECT * FROM invocation WHERE due <= ? ORDER BY sequence LIMIT 100',
          this.#state.context.clock.now(),
        );
        await Promise.all(due.map((row) => this.#invoke(row)));
        if (due.length === 100) this.#again = true;
      }
    } catch (error) {
      // What became of an invocation cannot be written, as on a full disk: it stays due.
      pauseMs = FIRST_RETRY_MS;
      this.#state.context.log.error('invocations are interrupted', { error });
    } finally {
      this.#isRunning = false;
      this.#arm(pauseMs);
    }
  }

  #arm(pauseMs: number): void {
    this.#timer?.();
    if (this.#isStopped) return;
    const next = this.#state.store.get('SELECT MIN(due) AS due FROM invocation')?.due;
    if (typeof next !== 'number') return;
    this.#timer = this.#state.context.clock.after(Math.max(pauseMs, next - this.#state.context.clock.now()), () => {
      this.wake();
    });
  }

  async #invoke(row: Row): Promise<void> {
    const invocation = {
      arn: String(row.arn),
      target: JSON.parse(String(row.target)) as Target,
      scheduled: Number(row.scheduled),
      execution: String(row.execution),
      attempts: Number(row.attempts) + 1,
    };
    try {
      await this.#send(invocation);
      this.#remove(row);
    } catch (error) {
      this.#failed(row, invocation, error);
    }
  }

  async #send(invocation: Invocation): Promise<void> {
    const { context } = this.#state;
    const { target, arn: sourceArn, execution: deduplicationId } = invocation;
    const { Arn: arn, RoleArn: roleArn, SqsParameters, EventBridgeParameters } = target;
    if (!INVOCABLE.has(arn.split(':')[2] ?? '')) {
      throw new ServiceError(
        'ValidationException',
        `The offline backend does not invoke ${arn}; it invokes ${[...INVOCABLE].join(', ')}.`,
      );
    }
    const input = this.#input(invocation);
    await callTarget(context, {
      ...{ arn, input, roleArn, caller: 'scheduler', sourceArn },
      ...{ groupId: SqsParameters?.MessageGroupId, deduplicationId },
      toBus(bus) {
        const { Source: source = '', DetailType: detailType = '' } = EventBridgeParameters ?? {};
        const detail = target.Input === undefined ? '{}' : input;
        context.bus.port('events').put([{ source, detailType, detail, resources: [sourceArn], bus }]);
      },
    });
  }

  /** The target's input with the context attributes filled in; without one, an event that names the schedule. */
  #input({ arn, target, scheduled, execution, attempts }: Invocation): string {
    const time = new Date(scheduled).toISOString().replace(/\.\d{3}/, '');
    if (target.Input === undefined) {
      const { account, region } = this.#state.context;
      return JSON.stringify({
        ...{ version: '0', id: uuid(), 'detail-type': 'Scheduled Event', source: 'aws.scheduler' },
        ...{ account, time, region, resources: [arn], detail: '{}' },
      });
    }
    return target.Input.replaceAll('<aws.scheduler.schedule-arn>', arn)
      .replaceAll('<aws.scheduler.scheduled-time>', time)
      .replaceAll('<aws.scheduler.execution-id>', execution)
      .replaceAll('<aws.scheduler.attempt-number>', String(attempts));
  }

  #failed(row: Row, invocation: Invocation, error: unknown): void {
    const { clock, log } = this.#state.context;
    const { target, attempts, arn } = invocation;
    const most = target.RetryPolicy?.MaximumRetryAttempts ?? DEFAULT_ATTEMPTS;
    const age = (target.RetryPolicy?.MaximumEventAgeInSeconds ?? DEFAULT_AGE_SECONDS) * 1000;
    const isTooOld = clock.now() - Number(row.first_due) >= age;
    const code = error instanceof ServiceError ? error.code : 'InternalFailure';
    const message = error instanceof Error ? error.message : String(error);
    const isFinal = /NotFound|DoesNotExist|AccessDenied|Validation|InvalidParameter|MissingParameter/.test(code);
    if (!isFinal && !isTooOld && attempts <= most) {
      const delay = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);
      this.#state.store.run(
        'UPDATE invocation SET attempts = ?, due = ? WHERE sequence = ?',
        attempts,
        Math.min(clock.now() + delay, Number(row.first_due) + age),
        Number(row.sequence),
      );
      return;
    }
    log.warn('a schedule could not invoke its target', { schedule: arn, target: target.Arn, code, message, attempts });
    const exhausted = isFinal ? undefined : isTooOld ? 'MaximumEventAgeInSeconds' : 'MaximumRetryAttempts';
    this.#bury(invocation, { code, message, exhausted });
    this.#remove(row);
  }

  #bury(invocation: Invocation, fault: { code: string; message: string; exhausted: string | undefined }): void {
    const { bus, log } = this.#state.context;
    const { target, arn, attempts, execution, scheduled } = invocation;
    const queue = target.DeadLetterConfig?.Arn;
    if (queue === undefined || !bus.find('sqs')?.queue(queue)) return;
    const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
    try {
      bus.port('sqs').send({
        queue,
        body: this.#input(invocation),
        messageAttributes: {
          SCHEDULE_ARN: attribute(arn),
          TARGET_ARN: attribute(target.Arn),
          ERROR_CODE: attribute(fault.code),
          ERROR_MESSAGE: attribute(fault.message || 'unknown'),
          RETRY_ATTEMPTS: attribute(String(attempts - 1)),
          EXECUTION_ID: attribute(execution),
          SCHEDULED_TIME: attribute(new Date(scheduled).toISOString().replace(/\.\d{3}/, '')),
          IS_PAYLOAD_TRUNCATED: attribute('false'),
          ...(fault.exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: attribute(fault.exhausted) }),
        },
      });
    } catch (error) {
      log.error('a dead letter queue did not take an invocation', { queue, error });
    }
  }

  #remove(row: Row): void {
    this.#state.store.run('DELETE FROM invocation WHERE sequence = ?', Number(row.sequence));
  }
}
