import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Actor, Step } from './actor.ts';

/** What is handed on: messages to a queue, events to a rule with two targets, asynchronous calls. All end in `seen`. */
export function messages(name: string): Actor {
  const acknowledged: string[] = [];
  let count = 0;

  const send = async ({ clients }: Step, id: string) => {
    const { QueueUrl } = await clients.sqs.send(new GetQueueUrlCommand({ QueueName: 'work' }));
    await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ id }) }));
    return [`queue/${id}`];
  };
  const publish = async ({ clients }: Step, id: string) => {
    const { FailedEntryCount } = await clients.events.send(
      new PutEventsCommand({
        Entries: [
          { EventBusName: 'faults', Source: 'faults', DetailType: 'something', Detail: JSON.stringify({ id }) },
        ],
      }),
    );
    if (FailedEntryCount) throw new Error('the event was not taken');
    return [`rule/${id}`, `rule-queue/${id}`];
  };
  const invoke = async ({ clients }: Step, id: string) => {
    await clients.lambda.send(
      new InvokeCommand({
        ...{ FunctionName: 'recorder', InvocationType: 'Event' },
        Payload: Buffer.from(JSON.stringify({ way: 'call', id })),
      }),
    );
    return [`call/${id}`];
  };
  const kinds = [send, publish, invoke];

  return {
    name,
    async step(step) {
      count += 1;
      const kind = kinds[Math.floor(step.random() * kinds.length)] ?? send;
      acknowledged.push(...(await kind(step, `${name}-${count}`)));
    },
    check: () => Promise.resolve([]),
    expected: () => acknowledged,
  };
}
