import { find, sqs } from '../api.ts';
import {
  badge,
  block,
  button,
  card,
  confirm,
  copyable,
  dialog,
  empty,
  facts,
  field,
  form,
  h,
  heading,
  link,
  time,
  toast,
} from '../dom.ts';
import { count, lastName, pretty, shortName } from '../format.ts';
import { opens } from '../opened.ts';
import { href } from '../route.ts';
import { table } from '../table.ts';
import type { Section, View } from '../view.ts';

type Attributes = Record<string, string | undefined>;
type Queue = { url: string; name: string; attributes: Attributes };
export type Peeked = {
  messageId: string;
  body: string;
  attributes?: Record<string, string>;
  messageAttributes?: Record<string, unknown>;
  state: string;
  receiveCount?: number;
  sent?: string;
  visibleAt?: string;
};
type MoveTask = {
  Status: string;
  ApproximateNumberOfMessagesMoved: number;
  ApproximateNumberOfMessagesToMove?: number;
  FailureReason?: string;
};

async function read(url: string): Promise<Queue> {
  const { Attributes: attributes } = await sqs<{ Attributes: Attributes }>('GetQueueAttributes', {
    QueueUrl: url,
    AttributeNames: ['All'],
  });
  return { url, name: lastName(url), attributes };
}

const numberOf = ({ attributes }: Queue, name: string): number =>
  Number(attributes[`ApproximateNumberOfMessages${name}`] ?? 0);

function deadLettersOf({ attributes }: Queue): { name: string; after: number } | undefined {
  if (!attributes.RedrivePolicy) return undefined;
  const policy = JSON.parse(attributes.RedrivePolicy) as { deadLetterTargetArn: string; maxReceiveCount: number };
  return { name: lastName(policy.deadLetterTargetArn), after: policy.maxReceiveCount };
}

export const queues: Section = {
  id: 'queues',
  title: 'Queues',
  render: (view) => (view.path[1] === undefined ? renderList(view) : renderQueue(view, view.path[1])),
};

async function renderList(view: View): Promise<void> {
  const { QueueUrls = [] } = await sqs<{ QueueUrls?: string[] }>('ListQueues', { MaxResults: 1000 });
  const rows = await Promise.all(QueueUrls.map(read));
  const number = (key: string, title: string, name: string) => ({
    ...{ key, title, numeric: true, minor: name !== '' },
    value: (queue: Queue) => numberOf(queue, name),
    cell: (queue: Queue) => count(numberOf(queue, name)),
  });
  view.show(
    heading('Queues'),
    table(view, {
      name: 'queues',
      rows,
      sort: 'name',
      empty: 'The app has no queue.',
      open: ({ name }) => href(['queues', name]),
      columns: [
        { key: 'name', title: 'Queue', value: ({ name }) => shortName(name) },
        number('waiting', 'Waiting', ''),
        number('flight', 'In flight', 'NotVisible'),
        number('delayed', 'Delayed', 'Delayed'),
        {
          key: 'kind',
          title: 'Order',
          minor: true,
          value: ({ attributes }) => (attributes.FifoQueue === 'true' ? 'FIFO' : 'standard'),
        },
        {
          key: 'dead',
          title: 'Dead letters go to',
          value: (queue) => shortName(deadLettersOf(queue)?.name ?? '–'),
          cell: (queue) => deadLetterLink(queue),
        },
      ],
    }),
  );
}

function deadLetterLink(queue: Queue) {
  const target = deadLettersOf(queue);
  return target
    ? [
        link(href(['queues', target.name]), shortName(target.name)),
        h('span', { class: 'faint' }, ` after ${target.after}`),
      ]
    : h('span', { class: 'faint' }, '–');
}

async function renderQueue(view: View, name: string): Promise<void> {
  const { QueueUrl } = await sqs<{ QueueUrl: string }>('GetQueueUrl', { QueueName: name });
  const [queue, sources, peeked] = await Promise.all([
    read(QueueUrl),
    sqs<{ queueUrls?: string[] }>('ListDeadLetterSourceQueues', { QueueUrl }).then(({ queueUrls = [] }) => queueUrls),
    find<{ messages: Peeked[] }>('queue', { name }),
  ]);
  const again = () => renderQueue(view, name);
  const isFifo = queue.attributes.FifoQueue === 'true';
  const progress = h('div', { 'aria-live': 'polite' });
  view.show(
    heading(
      shortName(name),
      [link('#/queues', 'Queues')],
      button(
        'Send',
        opens(view, 'dialog', 'send', () => send(queue, isFifo, again)),
        { icon: 'add', kind: 'primary' },
      ),
      sources.length > 0 && button('Redrive', () => redrive(view, queue, progress, again), { icon: 'arrow' }),
      button(
        'Purge',
        () =>
          confirm(
            'Purge this queue?',
            `All messages of ${shortName(name)} are deleted: waiting, delayed and in flight.`,
            'Purge',
            async () => {
              await sqs('PurgeQueue', { QueueUrl });
              toast('Purged.', 'done');
              await again();
            },
          ),
        { icon: 'trash', kind: 'danger' },
      ),
      button('Refresh', again, { icon: 'refresh' }),
    ),
    progress,
    h(
      'div',
      { class: 'cards' },
      card(
        'Queue',
        facts([
          ['Name', copyable(name)],
          ['Waiting', count(numberOf(queue, ''))],
          ['In flight', count(numberOf(queue, 'NotVisible'))],
          ['Delayed', count(numberOf(queue, 'Delayed'))],
          ['Visibility timeout', `${queue.attributes.VisibilityTimeout ?? '30'} s`],
          ['Kept for', `${Number(queue.attributes.MessageRetentionPeriod ?? 0) / 3600} h`],
          ['Order', isFifo ? 'FIFO' : 'standard'],
          ['Dead letters go to', deadLettersOf(queue) ? h('span', {}, deadLetterLink(queue)) : 'nowhere'],
          [
            'Dead letters come from',
            sources.length > 0
              ? sources.map((url) => h('div', {}, link(href(['queues', lastName(url)]), shortName(lastName(url)))))
              : undefined,
          ],
        ]),
      ),
    ),
    messages(view, peeked?.messages),
  );
}

