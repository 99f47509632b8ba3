import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import {
  checkAttributes,
  checkTogether,
  DEFAULTS,
  FIFO_DEFAULTS,
  parseRedriveAllowPolicy,
  parseRedrivePolicy,
  READABLE,
  REMOVABLE,
  unknownAttribute,
} from '../attributes.ts';
import { invalidValue, noSuchQueue } from '../errors.ts';
import { counts } from '../messages.ts';
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
    checkTogether(Attributes);
    checkDeadLetterQueue(state, state.arn(QueueName), Attributes.RedrivePolicy);
    checkTags(tags);
    const existing = state.find(QueueName);
    if (existing) {
      const differing = Object.entries(Attributes).find(
        ([name, value]) => (existing.attributes[name] ?? DEFAULTS[name] ?? FIFO_DEFAULTS[name]) !== value,
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

/** @throws ServiceError InvalidParameterValue when the queue may not send its dead letters where the policy says. */
function checkDeadLetterQueue(state: SqsState, source: string, policy: string | undefined): void {
  const redrive = parseRedrivePolicy(policy);
  if (!redrive || policy === undefined) return;
  const target = state.find(redrive.deadLetterTargetArn);
  if (!target) throw invalidValue('RedrivePolicy', policy, 'Dead letter target does not exist.');
  if (target.fifo !== source.endsWith('.fifo')) {
    throw invalidValue('RedrivePolicy', policy, 'Dead-letter queue must be same type of queue as the source.');
  }
  const allowed = parseRedriveAllowPolicy(target.attributes.RedriveAllowPolicy);
  const isRefused =
    allowed?.redrivePermission === 'denyAll' ||
    (allowed?.redrivePermission === 'byQueue' && !allowed.sourceQueueArns.includes(source));
  if (isRefused) {
    throw invalidValue(
      'RedrivePolicy',
      policy,
      'The dead-letter queue does not allow this queue as its source (RedriveAllowPolicy).',
    );
  }
}

/** @throws ServiceError InvalidParameterValue */
function checkTags(tags: Record<string, string>): void {
  if (Object.keys(tags).length > 50) {
    throw new ServiceError('InvalidParameterValue', 'Too many tags added for queue: at most 50 are allowed.');
  }
}

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

const paging = { MaxResults: z.number().int().min(1).max(1000).optional(), NextToken: z.string().default('') };

/** Without MaxResults at most a thousand, and no token. */
function pageOf(names: readonly string[], MaxResults: number | undefined, NextToken: string) {
  const after = Buffer.from(NextToken, 'base64').toString();
  const left = names.filter((name) => name > after).sort();
  const page = left.slice(0, MaxResults ?? 1000);
  const last = MaxResults !== undefined && left.length > page.length ? page.at(-1) : undefined;
  return { page, next: last === undefined ? {} : { NextToken: Buffer.from(last).toString('base64') } };
}

export const listQueues = defineOperation({
  schema: z.looseObject({ QueueNamePrefix: z.string().default(''), ...paging }),
  execute(state: SqsState, { QueueNamePrefix, MaxResults, NextToken }, call) {
    allow(state, call, 'ListQueues', '*');
    const names = state.queues().map(({ name }) => name);
    const fitting = names.filter((name) => name.startsWith(QueueNamePrefix));
    const { page, next } = pageOf(fitting, MaxResults, NextToken);
    return { ...(page.length > 0 && { QueueUrls: page.map((name) => state.url(name)) }), ...next };
  },
});

function measured(state: SqsState, queue: Queue): Record<string, string> {
  const { visible, inFlight, delayed } = counts(state, queue.name);
  return {
    ...queue.attributes,
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.created / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modified / 1000)),
  };
}

export const getQueueAttributes = defineOperation({
  schema: queueUrl.extend({ AttributeNames: z.array(z.string()).default([]) }),
  execute(state: SqsState, { QueueUrl, AttributeNames }, call) {
    const queue = state.queue(QueueUrl);
    allow(state, call, 'GetQueueAttributes', queue.arn);
    const unknown = AttributeNames.find((name) => !READABLE.has(name));
    if (unknown !== undefined) throw unknownAttribute(unknown);
    if (AttributeNames.length === 0) return {};
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
    const merged = Object.entries({ ...queue.attributes, ...Attributes });
    const attributes: Record<string, string> = Object.fromEntries(
      merged.filter(([name, value]) => value !== '' || !REMOVABLE.some((removable) => removable === name)),
    );
    checkAttributes(Attributes.FifoQueue ? Attributes : { ...Attributes, FifoQueue: String(queue.fifo) }, queue.name);
    checkTogether(attributes);
    checkDeadLetterQueue(state, queue.arn, Attributes.RedrivePolicy);
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
    const now = state.context.clock.now();
    const last = state.purged.get(queue.name);
    if (last !== undefined && now >= last && now - last < 60_000) {
      throw new ServiceError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
        { status: 403 },
      );
    }
    state.store.run('DELETE FROM message WHERE queue = ?', queue.name);
    state.purged.set(queue.name, now);
    return {};
  },
});

export const listDeadLetterSourceQueues = defineOperation({
  schema: queueUrl.extend(paging),
  execute(state: SqsState, { QueueUrl, MaxResults, NextToken }, call) {
    const queue = state.queue(QueueUrl);
    allow(state, call, 'ListDeadLetterSourceQueues', queue.arn);
    const sources = state.queues().filter(({ redrive }) => redrive?.deadLetterTargetArn === queue.arn);
    const { page, next } = pageOf(
      sources.map(({ name }) => name),
      MaxResults,
      NextToken,
    );
    return { queueUrls: page.map((name) => state.url(name)), ...next };
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
    checkTags({ ...queue.tags, ...Tags });
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
