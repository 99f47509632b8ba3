import { z } from 'zod';
import { type Call, defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { type MessageAttributes, md5, md5OfAttributes } from '../digest.ts';
import { invalidValue } from '../errors.ts';
import type { NewMessage } from '../message-check.ts';
import { messageBytes } from '../message-check.ts';
import {
  changeVisibility,
  deleteMessage as deleteByReceipt,
  type ReceivedMessage,
  receiveAgain,
  receiveMessages,
  type SentMessage,
  sendMessage as store,
} from '../messages.ts';
import type { SqsState } from '../state.ts';
import { allow, messageAttributes, queueUrl, senderOf } from './shapes.ts';

const LARGEST_BATCH = 1_048_576;

const content = z.looseObject({
  MessageBody: z.string(),
  MessageAttributes: messageAttributes,
  MessageSystemAttributes: messageAttributes,
  DelaySeconds: z.number().int().optional(),
  MessageGroupId: z.string().optional(),
  MessageDeduplicationId: z.string().optional(),
});

const toMessage = (state: SqsState, input: z.infer<typeof content>, call: Call): NewMessage => ({
  body: input.MessageBody,
  attributes: input.MessageAttributes,
  trace: input.MessageSystemAttributes.AWSTraceHeader?.StringValue,
  sender: senderOf(state, call),
  delaySeconds: input.DelaySeconds,
  groupId: input.MessageGroupId,
  deduplicationId: input.MessageDeduplicationId,
});

const toAnswer = ({ messageId, md5OfBody, md5OfAttributes: attributes, sequenceNumber }: SentMessage) => ({
  MessageId: messageId,
  MD5OfMessageBody: md5OfBody,
  ...(attributes && { MD5OfMessageAttributes: attributes }),
  ...(sequenceNumber && { SequenceNumber: sequenceNumber }),
});

export const sendMessage = defineOperation({
  schema: queueUrl.extend(content.shape),
  execute(state: SqsState, input, call) {
    const queue = state.queue(input.QueueUrl);
    allow(state, call, 'SendMessage', queue.arn);
    const message = toMessage(state, input, call);
    return state.store.together(() => toAnswer(store(state, state.queue(input.QueueUrl), message)));
  },
});

type Failure = { Id: string; Code: string; Message: string; SenderFault: true };

/** Runs each entry by itself; what fails is named and does not touch the others. */
function eachEntry<Entry extends { Id: string }>(
  entries: readonly Entry[],
  run: (entry: Entry) => object,
): { Successful: object[]; Failed: Failure[] } {
  if (entries.length === 0) {
    throw new ServiceError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > 10) {
    throw new ServiceError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  const repeated = entries.find(({ Id }, index) => entries.findIndex((other) => other.Id === Id) !== index);
  if (repeated) throw new ServiceError('BatchEntryIdsNotDistinct', `Id ${repeated.Id} repeated.`);
  const malformed = entries.find(({ Id }) => !/^[\w-]{1,80}$/.test(Id));
  if (malformed) {
    throw new ServiceError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
  const answer: { Successful: object[]; Failed: Failure[] } = { Successful: [], Failed: [] };
  for (const entry of entries) {
    try {
      answer.Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof ServiceError) || error.status >= 500) throw error;
      answer.Failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  return answer;
}

export const sendMessageBatch = defineOperation({
  schema: queueUrl.extend({ Entries: z.array(content.extend({ Id: z.string() })) }),
  execute(state: SqsState, { QueueUrl, Entries }, call) {
    const queue = state.queue(QueueUrl);
    allow(state, call, 'SendMessage', queue.arn);
    const messages = new Map(Entries.map((entry) => [entry.Id, toMessage(state, entry, call)]));
    let bytes = 0;
    for (const message of messages.values()) bytes += messageBytes(message);
    if (bytes > LARGEST_BATCH) {
      throw new ServiceError(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${LARGEST_BATCH} bytes. You have sent ${bytes} bytes.`,
      );
    }
    return state.store.together(() =>
      eachEntry(Entries, (entry) => toAnswer(store(state, state.queue(QueueUrl), toMessage(state, entry, call)))),
    );
  },
});

const isWanted = (name: string, wanted: readonly string[]) =>
  wanted.some((pattern) =>
    pattern === 'All' || pattern === '.*'
      ? true
      : pattern.endsWith('.*')
        ? name.startsWith(pattern.slice(0, -2))
        : name === pattern,
  );

const choose = <Value>(all: Record<string, Value>, wanted: readonly string[]): Record<string, Value> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => isWanted(name, wanted)));

function toMessageAnswer(message: ReceivedMessage, system: readonly string[], custom: readonly string[]): object {
  const attributes = choose(message.attributes, system);
  const chosen: MessageAttributes = choose(message.messageAttributes, custom);
  const digest = md5OfAttributes(chosen);
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(Object.keys(attributes).length > 0 && { Attributes: attributes }),
    ...(digest && { MessageAttributes: chosen, MD5OfMessageAttributes: digest }),
  };
}

const ATTEMPT_MS = 5 * 60 * 1000;

/** The receipts that an attempt of the last five minutes was answered with; older attempts are forgotten. */
function answeredBefore(state: SqsState, key: string): string[] | undefined {
  const now = state.context.clock.steady();
  for (const [known, { expires }] of state.attempts) if (expires <= now) state.attempts.delete(known);
  const receipts = state.attempts.get(key)?.receipts;
  return receipts && receipts.length > 0 ? receipts : undefined;
}

export const receiveMessage = defineOperation({
  schema: queueUrl.extend({
    MaxNumberOfMessages: z.number().int().default(1),
    WaitTimeSeconds: z.number().int().optional(),
    VisibilityTimeout: z.number().int().min(0).max(43_200).optional(),
    ReceiveRequestAttemptId: z.string().min(1).max(128).optional(),
    AttributeNames: z.array(z.string()).default([]),
    MessageSystemAttributeNames: z.array(z.string()).default([]),
    MessageAttributeNames: z.array(z.string()).default([]),
  }),
  async execute(state: SqsState, input, call) {
    const queue = state.queue(input.QueueUrl);
    allow(state, call, 'ReceiveMessage', queue.arn);
    if (input.MaxNumberOfMessages < 1 || input.MaxNumberOfMessages > 10) {
      throw invalidValue(
        'MaxNumberOfMessages',
        String(input.MaxNumberOfMessages),
        'Must be between 1 and 10, if provided.',
      );
    }
    const seconds = input.WaitTimeSeconds ?? Number(queue.attributes.ReceiveMessageWaitTimeSeconds);
    if (seconds < 0 || seconds > 20) {
      throw invalidValue('WaitTimeSeconds', String(seconds), 'Must be >= 0 and <= 20, if provided.');
    }
    const { ReceiveRequestAttemptId: attemptId } = input;
    if (attemptId !== undefined && !queue.fifo) {
      throw invalidValue(
        'ReceiveRequestAttemptId',
        attemptId,
        'The request include parameter that is not valid for this queue type.',
      );
    }
    const key = attemptId === undefined ? undefined : `${queue.name} ${attemptId}`;
    const before = key === undefined ? undefined : answeredBefore(state, key);
    const again = before && receiveAgain(state, queue, before, input.VisibilityTimeout);
    const messages =
      again ??
      (await receive(state, queue.name, {
        maximum: input.MaxNumberOfMessages,
        waitMs: seconds * 1000,
        visibilitySeconds: input.VisibilityTimeout,
        signal: call.signal,
      }));
    if (key !== undefined) {
      const expires = state.context.clock.steady() + ATTEMPT_MS;
      state.attempts.set(key, { receipts: messages.map(({ receiptHandle }) => receiptHandle), expires });
    }
    if (messages.length === 0) return {};
    const system = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
    return { Messages: messages.map((message) => toMessageAnswer(message, system, input.MessageAttributeNames)) };
  },
});

/** Waits for the first message, at most `waitMs`; a caller that is gone takes nothing in flight. */
export async function receive(
  state: SqsState,
  queueName: string,
  input: { maximum: number; waitMs: number; visibilitySeconds?: number; signal?: AbortSignal; isForFunction?: boolean },
): Promise<ReceivedMessage[]> {
  const deadline = state.context.clock.steady() + input.waitMs;
  for (;;) {
    const { messages, more } = await state.store.together(() => {
      if (input.signal?.aborted) return { messages: [] };
      const messages = receiveMessages(state, state.queue(queueName), input);
      const left = deadline - state.context.clock.steady();
      if (messages.length > 0 || left <= 0) return { messages };
      // Begun here, so that a message of the same commit is not missed.
      return { messages, more: state.waitForMessage(queueName, left, input.signal) };
    });
    if (!more) return messages;
    await more;
  }
}

export const deleteMessage = defineOperation({
  schema: queueUrl.extend({ ReceiptHandle: z.string() }),
  execute(state: SqsState, { QueueUrl, ReceiptHandle }, call) {
    const queue = state.queue(QueueUrl);
    allow(state, call, 'DeleteMessage', queue.arn);
    return state.store.together(() => {
      deleteByReceipt(state, queue, ReceiptHandle);
      return {};
    });
  },
});

export const deleteMessageBatch = defineOperation({
  schema: queueUrl.extend({ Entries: z.array(z.looseObject({ Id: z.string(), ReceiptHandle: z.string() })) }),
  execute(state: SqsState, { QueueUrl, Entries }, call) {
    const queue = state.queue(QueueUrl);
    allow(state, call, 'DeleteMessage', queue.arn);
    return state.store.together(() =>
      eachEntry(Entries, ({ ReceiptHandle }) => {
        deleteByReceipt(state, queue, ReceiptHandle);
        return {};
      }),
    );
  },
});

export const changeMessageVisibility = defineOperation({
  schema: queueUrl.extend({ ReceiptHandle: z.string(), VisibilityTimeout: z.number() }),
  execute(state: SqsState, { QueueUrl, ReceiptHandle, VisibilityTimeout }, call) {
    const queue = state.queue(QueueUrl);
    allow(state, call, 'ChangeMessageVisibility', queue.arn);
    changeVisibility(state, queue, ReceiptHandle, VisibilityTimeout);
    return {};
  },
});

export const changeMessageVisibilityBatch = defineOperation({
  schema: queueUrl.extend({
    Entries: z.array(z.looseObject({ Id: z.string(), ReceiptHandle: z.string(), VisibilityTimeout: z.number() })),
  }),
  execute(state: SqsState, { QueueUrl, Entries }, call) {
    const queue = state.queue(QueueUrl);
    allow(state, call, 'ChangeMessageVisibility', queue.arn);
    return eachEntry(Entries, ({ ReceiptHandle, VisibilityTimeout }) => {
      changeVisibility(state, queue, ReceiptHandle, VisibilityTimeout);
      return {};
    });
  },
});
