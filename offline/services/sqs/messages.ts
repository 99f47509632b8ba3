import { createHash } from 'node:crypto';
import { currentTrace } from '../../kernel/current-trace.ts';
import { ServiceError } from '../../kernel/errors.ts';
import { uuid } from '../../kernel/ids.ts';
import { type MessageAttributes, md5, md5OfAttributes } from './digest.ts';
import { badReceipt, invalidValue } from './errors.ts';
import { checkMessage, type NewMessage } from './message-check.ts';
import type { Queue, SqsState } from './state.ts';

const DEDUPLICATION_MS = 5 * 60 * 1000;
const MOST_IN_FLIGHT = 120_000;
export type SentMessage = { messageId: string; md5OfBody: string; md5OfAttributes?: string; sequenceNumber?: string };

const sequenceNumber = (sequence: number) => String(18_850_000_000_000_000_000n + BigInt(sequence));

/** Stores a message; on a FIFO queue a duplicate within five minutes answers the first one's id. */
export function sendMessage(state: SqsState, queue: Queue, message: NewMessage): SentMessage {
  checkMessage(queue, message);
  const now = state.context.clock.now();
  const answer = { md5OfBody: md5(message.body), md5OfAttributes: md5OfAttributes(message.attributes) };
  const sent = state.store.transaction(() => {
    const deduplication = queue.fifo ? (message.deduplicationId ?? contentDigest(message.body)) : undefined;
    if (deduplication !== undefined) {
      const scoped =
        queue.attributes.DeduplicationScope === 'messageGroup' ? `${message.groupId}/${deduplication}` : deduplication;
      state.store.run('DELETE FROM deduplication WHERE queue = ? AND expires <= ?', queue.name, now);
      const known = state.store.get('SELECT * FROM deduplication WHERE queue = ? AND id = ?', queue.name, scoped);
      if (known) return { messageId: String(known.message_id), sequence: Number(known.sequence) };
      const stored = insert(state, queue, message, now, deduplication);
      state.store.run(
        'INSERT INTO deduplication (queue, id, expires, message_id, sequence) VALUES (?, ?, ?, ?, ?)',
        queue.name,
        scoped,
        now + DEDUPLICATION_MS,
        stored.messageId,
        stored.sequence,
      );
      return stored;
    }
    return insert(state, queue, message, now, message.deduplicationId);
  });
  state.wake(queue.name);
  return {
    messageId: sent.messageId,
    ...answer,
    ...(queue.fifo && { sequenceNumber: sequenceNumber(sent.sequence) }),
  };
}

/** What content-based deduplication takes for the id. */
const contentDigest = (body: string) => createHash('sha256').update(body).digest('hex');

