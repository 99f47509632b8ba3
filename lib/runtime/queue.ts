import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { createAwsRequest } from './aws-json.ts';

export interface QueuedMessage {
  readonly body: unknown;
  /** Whole seconds, 0 to 900. */
  readonly delaySeconds: number;
}

/** SQS takes ten messages a request. */
const batchSize = 10;

const answerSchema = z.object({
  Failed: z.nullish(z.array(z.object({ Code: z.string(), Message: z.nullish(z.string()) }))),
});

/**
 * Sends messages to a queue, ten a request.
 * @throws when one was not taken; what was taken before stays sent, so receivers go by their own keys.
 */
export function createQueueSender(request = createAwsRequest('sqs')) {
  return async (queueUrl: string, messages: readonly QueuedMessage[]): Promise<void> => {
    for (let start = 0; start < messages.length; start += batchSize) {
      const Entries = messages.slice(start, start + batchSize).map(({ body, delaySeconds }, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify(body),
        ...(delaySeconds > 0 ? { DelaySeconds: delaySeconds } : {}),
      }));
      const answer = await request('SendMessageBatch', JSON.stringify({ QueueUrl: queueUrl, Entries }), {
        entries: Entries.length,
      });
      const refused = answerSchema.parse(JSON.parse(answer)).Failed?.[0];
      if (refused) throw new Error(`The queue ${queueUrl} refused a message: ${refused.Code} ${refused.Message ?? ''}`);
    }
  };
}

/** Longest time that a message is put off after a failure, in seconds. */
const longestPause = 300;

/**
 * Seconds that a message is put off after its nth reception has failed: the second comes soon, all of them together
 * outlast a service that refuses requests for a minute.
 */
export function pauseSeconds(receiveCount: number): number {
  return Math.min(longestPause, 4 ** (receiveCount - 1));
}

/**
 * Has failed messages of a batch come again soon: without that they stay hidden for the queue's whole visibility
 * timeout. The pause grows with each reception. What cannot be changed comes back when that timeout ends.
 */
export function createBackoff(queueUrl: string, request = createAwsRequest('sqs')) {
  return async (records: readonly Pick<SQSRecord, 'messageId' | 'receiptHandle' | 'attributes'>[]): Promise<void> => {
    for (let start = 0; start < records.length; start += batchSize) {
      const Entries = records.slice(start, start + batchSize).map(({ receiptHandle, attributes }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: pauseSeconds(Number(attributes.ApproximateReceiveCount)),
      }));
      await request('ChangeMessageVisibilityBatch', JSON.stringify({ QueueUrl: queueUrl, Entries }), {
        entries: Entries.length,
      });
    }
  };
}

/** Has one message come again after so many seconds. */
export function createPostponement(queueUrl: string, request = createAwsRequest('sqs')) {
  return async ({ receiptHandle }: Pick<SQSRecord, 'receiptHandle'>, seconds: number): Promise<void> => {
    const change = { QueueUrl: queueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds };
    await request('ChangeMessageVisibility', JSON.stringify(change));
  };
}
