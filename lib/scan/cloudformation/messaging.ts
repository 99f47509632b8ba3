import type { Reference } from '../dialect.ts';
import type { Node } from '../syntax/node.ts';
import type { Draft } from './draft.ts';
import { addPatternEvents, addTrigger } from './events.ts';
import type { Resource } from './template.ts';

/** An EventBridge rule: each name of its pattern is an event to each of its targets. */
export function readRule(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const { properties, line } = resource;
  const pattern = evaluator.at(properties, 'EventPattern');
  const targets = evaluator.items(evaluator.at(properties, 'Targets')).flatMap((target) => {
    const found = draft.resource(evaluator.at(target, 'Arn'));
    return found === undefined ? [] : [found.id];
  });
  if (pattern === undefined) return;
  for (const consumer of targets.length > 0 ? targets : [null]) addPatternEvents({ draft, pattern, consumer, line });
}

/** An EventBridge scheduler's target may stand in an SDK call's input. */
export function readSchedule(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const target = evaluator.at(resource.properties, 'Target');
  const reference = draft.reference(evaluator.at(target, 'Arn'));
  if (reference?.kind === 'output' || reference?.kind === 'export') {
    draft.relate({ from: resource.id, to: reference, kind: 'triggers', line: resource.line });
  }
}

/** An event source mapping: what it polls triggers the function. */
export function readMapping(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const { properties, line } = resource;
  const target = draft.resource(evaluator.at(properties, 'FunctionName'));
  const from = draft.reference(evaluator.at(properties, 'EventSourceArn'));
  if (target !== undefined && from !== undefined) addTrigger({ draft, from, to: target.id, line });
}

/** A pipe: what it polls triggers its target. */
export function readPipe(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const { properties, line } = resource;
  const target = draft.resource(evaluator.at(properties, 'Target'));
  const from = draft.reference(evaluator.at(properties, 'Source'));
  if (target !== undefined && from !== undefined) addTrigger({ draft, from, to: target.id, line });
}

/** An SNS subscription: the topic triggers its endpoint, and is an event by its id. */
export function readSubscription(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const { properties, line } = resource;
  const endpoint = draft.resource(evaluator.at(properties, 'Endpoint'));
  const topic = draft.reference(evaluator.at(properties, 'TopicArn'));
  if (endpoint !== undefined) addSubscribed(draft, topic, endpoint.id, line);
}

/** Subscriptions that stand within the topic. */
export function readTopic(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  for (const subscription of evaluator.items(evaluator.at(resource.properties, 'Subscription'))) {
    const endpoint = draft.resource(evaluator.at(subscription, 'Endpoint'));
    if (endpoint !== undefined) addSubscribed(draft, { kind: 'id', id: resource.id }, endpoint.id, subscription.line);
  }
}

function addSubscribed(draft: Draft, topic: Reference | undefined, to: string, line: number): void {
  const event =
    topic === undefined ? undefined : topic.kind === 'id' ? topic.id : 'name' in topic ? topic.name : undefined;
  addTrigger({ draft, from: topic, to, line, ...(event !== undefined && { event }) });
}

const notifications = [
  ['LambdaConfigurations', 'Function'],
  ['QueueConfigurations', 'Queue'],
  ['TopicConfigurations', 'Topic'],
] as const;

/** A bucket's notifications: events by the bucket. */
export function readNotifications(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  const configuration = evaluator.at(resource.properties, 'NotificationConfiguration');
  for (const [list, property] of notifications) {
    for (const each of evaluator.items(evaluator.at(configuration, list))) {
      const target = draft.resource(evaluator.at(each, property));
      const name = evaluator.text(evaluator.at(each, 'Event'));
      if (target !== undefined && name !== undefined) addBucketEvent(draft, resource.id, target.id, name, each);
    }
  }
}

function addBucketEvent(draft: Draft, producer: string, consumer: string, name: string, node: Node): void {
  draft.events.push({ name: name.slice(0, 512), producer, consumer, source: draft.source(node.line), confidence: 1 });
}
