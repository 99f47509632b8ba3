import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '../../../kernel/errors.ts';
import { compilePattern } from '../../../kernel/event-pattern.ts';
import { uuid } from '../../../kernel/ids.ts';
import type { QueueMessage } from '../../../kernel/ports.ts';
import { isBusy } from '../../../lambda/busyness.ts';
import { reportedFailures } from './batch-response.ts';
import type { PollInput } from './source-parts.ts';

const WAIT_MS = 20_000;
const PAUSE_AFTER_ERROR_MS = 500;
/** Until a batch has taken so long what comes meanwhile is left to gather: short work is done in fewer, larger batches. */
const FURTHER_AFTER_MS = 50;
const FURTHER_AFTER_WHEN_BUSY_MS = 250;

/** Brings a queue's messages to its function in batches, as many at once as the mapping allows, until aborted. */
export async function pollQueue(input: PollInput): Promise<void> {
  const { functions, mapping, signal } = input;
  const { bus, clock, log } = functions.context;
  const working = new Set<Promise<void>>();
  const patterns = mapping.filters.map(compilePattern);
  const isOver = () => signal.aborted;
  while (!isOver()) {
    if (working.size >= mapping.concurrency) await Promise.race(working);
    else if (working.size > 0) await Promise.race([...working, pause()]);
    if (isOver()) break;
    try {
      const messages = await receiveBatch(input);
      if (messages.length === 0) continue;
      const wanted = messages.filter(
        (message) => patterns.length === 0 || patterns.some((p) => p.matches(filterable(message))),
      );
      if (wanted.length < messages.length) {
        const unwanted = messages.filter((message) => !wanted.includes(message));
        bus.port('sqs').delete({ queue: mapping.sourceArn, receiptHandles: unwanted.map((m) => m.receiptHandle) });
      }
      if (wanted.length === 0) continue;
      const work = deliver(input, wanted).finally(() => working.delete(work));
      working.add(work);
    } catch (error) {
      if (isOver()) break;
      log.error('a queue could not be read', { queue: mapping.sourceArn, error });
      await clock.sleep(PAUSE_AFTER_ERROR_MS);
    }
  }
}

const pause = () => sleep(isBusy() ? FURTHER_AFTER_WHEN_BUSY_MS : FURTHER_AFTER_MS, undefined, { ref: false });

/** At most one batch: what is there at once, or what comes within the batching window after the first message. */
async function receiveBatch({ functions, mapping, signal }: PollInput): Promise<QueueMessage[]> {
  const { bus, clock } = functions.context;
  const { sourceArn: queue, batchSize, windowMs } = mapping;
  const sqs = bus.port('sqs');
  const messages = await sqs.receive({ queue, maximum: batchSize, waitMs: WAIT_MS, signal, isForFunction: true });
  if (messages.length === 0 || windowMs === 0) return messages;
  const end = clock.steady() + windowMs;
  while (messages.length < batchSize && clock.steady() < end && !signal.aborted) {
    const more = await sqs.receive({
      queue,
      maximum: batchSize - messages.length,
      waitMs: end - clock.steady(),
      signal,
      isForFunction: true,
    });
    messages.push(...more);
  }
  return messages;
}

async function deliver(
  { functions, mapping, signal, note }: PollInput,
  messages: readonly QueueMessage[],
): Promise<void> {
  const { context } = functions;
  const { sourceArn: queue, functionName } = mapping;
  const payload = JSON.stringify({ Records: messages.map((message) => toRecord(message, queue, context.region)) });
  try {
    // A batch of several senders goes on with the first one's trace: a function has one.
    const traceId = messages.find(({ attributes }) => attributes.AWSTraceHeader)?.attributes.AWSTraceHeader;
    const run = { functionName, payload, requestId: uuid(), trigger: 'sqs' };
    const outcome = await functions.run({ ...run, ...(traceId === undefined ? {} : { traceId }) });
    note(mapping.id, outcome.failed ? 'PROBLEM: Function call failed' : 'OK');
    if (outcome.failed) return;
    const known = new Set(messages.map(({ messageId }) => messageId));
    const failed = mapping.reportsItemFailures ? reportedFailures(outcome.payload, known) : new Set<string>();
    // What is not deleted becomes visible again when its visibility timeout ends, and counts as one more receive.
    if (!failed) return;
    const done = messages.filter(({ messageId }) => !failed.has(messageId));
    if (done.length > 0) {
      context.bus.port('sqs').delete({ queue, receiptHandles: done.map(({ receiptHandle }) => receiptHandle) });
    }
  } catch (error) {
    if (signal.aborted) return;
    const receiptHandles = messages.map(({ receiptHandle }) => receiptHandle);
    note(mapping.id, 'PROBLEM: Function call failed');
    const isThrottled = error instanceof ServiceError && error.code === 'TooManyRequestsException';
    if (!isThrottled) {
      context.log.error('a batch could not be delivered', { queue, functionName, error });
      return;
    }
    try {
      context.bus.port('sqs').changeVisibility({ queue, receiptHandles, seconds: 1 });
    } catch (reason) {
      // They come back when their visibility timeout ends.
      context.log.error('a batch could not be made visible earlier', { queue, functionName, error: reason });
    }
  }
}

const toRecord = (message: QueueMessage, queueArn: string, region: string) => ({
  messageId: message.messageId,
  receiptHandle: message.receiptHandle,
  body: message.body,
  attributes: message.attributes,
  messageAttributes: Object.fromEntries(
    Object.entries(message.messageAttributes).map(([name, value]) => [name, toAttribute(value)]),
  ),
  md5OfBody: message.md5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: region,
});

/** The API writes `StringValue`, the event `stringValue`. */
function toAttribute(value: unknown): object {
  const attribute: Record<string, unknown> = { stringListValues: [], binaryListValues: [] };
  for (const [name, member] of Object.entries(value ?? {}) as [string, unknown][]) {
    attribute[name.charAt(0).toLowerCase() + name.slice(1)] = member;
  }
  return attribute;
}

/** Filters see the body as JSON where it is JSON. */
function filterable({ body, attributes, messageAttributes }: QueueMessage): object {
  let parsed: unknown = body;
  try {
    parsed = JSON.parse(body);
  } catch {
    // Plain text is compared as it is.
  }
  return { body: parsed, attributes, messageAttributes };
}
