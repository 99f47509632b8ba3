import { handleAwsJson } from '../../kernel/aws-json.ts';
import type { SqsPort } from '../../kernel/ports.ts';
import { readEach } from '../../kernel/read-each.ts';
import type { OfflineService, ServiceContext } from '../../kernel/service.ts';
import { md5 } from './digest.ts';
import { queryErrorHeader } from './errors.ts';
import { createHelpers } from './helpers.ts';
import { changeVisibility, deleteMessage, sendMessage } from './messages.ts';
import * as messages from './operations/messages.ts';
import * as moveTasks from './operations/move-tasks.ts';
import * as permissions from './operations/permissions.ts';
import * as queues from './operations/queues.ts';
import { sqsResources, toQueue } from './resources.ts';
import { SqsState } from './state.ts';

const operations = {
  CreateQueue: queues.createQueue,
  DeleteQueue: queues.deleteQueue,
  GetQueueUrl: queues.getQueueUrl,
  ListQueues: queues.listQueues,
  GetQueueAttributes: queues.getQueueAttributes,
  SetQueueAttributes: queues.setQueueAttributes,
  PurgeQueue: queues.purgeQueue,
  ListDeadLetterSourceQueues: queues.listDeadLetterSourceQueues,
  TagQueue: queues.tagQueue,
  UntagQueue: queues.untagQueue,
  ListQueueTags: queues.listQueueTags,
  SendMessage: messages.sendMessage,
  SendMessageBatch: messages.sendMessageBatch,
  ReceiveMessage: messages.receiveMessage,
  DeleteMessage: messages.deleteMessage,
  DeleteMessageBatch: messages.deleteMessageBatch,
  ChangeMessageVisibility: messages.changeMessageVisibility,
  ChangeMessageVisibilityBatch: messages.changeMessageVisibilityBatch,
  StartMessageMoveTask: moveTasks.startMessageMoveTask,
  ListMessageMoveTasks: moveTasks.listMessageMoveTasks,
  AddPermission: permissions.addPermission,
  RemovePermission: permissions.removePermission,
  CancelMessageMoveTask: moveTasks.cancelMessageMoveTask,
};

export const sqs = {
  name: 'sqs',
  resources: sqsResources,
  route: { targets: ['AmazonSQS'] },
  create(context) {
    const state = new SqsState(context);
    context.bus.provide('sqs', createPort(state, context));
    return {
      apply(resources) {
        const wanted = readEach(
          resources.filter(({ type }) => type === 'AWS::SQS::Queue'),
          toQueue,
        );
        for (const queue of wanted) state.save({ ...queue, ofApp: true });
        const names = new Set(wanted.map(({ name }) => name));
        for (const name of state.ofApp()) if (!names.has(name)) state.remove(name);
      },
      start() {
        state.moveTasks.start();
      },
      helpers: createHelpers(state),
      handle: (request) =>
        handleAwsJson(
          {
            operations,
            state,
            context,
            version: '1.0',
            invalidInputCode: 'InvalidParameterValue',
            errorPrefix: 'com.amazonaws.sqs#',
            errorHeaders: queryErrorHeader,
          },
          request,
        ),
      stop: () => {
        state.moveTasks.stop();
        state.store.close();
      },
    };
  },
} satisfies OfflineService;

function createPort(state: SqsState, { account }: ServiceContext): SqsPort {
  return {
    send: ({ queue, body, delaySeconds, groupId, deduplicationId, messageAttributes = {} }) =>
      sendMessage(state, state.queue(queue), {
        body,
        attributes: messageAttributes,
        sender: account,
        delaySeconds,
        groupId,
        deduplicationId,
      }),
    async receive({ queue, ...input }) {
      const received = await messages.receive(state, state.queue(queue).name, input);
      return received.map((message) => ({ ...message, md5OfBody: md5(message.body) }));
    },
    delete({ queue, receiptHandles }) {
      for (const handle of receiptHandles) deleteMessage(state, state.queue(queue), handle);
    },
    changeVisibility({ queue, receiptHandles, seconds }) {
      for (const handle of receiptHandles) changeVisibility(state, state.queue(queue), handle, seconds);
    },
    queue(arnOrUrl) {
      const found = state.find(arnOrUrl);
      if (!found) return undefined;
      const { arn, url, name, fifo, attributes } = found;
      return { arn, url, name, fifo, visibilitySeconds: Number(attributes.VisibilityTimeout) };
    },
  };
}