function insert(state: SqsState, queue: Queue, message: NewMessage, now: number, deduplication: string | undefined) {
  const messageId = uuid();
  // FIFO queues delay as a whole, never a single message.
  const delay = queue.fifo ? undefined : message.delaySeconds;
  const visible = now + (delay ?? Number(queue.attributes.DelaySeconds)) * 1000;
  const { lastInsertRowid } = state.store.run(
    `INSERT INTO message (queue, id, body, attributes, sender, trace, sent, visible, message_group, deduplication)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    queue.name,
    messageId,
    message.body,
    JSON.stringify(message.attributes),
    message.sender,
    message.trace ?? currentTrace()?.header ?? null,
    now,
    visible,
    message.groupId ?? null,
    deduplication ?? null,
  );
  return { messageId, sequence: lastInsertRowid };
}

export type ReceivedMessage = {
  messageId: string;
  receiptHandle: string;
  body: string;
  attributes: Record<string, string>;
  messageAttributes: MessageAttributes;
};

/** Takes up to `maximum` visible messages in flight, in one transaction; what was received too often goes to the dead letters. */
export function receiveMessages(
  state: SqsState,
  queue: Queue,
  {
    maximum,
    visibilitySeconds,
    isForFunction = false,
  }: { maximum: number; visibilitySeconds?: number; isForFunction?: boolean },
): ReceivedMessage[] {
  const now = state.context.clock.now();
  const visible = now + (visibilitySeconds ?? Number(queue.attributes.VisibilityTimeout)) * 1000;
  const touched = new Set<string>();
  const received = state.store.transaction(() => {
    expire(state, queue, now);
    if (inFlight(state, queue.name, now) >= MOST_IN_FLIGHT) {
      // A FIFO queue answers nothing instead.
      if (queue.fifo) return [];
      throw new ServiceError('OverLimit', 'Too many messages in flight.', { status: 403 });
    }
    const taken: ReceivedMessage[] = [];
    while (taken.length < maximum) {
      const rows = candidates(state, queue, now, maximum - taken.length);
      if (rows.length === 0) break;
      for (const row of rows) {
        if (moveToDeadLetters(state, queue, row)) touched.add(queue.redrive?.deadLetterTargetArn ?? '');
        else taken.push(take(state, row, now, visible, state.newReceipt(isForFunction)));
      }
      // Where visibility is zero the same rows would come again.
      if (visible <= now) break;
    }
    return taken;
  });
  for (const arn of touched) state.wake(state.find(arn)?.name ?? '');
  return received;
}

type Row = Record<string, unknown>;

function candidates(state: SqsState, queue: Queue, now: number, limit: number): Row[] {
  if (!queue.fifo) {
    return state.store.all(
      // By the time of becoming visible, which is the order of sending but for delays: the index gives it without a sort.
      'SELECT * FROM message WHERE queue = ? AND visible <= ? ORDER BY visible, sequence LIMIT ?',
      queue.name,
      now,
      limit,
    );
  }
  // A group waits while an earlier one of its messages is in flight or delayed.
  return state.store.all(
    `SELECT * FROM message AS m WHERE queue = ?1 AND +visible <= ?2 AND NOT EXISTS (
       SELECT 1 FROM message AS e WHERE e.queue = ?1 AND e.message_group = m.message_group
         AND e.sequence < m.sequence AND e.visible > ?2)
     AND NOT EXISTS (
       SELECT 1 FROM message AS f WHERE f.queue = ?1 AND f.message_group = m.message_group AND f.receipt IS NOT NULL AND f.visible > ?2)
     ORDER BY sequence LIMIT ?3`,
    queue.name,
    now,
    limit,
  );
}

/**
 * The messages of receipts that an attempt to receive was answered, again: while all are still in flight, their visibility
 * begins anew. Undefined where one was deleted, changed or is visible again.
 */
export function receiveAgain(
  state: SqsState,
  queue: Queue,
  receipts: readonly string[],
  visibilitySeconds: number | undefined,
): ReceivedMessage[] | undefined {
  const now = state.context.clock.now();
  const visible = now + (visibilitySeconds ?? Number(queue.attributes.VisibilityTimeout)) * 1000;
  return state.store.transaction(() => {
    const rows = receipts.map((receipt) =>
      state.store.get(
        'SELECT * FROM message WHERE queue = ? AND receipt = ? AND visible > ?',
        queue.name,
        receipt,
        now,
      ),
    );
    const found = rows.filter((row) => row !== undefined);
    if (found.length < rows.length) return undefined;
    return found.map((row) =>
      take(state, { ...row, receives: Number(row.receives) - 1 }, now, visible, String(row.receipt)),
    );
  });
}

function take(state: SqsState, row: Row, now: number, visible: number, receiptHandle: string): ReceivedMessage {
  const receives = Number(row.receives) + 1;
  const firstReceived = row.first_received === null ? now : Number(row.first_received);
  state.store.run(
    'UPDATE message SET visible = ?, receives = ?, first_received = ?, receipt = ? WHERE sequence = ?',
    visible,
    receives,
    firstReceived,
    receiptHandle,
    Number(row.sequence),
  );
  return {
    messageId: String(row.id),
    receiptHandle,
    body: String(row.body),
    messageAttributes: JSON.parse(String(row.attributes)) as MessageAttributes,
    attributes: {
      SenderId: String(row.sender),
      SentTimestamp: String(row.sent),
      ApproximateReceiveCount: String(receives),
      ApproximateFirstReceiveTimestamp: String(firstReceived),
      ...(typeof row.trace === 'string' && { AWSTraceHeader: row.trace }),
      ...(typeof row.message_group === 'string' && {
        MessageGroupId: row.message_group,
        ...(isFifoRow(row) && { SequenceNumber: sequenceNumber(Number(row.sequence)) }),
      }),
      ...(typeof row.deduplication === 'string' && { MessageDeduplicationId: row.deduplication }),
      ...(typeof row.source_arn === 'string' && { DeadLetterQueueSourceArn: row.source_arn }),
    },
  };
}

function moveToDeadLetters(state: SqsState, queue: Queue, row: Row): boolean {
  const { redrive } = queue;
  if (!redrive || Number(row.receives) < redrive.maxReceiveCount) return false;
  const target = state.find(redrive.deadLetterTargetArn);
  if (!target) return false;
  state.store.run(
    `UPDATE message SET queue = ?, source_arn = ?, visible = ?, receives = 0, first_received = NULL, receipt = NULL,
     sent = ? WHERE sequence = ?`,
    target.name,
    queue.arn,
    state.context.clock.now(),
    // The time in a dead letter queue counts from the first sending; of FIFO queues from the move.
    queue.fifo ? state.context.clock.now() : Number(row.sent),
    Number(row.sequence),
  );
  return true;
}

function expire(state: SqsState, queue: Queue, now: number): void {
  const oldest = now - Number(queue.attributes.MessageRetentionPeriod) * 1000;
  const first = state.store.get('SELECT sent FROM message WHERE queue = ? ORDER BY sequence LIMIT 1', queue.name);
  if (first === undefined || Number(first.sent) >= oldest) return;
  state.store.run('DELETE FROM message WHERE queue = ? AND sent < ?', queue.name, oldest);
}

const inFlight = (state: SqsState, queue: string, now: number): number =>
  Number(
    state.store.get(
      'SELECT COUNT(*) AS n FROM message WHERE queue = ? AND visible > ? AND receipt IS NOT NULL',
      queue,
      now,
    )?.n,
  );

/** A group on a standard queue is a fair queue's tenant, without an order. */
const isFifoRow = ({ queue }: Row) => String(queue).endsWith('.fifo');

/** What stands in a queue. */
export function counts(state: SqsState, queue: string): { visible: number; inFlight: number; delayed: number } {
  const now = state.context.clock.now();
  const count = (condition: string) =>
    Number(state.store.get(`SELECT COUNT(*) AS n FROM message WHERE queue = ? AND ${condition}`, queue, now)?.n);
  return {
    visible: count('visible <= ?'),
    inFlight: inFlight(state, queue, now),
    delayed: count('visible > ? AND receipt IS NULL'),
  };
}

/** Deletes the message of a receipt. One whose message was received again since, or is gone, changes nothing, as on AWS. */
export function deleteMessage(state: SqsState, queue: Queue, receiptHandle: string): void {
  checkReceipt(receiptHandle);
  const { changes } = state.store.run('DELETE FROM message WHERE queue = ? AND receipt = ?', queue.name, receiptHandle);
  // The next message of a FIFO group is free now.
  if (changes > 0 && queue.fifo) state.wake(queue.name);
}

/** @throws ServiceError MessageNotInflight when the message is not in flight any more. */
export function changeVisibility(state: SqsState, queue: Queue, receiptHandle: string, seconds: number): void {
  checkReceipt(receiptHandle);
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > 43_200) {
    throw invalidValue(
      'VisibilityTimeout',
      String(seconds),
      'VisibilityTimeout must be an integer between 0 and 43200',
    );
  }
  const now = state.context.clock.now();
  const { changes } = state.store.run(
    'UPDATE message SET visible = ? WHERE queue = ? AND receipt = ? AND visible > ?',
    now + seconds * 1000,
    queue.name,
    receiptHandle,
    now,
  );
  if (changes === 0) {
    throw new ServiceError('MessageNotInflight', 'The specified message is not in flight.');
  }
  state.wake(queue.name);
}

/** Receipts are base64 of two UUIDs; anything else was never one. */
function checkReceipt(receiptHandle: string): void {
  if (!/^[\w+/=]{96}$/.test(receiptHandle)) throw badReceipt(receiptHandle);
}