function messages(view: View, peeked: readonly Peeked[] | undefined): HTMLElement {
  if (!peeked) return empty('This backend does not offer looking at messages without receiving them.');
  return table(view, {
    name: 'messages',
    rows: peeked,
    empty: 'No message.',
    open: (message) => opens(view, 'message', message.messageId, () => showMessage(message)),
    columns: [
      {
        key: 'body',
        title: 'Message',
        value: ({ body }) => body,
        cell: ({ body }) => h('code', {}, body.length > 120 ? `${body.slice(0, 120)}…` : body),
      },
      {
        key: 'state',
        title: 'State',
        value: ({ state }) => state,
        cell: ({ state }) => badge(state === 'visible' ? 'waiting' : 'running', state),
      },
      {
        key: 'received',
        title: 'Received',
        numeric: true,
        value: (message) => received(message),
        cell: (message) => `${received(message)} ×`,
      },
      {
        key: 'sent',
        title: 'Sent',
        minor: true,
        value: (message) => Date.parse(message.sent ?? ''),
        cell: (message) => time(message.sent),
      },
    ],
  });
}

const received = ({ receiveCount = 0 }: Peeked): number => receiveCount;

function showMessage(message: Peeked): HTMLDialogElement {
  return dialog(
    'Message',
    () => [
      facts([
        ['Id', copyable(message.messageId)],
        ['State', message.state],
        ['Received', `${received(message)} ×`],
        ['Sent', time(message.sent)],
      ]),
      block(pretty(message.body), 'Body'),
      block(
        JSON.stringify({ attributes: message.attributes, messageAttributes: message.messageAttributes }, undefined, 2),
        'Attributes',
      ),
    ],
    true,
  );
}

function send({ url }: Queue, isFifo: boolean, again: () => Promise<void>): HTMLDialogElement {
  const body = h('textarea', { class: 'code', rows: 8, required: true });
  const delay = h('input', { type: 'number', min: 0, max: 900, value: 0 });
  const group = h('input', { type: 'text', required: true, value: 'group' });
  const deduplication = h('input', { type: 'text', value: crypto.randomUUID() });
  return dialog('Send a message', (close) =>
    form(
      [
        field('Body', body),
        isFifo
          ? [field('Message group', group), field('Deduplication id', deduplication)]
          : field('Delay in seconds', delay),
        h('footer', {}, button('Send', undefined, { kind: 'primary', submit: true })),
      ],
      async () => {
        const order = isFifo
          ? { MessageGroupId: group.value, MessageDeduplicationId: deduplication.value }
          : { DelaySeconds: Number(delay.value) };
        await sqs('SendMessage', { QueueUrl: url, MessageBody: body.value, ...order });
        close();
        toast('Sent.', 'done');
        await again();
      },
    ),
  );
}

/** Moves the dead letters back to where they came from, and shows how far it is. */
async function redrive(view: View, queue: Queue, progress: HTMLElement, again: () => Promise<void>): Promise<void> {
  const SourceArn = queue.attributes.QueueArn ?? '';
  await sqs('StartMessageMoveTask', { SourceArn });
  const bar = h('progress', { 'aria-label': 'Messages moved' });
  const told = h('span', {}, 'Moving …');
  progress.replaceChildren(h('div', { class: 'notice running' }, bar, told));
  const look = async (): Promise<void> => {
    const { Results = [] } = await sqs<{ Results?: MoveTask[] }>('ListMessageMoveTasks', { SourceArn, MaxResults: 1 });
    const task = Results[0];
    if (view.isGone) return;
    bar.max = task?.ApproximateNumberOfMessagesToMove ?? 1;
    bar.value = task?.ApproximateNumberOfMessagesMoved ?? 0;
    told.textContent = `${count(task?.ApproximateNumberOfMessagesMoved ?? 0)} moved`;
    if (task?.Status === 'RUNNING' || task?.Status === 'CANCELLING') {
      await new Promise((resolve) => setTimeout(resolve, 500));
      return look();
    }
    toast(
      task?.FailureReason ?? `${count(task?.ApproximateNumberOfMessagesMoved ?? 0)} moved back.`,
      task?.FailureReason ? 'failed' : 'done',
    );
    await again();
  };
  await look();
}
