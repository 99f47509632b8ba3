import type { SQSRecord } from 'aws-lambda';
import { isLastChance, type MemoryQueue } from './memory-queue.ts';
import { type FunctionName, Process, type Surroundings } from './network.ts';

interface Hosted {
  readonly name: FunctionName;
  readonly queue: MemoryQueue;
  readonly batchSize: number;
  readonly concurrency: number;
  readonly timeoutSeconds: number;
  /** Gives the ids of messages that are to come again. */
  readonly invoke: (records: SQSRecord[], process: Process, deadline: number) => Promise<readonly string[]>;
}

/** Calls a function with what its queue has, several times at once; a call that ends badly is as if it never was. */
export class FunctionHost {
  readonly #hosted: Hosted;
  readonly #around: Surroundings;
  readonly #active = new Set<Process>();

  constructor(hosted: Hosted, around: Surroundings) {
    this.#hosted = hosted;
    this.#around = around;
    hosted.queue.onVisible = (at) => this.#lookLater(at);
  }

  /** Whether a call is under way that must not go wrong. */
  get isDelicate(): boolean {
    return [...this.#active].some(({ isSpared }) => isSpared);
  }

  get isIdle(): boolean {
    return this.#active.size === 0;
  }

  killAll(): void {
    for (const process of this.#active) process.kill();
  }

  #lookLater(at: number): void {
    const { time, dice } = this.#around;
    time.after(Math.max(0, at - time.now()) + dice.delay(10), () => this.#look());
  }

  #look(): void {
    const { queue, batchSize, concurrency } = this.#hosted;
    if (this.#active.size >= concurrency) return;
    const records = queue.receive(batchSize);
    if (records.length > 0) this.#invoke(records);
    if (records.length === batchSize) this.#lookLater(this.#around.time.now());
  }

  #invoke(records: SQSRecord[]): void {
    const { name, timeoutSeconds, invoke, queue } = this.#hosted;
    const { time, faults, dice, tally, trace } = this.#around;
    const end = () => {
      this.#active.delete(process);
      cancelTimeout();
      this.#lookLater(time.now());
    };
    const isSpared = records.some(isLastChance);
    const process = new Process(name, end, isSpared);
    this.#active.add(process);
    trace(() => `${name} called with ${records.map((record) => describe(record)).join(', ')}`);
    if (!isSpared && faults.strikes('killed amid')) time.after(dice.delay(100), () => process.kill());
    const cancelTimeout = time.after(timeoutSeconds * 1000, () => {
      tally.count(`${name} timed out`);
      process.kill();
    });
    const deadline = time.now() + timeoutSeconds * 1000;
    void invoke(records, process, deadline).then(
      (failed) => {
        if (!process.isAlive) return;
        for (const record of records) {
          if (failed.includes(record.messageId)) continue;
          if (!isSpared && faults.strikes('acknowledgement lost')) continue;
          queue.delete(record);
        }
        process.isAlive = false;
        end();
      },
      () => process.kill(),
    );
  }
}

function describe({ messageId, body, attributes }: SQSRecord): string {
  const brief = /"key":"[^"]*"|"kind":"[^"]*"|"attempt":\d+/g;
  return `${messageId} (${attributes.ApproximateReceiveCount}. time: ${(body.match(brief) ?? [body.slice(0, 60)]).join(' ')})`;
}
