import type { Cancel } from '../../kernel/clock.ts';
import { uuid } from '../../kernel/ids.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import type { Store } from '../../kernel/store.ts';
import {
  DEFAULTS,
  FIFO_DEFAULTS,
  parseRedrivePolicy,
  type QueueAttributes,
  queueUrl,
  type RedrivePolicy,
} from './attributes.ts';
import { noSuchQueue } from './errors.ts';
import { MoveTasks } from './move-tasks.ts';

const MIGRATIONS = [
  `CREATE TABLE queue (
     name TEXT PRIMARY KEY, attributes TEXT NOT NULL, tags TEXT NOT NULL, of_app INTEGER NOT NULL,
     created INTEGER NOT NULL, modified INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE message (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
     attributes TEXT NOT NULL, sender TEXT NOT NULL, trace TEXT, sent INTEGER NOT NULL, visible INTEGER NOT NULL,
     receives INTEGER NOT NULL DEFAULT 0, first_received INTEGER, receipt TEXT, message_group TEXT,
     deduplication TEXT, source_arn TEXT
   ) STRICT;
   CREATE INDEX message_visible ON message (queue, visible, sequence);
   CREATE INDEX message_group ON message (queue, message_group, sequence);
   CREATE UNIQUE INDEX message_receipt ON message (receipt) WHERE receipt IS NOT NULL;
   CREATE TABLE deduplication (
     queue TEXT NOT NULL, id TEXT NOT NULL, expires INTEGER NOT NULL, message_id TEXT NOT NULL, sequence INTEGER NOT NULL,
     PRIMARY KEY (queue, id)
   ) STRICT;
   CREATE TABLE move_task (
     handle TEXT PRIMARY KEY, source TEXT NOT NULL, destination TEXT, status TEXT NOT NULL, moved INTEGER NOT NULL,
     total INTEGER NOT NULL, started INTEGER NOT NULL, failure TEXT
   ) STRICT;`,
  'ALTER TABLE move_task ADD COLUMN rate INTEGER;',
  // No receive may read more than it takes, however long the queue is.
  `DROP INDEX message_group;
   CREATE INDEX message_group ON message (queue, message_group, sequence) WHERE message_group IS NOT NULL;
   CREATE INDEX message_taken ON message (queue, message_group, visible)
     WHERE message_group IS NOT NULL AND receipt IS NOT NULL;
   CREATE INDEX message_order ON message (queue, sequence);`,
];

export type Queue = {
  name: string;
  arn: string;
  url: string;
  attributes: QueueAttributes;
  tags: Record<string, string>;
  fifo: boolean;
  redrive: RedrivePolicy | undefined;
  created: number;
  modified: number;
};

/** Queues and messages, and who waits for a message. */
/** How receipts end of messages that this process's own functions work on. */
const FUNCTION_MARK = '/function';

export class SqsState {
  readonly context: ServiceContext;
  readonly store: Store;
  readonly moveTasks: MoveTasks;
  /** When each queue was purged last: SQS takes one purge a minute. */
  readonly purged = new Map<string, number>();
  /** What attempts to receive from FIFO queues were answered, by queue and attempt id. */
  readonly attempts = new Map<string, { receipts: string[]; expires: number }>();
  readonly #queues = new Map<string, Queue>();
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(context: ServiceContext) {
    this.context = context;
    this.store = context.openStore(MIGRATIONS);
    this.moveTasks = new MoveTasks(this);
    for (const row of this.store.all('SELECT * FROM queue')) this.#load(row);
    this.#releaseFromFunctions();
    context.clock.onSetBack((milliseconds) => {
      this.#setBack(milliseconds);
    });
  }

