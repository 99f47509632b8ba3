import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Clients } from '../clients.ts';
import type { Actor } from './actor.ts';

/** A FIFO queue of one's own: what was acknowledged comes out once, in its order, whatever happened in between. */
export function queue(name: string): Actor {
  const sent: { id: string; isAcknowledged: boolean }[] = [];
  let count = 0;
  const url = async ({ sqs }: Clients) =>
    (
      await sqs.send(
        new CreateQueueCommand({
          QueueName: `${name}.fifo`,
          Attributes: { FifoQueue: 'true', ContentBasedDeduplication: 'true', VisibilityTimeout: '30' },
        }),
      )
    ).QueueUrl;

  return {
    name,
    async step({ clients }) {
      count += 1;
      const entry = { id: `${name}-${count}`, isAcknowledged: false };
      const QueueUrl = await url(clients);
      sent.push(entry);
      await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: entry.id, MessageGroupId: name }));
      entry.isAcknowledged = true;
    },
    /** Empties the queue and compares. */
    async check(clients) {
      const QueueUrl = await url(clients);
      const found: string[] = [];
      for (;;) {
        const { Messages = [] } = await clients.sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
        );
        if (Messages.length === 0) break;
        for (const { Body = '', ReceiptHandle } of Messages) {
          found.push(Body);
          await clients.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        }
      }
      const there = new Set(found);
      const wanted = sent.splice(0).filter(({ id, isAcknowledged }) => isAcknowledged || there.has(id));
      const expected = wanted.map(({ id }) => id);
      return expected.join() === found.join()
        ? []
        : [`the queue ${name} gave ${found.join(', ')}; acknowledged in this order: ${expected.join(', ')}`];
    },
  };
}
