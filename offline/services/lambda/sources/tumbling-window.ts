import { uuid } from '../../../kernel/ids.ts';
import type { StreamRecord } from '../../../kernel/ports.ts';
import { createdAt, deliver, SHARD } from './delivery.ts';
import type { PollInput } from './source-parts.ts';

const LARGEST_STATE = 1_048_576;

type OpenWindow = { start: number; state: object };

/**
 * Tumbling windows of a stream: the function's state goes from batch to batch within one window, and a last call per
 * window hands over what it came to. The open window is on disk, so a restart goes on with its state.
 */
export class TumblingWindow {
  readonly #input: PollInput;
  #open: OpenWindow | undefined;

  constructor(input: PollInput) {
    this.#input = input;
    this.#open = input.state.setting('window', input.mapping.id) as OpenWindow | undefined;
  }

  /** Milliseconds until the open window is over; undefined when none is open. */
  untilClosed(): number | undefined {
    if (!this.#open) return undefined;
    const { clock } = this.#input.functions.context;
    // One that begins later than now is of a clock that went back: its time never comes.
    if (this.#open.start > clock.now()) return 0;
    return Math.max(0, this.#open.start + this.#input.mapping.tumblingMs - clock.now());
  }

  /** The last call of a window whose time is over. */
  async closeIfOver(): Promise<void> {
    if (this.untilClosed() === 0) await this.#close();
  }

  /** Delivers records, each in the window of its time. */
  async take(records: readonly StreamRecord[]): Promise<void> {
    const { mapping, signal } = this.#input;
    let rest = records;
    while (rest.length > 0 && !signal.aborted) {
      const start = this.#startOf(rest[0]);
      if (this.#open && this.#open.start !== start) await this.#close();
      this.#open ??= { start, state: {} };
      const beyond = rest.findIndex((record) => this.#startOf(record) !== start);
      const count = Math.min(beyond === -1 ? rest.length : beyond, mapping.batchSize);
      await this.#deliver(rest.slice(0, count), false, false);
      rest = rest.slice(count);
      if (JSON.stringify(this.#open.state).length > LARGEST_STATE) {
        await this.#deliver([], false, true);
        this.#open = { start, state: {} };
      }
    }
  }

  #startOf(record: StreamRecord | undefined): number {
    const { tumblingMs } = this.#input.mapping;
    return Math.floor(createdAt(record) / tumblingMs) * tumblingMs;
  }

  async #close(): Promise<void> {
    await this.#deliver([], true, false);
    if (this.#input.signal.aborted) return;
    this.#open = undefined;
    this.#input.state.unset('window', this.#input.mapping.id);
  }

  async #deliver(batch: readonly StreamRecord[], isFinal: boolean, isEarly: boolean): Promise<void> {
    const window = this.#open;
    if (!window) return;
    const { mapping, state } = this.#input;
    const time = (milliseconds: number) => new Date(milliseconds).toISOString().replace('.000Z', 'Z');
    const event = (records: readonly StreamRecord[]) => ({
      Records: records.map(({ record }) => record),
      window: { start: time(window.start), end: time(window.start + mapping.tumblingMs) },
      state: window.state,
      shardId: SHARD,
      eventSourceARN: mapping.sourceArn,
      isFinalInvokeForWindow: isFinal,
      isWindowTerminatedEarly: isEarly,
    });
    if (batch.length === 0) {
      await this.#finish(event([]));
      return;
    }
    await deliver(this.#input, batch, {
      event,
      accepts(payload) {
        const answer: unknown = JSON.parse(payload);
        const next: unknown = Reflect.get(Object(answer), 'state');
        if (typeof next !== 'object' || next === null) return 'the answer has no state';
        window.state = next;
        return undefined;
      },
    });
    state.set('window', mapping.id, window);
  }

  /** The call without records: tried until it succeeds, as AWS does. */
  async #finish(event: object): Promise<void> {
    const { functions, mapping, signal } = this.#input;
    for (let pause = 200; !signal.aborted; pause = Math.min(pause * 2, 10_000)) {
      try {
        const payload = JSON.stringify(event);
        const { failed } = await functions.run({
          ...{ functionName: mapping.functionName, payload, requestId: uuid(), trigger: 'stream' },
        });
        if (!failed) return;
      } catch (error) {
        functions.context.log.debug('a window could not be ended yet', { mapping: mapping.id, error });
      }
      await functions.context.clock.sleep(pause);
    }
  }
}
