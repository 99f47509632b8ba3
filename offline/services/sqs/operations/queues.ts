import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { checkAttributes, DEFAULTS } from '../attributes.ts';
import { invalidValue, noSuchQueue } from '../errors.ts';
import { inFlight } from '../messages.ts';
import type { Queue, SqsState } from '../state.ts';
import { allow, attributeMap, queueUrl } from './shapes.ts';

export const createQueue = defineOperation({
  schema: z.looseObject({ QueueName: z.string(), Attributes: attributeMap, tags: attributeMap }),
  execute(state: SqsState, { QueueName, Attributes, tags }, call) {
    if (!/^[\w-]{1,80}$|^[\w-]{1,75}\.fifo$/.test(QueueName)) {
      throw new ServiceError(
        'InvalidParameterValue',
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
      );
    }
    allow(state, call, 'CreateQueue', state.arn(QueueName));
    checkAttributes(Attributes, QueueName);
    const existing = state.find(QueueName);
    if (existing) {
      const differing = Object.entries(Attributes).find(
        ([name, value]) => (existing.attributes[name] ?? DEFAULTS[name]) !== value,
      );
      if (differing) {
        throw new ServiceError(
          'QueueNameExists',
          `A queue already exists with the same name and a different value for attribute ${differing[0]}`,
        );
      }
      return { QueueUrl: existing.url };
    }
    return { QueueUrl: state.save({ name: QueueName, attributes: Attributes, tags, ofApp: false }).url };
  },
});

export const deleteQueue = defineOperation({
  schema: queueUrl,
  execute(state: SqsState, { QueueUrl }, call) {
    const queue = state.queue(QueueUrl);
    allow(state, call, 'DeleteQueue', queue.arn);
    state.remove(queue.name);
    return {};
  },
});

export const getQueueUrl = defineOperation({
  schema: z.looseObject({ QueueName: z.string() }),
  execute(state: SqsState, { QueueName }, call) {
    const queue = state.find(QueueName);
    if (!queue) throw noSuchQueue();
    allow(state, call, 'GetQueueUrl', queue.arn);
    return { QueueUrl: queue.url };
  },
});

export const listQueues = defineOperation({
  schema: z.looseObject({
    QueueNamePrefix: z.string().default(''),
    MaxResults: z.number().int().min(1).max(1000).default(1000),
    NextToken: z.string().default(''),
  }),
  execute(state: SqsState, { QueueNamePrefix, MaxResults, NextToken }, call) {
    allow(state, call, 'ListQueues', '*');
    const after = Buffer.from(NextToken, 'base64').toString();
    const names = state
      .queues()
      .map(({ name }) => name)
      .filter((name) => name.startsWith(QueueNamePrefix) && name > after)
      .sort();
    const page = names.slice(0, MaxResults);
    const last = names.length > page.length ? page.at(-1) : undefined;
    return {
      ...(page.length > 0 && { QueueUrls: page.map((name) => state.url(name)) }),
      ...(last !== undefined && { NextToken: Buffer.from(last).toString('base64') }),
    };
  },
});

function measured(state: SqsState, queue: Queue): Record<string, string> {
  const now = state.context.clock.now();
  const count = (condition: string) =>
    String(state.store.get(`SELECT COUNT(*) AS n FROM message WHERE queue = ? AND ${condition}`, queue.name, now)?.n);
  return {
    ...queue.attributes,
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: count('visible <= ?'),
    ApproximateNumberOfMessagesNotVisible: String(inFlight(state, queue.name, now)),
    ApproximateNumberOfMessagesDelayed: count('visible > ? AND receipt IS NULL'),
    CreatedTimestamp: String(Math.floor(queue.created / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modified / 1000)),
  };
}

export const getQueueAttributes = defineOperation({
  schema: queueUrl.extend({ AttributeNames: z.array(z.string()).default([]) }),
  execute(state: SqsState, { QueueUrl, AttributeNames }, call) {
    const queue = state.queue(QueueUrl);
    allow(state, call, 'GetQueueAttributes', queue.arn);
    const all = measured(state, queue);
    if (AttributeNames.includes('All')) return { Attributes: all };
    const chosen = AttributeNames.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]] as const]));
    return chosen.length > 0 ? { Attributes: Object.fromEntries(chosen) } : {};
  },
});

export const setQueueAttributes = defineOperation({
  schema: queueUrl.extend({ Attributes: attributeMap }),
  execute(state: SqsState, { QueueUrl, Attributes }, call) {
    const queue = state.queue(QueueUrl);
    allow(state, call, 'SetQueueAttributes', queue.arn);
    if ('FifoQueue' in Attributes && Attributes.FifoQueue !== String(queue.fifo)) {
      throw invalidValue('FifoQueue', Attributes.FifoQueue, 'a queue cannot change its kind.');
    }
    const attributes = { ...queue.attributes, ...Attributes };
    checkAttributes(Attributes.FifoQueue ? Attributes : { ...Attributes, FifoQueue: String(queue.fifo) }, queue.name);
    if (Attributes.RedrivePolicy === '') delete attributes.RedrivePolicy;
    const ofApp = state.ofApp().includes(queue.name);
    state.save({ name: queue.name, attributes, tags: queue.tags, ofApp });
    return {};
  },
});

export const purgeQueue = defineOperation({
  schema: queueUrl,
  execute(state: SqsState, { QueueUrl }, call) {
    const queue = state.queue(QueueUrl);
    allow(state, call, 'PurgeQueue', queue.arn);
    state.store.run('DELETE FROM message WHERE queue = ?', queue.name);
    return {};
  },
});

export const listDeadLetterSourceQueues = defineOperation({
  schema: queueUrl,
  execute(state: SqsState, { QueueUrl }, call) {
    const queue = state.queue(QueueUrl);
    allow(state, call, 'ListDeadLetterSourceQueues', queue.arn);
    const sources = state.queues().filter(({ redrive }) => redrive?.deadLetterTargetArn === queue.arn);
    return { queueUrls: sources.map(({ url }) => url) };
  },
});

const retag = (state: SqsState, queue: Queue, tags: Record<string, string>) => {
  state.save({ name: queue.name, attributes: queue.attributes, tags, ofApp: state.ofApp().includes(queue.name) });
  return {};
};

export const tagQueue = defineOperation({
  schema: queueUrl.extend({ Tags: attributeMap }),
  execute(state: SqsState, { QueueUrl, Tags }, call) {
    const queue = state.queue(QueueUrl);
    allow(state, call, 'TagQueue', queue.arn);
    return retag(state, queue, { ...queue.tags, ...Tags });
  },
});

export const untagQueue = defineOperation({
  schema: queueUrl.extend({ TagKeys: z.array(z.string()) }),
  execute(state: SqsState, { QueueUrl, TagKeys }, call) {
    const queue = state.queue(QueueUrl);
    allow(state, call, 'UntagQueue', queue.arn);
    return retag(
      state,
      queue,
      Object.fromEntries(Object.entries(queue.tags).filter(([key]) => !TagKeys.includes(key))),
    );
  },
});

export const listQueueTags = defineOperation({
  schema: queueUrl,
  execute(state: SqsState, { QueueUrl }, call) {
    const queue = state.queue(QueueUrl);
    allow(state, call, 'ListQueueTags', queue.arn);
    return { Tags: queue.tags };
  },
});