  /** No function runs when the backend starts: what one had received in an earlier life is free for the next. */
  #releaseFromFunctions(): void {
    const now = this.context.clock.now();
    this.store.run('UPDATE message SET visible = ?1 WHERE visible > ?1 AND receipt LIKE ?2', now, `%${FUNCTION_MARK}`);
  }

  arn(name: string): string {
    return `arn:aws:sqs:${this.context.region}:${this.context.account}:${name}`;
  }

  url(name: string): string {
    return queueUrl(this.context.endpoint, this.context.account, name);
  }

  queues(): Queue[] {
    return [...this.#queues.values()];
  }

  find(arnOrUrl: string): Queue | undefined {
    const name = arnOrUrl.startsWith('arn:') ? arnOrUrl.split(':').at(-1) : arnOrUrl.split('/').at(-1);
    return this.#queues.get(name ?? '');
  }

  /** @throws ServiceError QueueDoesNotExist */
  queue(arnOrUrl: string): Queue {
    const queue = this.find(arnOrUrl);
    if (!queue) throw noSuchQueue();
    return queue;
  }

  save(input: { name: string; attributes: QueueAttributes; tags: Record<string, string>; ofApp: boolean }): Queue {
    const now = this.context.clock.now();
    const isFifo = input.attributes.FifoQueue === 'true';
    const attributes = { ...DEFAULTS, ...(isFifo && FIFO_DEFAULTS), ...input.attributes };
    this.store.run(
      `INSERT INTO queue (name, attributes, tags, of_app, created, modified) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET attributes = excluded.attributes, tags = excluded.tags,
         of_app = excluded.of_app, modified = excluded.modified`,
      input.name,
      JSON.stringify(attributes),
      JSON.stringify(input.tags),
      Number(input.ofApp),
      now,
      now,
    );
    return this.#load(this.store.get('SELECT * FROM queue WHERE name = ?', input.name) ?? {});
  }

  /** Removes the queue with its messages. */
  remove(name: string): void {
    this.store.transaction(() => {
      this.store.run('DELETE FROM message WHERE queue = ?', name);
      this.store.run('DELETE FROM deduplication WHERE queue = ?', name);
      this.store.run('DELETE FROM queue WHERE name = ?', name);
    });
    this.#queues.delete(name);
  }

  /** Names of queues that came from the app's definitions. */
  ofApp(): string[] {
    return this.store.all('SELECT name FROM queue WHERE of_app = 1').map(({ name }) => String(name));
  }

  /** Wakes those who wait for a message of the queue. */
  wake(queue: string): void {
    const waiting = this.#waiting.get(queue);
    this.#waiting.delete(queue);
    for (const resume of waiting ?? []) resume();
  }

  /** Resolves at the next message sent to the queue, at the next one becoming visible, or after `milliseconds`. */
  waitForMessage(queue: string, milliseconds: number, signal?: AbortSignal): Promise<void> {
    // What is visible but held back by its FIFO group is freed by a deletion, which wakes, or by a later visibility.
    const now = this.context.clock.now();
    const next = this.store.get('SELECT MIN(visible) AS due FROM message WHERE queue = ? AND visible > ?', queue, now);
    const due = typeof next?.due === 'number' ? next.due - now : milliseconds;
    return new Promise((resolve) => {
      let cancel: Cancel = () => undefined;
      const done = () => {
        cancel();
        this.#waiting.get(queue)?.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      cancel = this.context.clock.after(Math.min(due, milliseconds), done);
      signal?.addEventListener('abort', done);
      const waiting = this.#waiting.get(queue) ?? new Set();
      this.#waiting.set(queue, waiting.add(done));
    });
  }

  /** The clock went back: what is delayed or in flight, and what counts as sent twice, is so no longer than before. */
  #setBack(by: number): void {
    const now = this.context.clock.now();
    this.store.transaction(() => {
      this.store.run('UPDATE message SET visible = visible - ? WHERE visible > ?', by, now);
      this.store.run('UPDATE message SET sent = ? WHERE sent > ?', now, now);
      this.store.run('UPDATE message SET first_received = ? WHERE first_received > ?', now, now);
      this.store.run('UPDATE deduplication SET expires = expires - ? WHERE expires > ?', by, now);
    });
    for (const queue of this.#waiting.keys()) this.wake(queue);
  }

  newReceipt(isForFunction: boolean): string {
    const random = Buffer.from(`${uuid()}${uuid()}`).toString('base64');
    return isForFunction ? random.slice(0, -FUNCTION_MARK.length) + FUNCTION_MARK : random;
  }

  #load(row: Record<string, unknown>): Queue {
    const name = String(row.name);
    const attributes = JSON.parse(String(row.attributes)) as QueueAttributes;
    const queue: Queue = {
      name,
      arn: this.arn(name),
      url: this.url(name),
      attributes,
      tags: JSON.parse(String(row.tags)) as Record<string, string>,
      fifo: attributes.FifoQueue === 'true',
      redrive: parseRedrivePolicy(attributes.RedrivePolicy),
      created: Number(row.created),
      modified: Number(row.modified),
    };
    this.#queues.set(name, queue);
    return queue;
  }
}
