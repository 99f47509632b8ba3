import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';

export interface QueuedMessage {
  readonly body: unknown;
  /** Whole seconds, 0 to 900. */
  readonly delaySeconds: number;
}

/** SQS takes ten messages a request. */
const batchSize = 10;

/**
 * Sends messages to a queue, ten a request.
 * @throws when one was not taken; what was taken before stays sent, so receivers go by their own keys.
 */
export function createQueueSender(client = new SQSClient({})) {
  return async (queueUrl: string, messages: readonly QueuedMessage[]): Promise<void> => {
    for (let start = 0; start < messages.length; start += batchSize) {
      const answer = await client.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: messages.slice(start, start + batchSize).map(({ body, delaySeconds }, index) => ({
            Id: String(index),
            MessageBody: JSON.stringify(body),
            ...(delaySeconds > 0 ? { DelaySeconds: delaySeconds } : {}),
          })),
        }),
      );
      const refused = answer.Failed?.[0];
      if (refused) throw new Error(`The queue ${queueUrl} refused a message: ${refused.Code} ${refused.Message ?? ''}`);
    }
  };
}
