import type { SQSRecord } from 'aws-lambda';
import type { Surroundings } from './network.ts';

interface Message {
  readonly id: string;
  readonly body: string;
  readonly order: number;
  receiveCount: number;
  visibleAt: number;
  receipt: string;
}

/** As in amplify/messaging. */
const maxReceiveCount = 5;

/** A standard queue: at least once, in no order; what was received too often goes to the dead letters. */
export class MemoryQueue {
  readonly deadLetters: string[] = [];
  readonly #messages = new Map<string, Message>();
  readonly #around: Surroundings;
  readonly #visibilitySeconds: number;
  readonly name: string;
  #count = 0;
  #newestReceived = 0;
  /** Told when a message can be received, now or later. */
  onVisible: (atMs: number) => void = () => undefined;

  constructor(name: string, visibilitySeconds: number, around: Surroundings) {
    this.name = name;
    this.#visibilitySeconds = visibilitySeconds;
    this.#around = around;
  }

  get size(): number {
    return this.#messages.size;
  }

  send(body: unknown, delaySeconds = 0): void {
    const { faults, dice, time } = this.#around;
    this.#count += 1;
    const id = `${this.name}-${this.#count}`;
    const late = faults.strikes('message received late') ? dice.delay(60_000) : 0;
    const visibleAt = time.now() + delaySeconds * 1000 + late;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    this.#messages.set(id, { id, body: text, order: this.#count, receiveCount: 0, visibleAt, receipt: '' });
    this.onVisible(visibleAt);
  }

  /** Hides what it gives for the visibility timeout. */
  receive(most: number): SQSRecord[] {
    const { faults, dice, time, tally } = this.#around;
    const now = time.now();
    const received: SQSRecord[] = [];
    for (const message of this.#messages.values()) {
      if (message.visibleAt > now) continue;
      if (received.length === most) break;
      // In no order.
      if (dice.chance(0.15)) {
        this.onVisible(now + 100);
        continue;
      }
      if (message.receiveCount === maxReceiveCount) {
        this.#messages.delete(message.id);
        this.deadLetters.push(message.body);
        continue;
      }
      if (message.order < this.#newestReceived) tally.count('received out of order');
      this.#newestReceived = Math.max(this.#newestReceived, message.order);
      message.receiveCount += 1;
      message.receipt = `${message.id}/${message.receiveCount}`;
      const record = recordOf(message, this.name);
      const isTwice = !isLastChance(record) && faults.strikes('message received twice');
      this.#hide(message, isTwice ? dice.delay(200) : this.#visibilitySeconds * 1000);
      received.push(record);
    }
    return received;
  }

  /** Of a message that was received again since it changes nothing. */
  delete({ messageId, receiptHandle }: SQSRecord): void {
    if (this.#messages.get(messageId)?.receipt === receiptHandle) this.#messages.delete(messageId);
  }

  changeVisibility({ messageId, receiptHandle }: SQSRecord, seconds: number): void {
    const message = this.#messages.get(messageId);
    if (message?.receipt === receiptHandle) this.#hide(message, seconds * 1000);
  }

  /** What functions had received when the machine ended is there again when it starts. */
  restart(): void {
    for (const message of this.#messages.values()) if (message.receipt !== '') this.#hide(message, 1000);
  }

  #hide(message: Message, milliseconds: number): void {
    message.visibleAt = this.#around.time.now() + milliseconds;
    this.onVisible(message.visibleAt);
  }
}

/** Whether a message must not fail again, unless it is poison. */
export function isLastChance({ attributes }: SQSRecord): boolean {
  return Number(attributes.ApproximateReceiveCount) >= maxReceiveCount - 1;
}

function recordOf({ id, body, receipt, receiveCount }: Message, queue: string): SQSRecord {
  return {
    ...{ messageId: id, receiptHandle: receipt, body, messageAttributes: {}, md5OfBody: '' },
    ...{
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:us-east-1:123456789012:${queue}`,
      awsRegion: 'us-east-1',
    },
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: '0',
      SenderId: 'simulation',
      ApproximateFirstReceiveTimestamp: '0',
    },
  };
}
