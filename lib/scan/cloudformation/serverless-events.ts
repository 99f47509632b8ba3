import type { Component } from '../schema.ts';
import type { Node } from '../syntax/node.ts';
import type { Draft } from './draft.ts';
import { addPatternEvents, addTrigger } from './events.ts';
import type { Resource } from './template.ts';

interface ServerlessEvent {
  readonly draft: Draft;
  /** The function or state machine. */
  readonly owner: string;
  readonly name: string;
  readonly line: number;
  readonly type: string;
  readonly properties: Node | undefined;
}

/** The `Events` of a SAM function or state machine. */
export function readServerlessEvents(resource: Resource, draft: Draft): void {
  const { evaluator } = draft;
  for (const [name, { line, value }] of evaluator.entries(evaluator.at(resource.properties, 'Events'))) {
    const type = evaluator.text(evaluator.at(value, 'Type'));
    if (type === undefined) continue;
    const properties = evaluator.at(value, 'Properties');
    const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
    read?.({ draft, owner: resource.id, name, line, type, properties });
  }
}

type Read = (event: ServerlessEvent) => void;

/** A poll or a notification of another resource, that one property names. */
const from =
  (property: string, eventName?: (event: ServerlessEvent) => string | undefined): Read =>
  (event) => {
    const { draft, owner, line, properties } = event;
    const reference = draft.reference(draft.evaluator.at(properties, property));
    const name = eventName?.(event);
    addTrigger({ draft, from: reference, to: owner, line, ...(name !== undefined && { event: name }) });
    relateFailures(event);
  };

const topicName = ({ draft, properties }: ServerlessEvent) => {
  const reference = draft.reference(draft.evaluator.at(properties, 'Topic'));
  return reference?.kind === 'id' ? reference.id : reference && 'name' in reference ? reference.name : undefined;
};

const bucketEvents = ({ draft, properties }: ServerlessEvent) =>
  draft.evaluator
    .items(draft.evaluator.at(properties, 'Events'))
    .map((each) => draft.evaluator.text(each))
    .join(', ') || undefined;

const readers: Readonly<Record<string, Read>> = {
  Api: (event) => readApi(event, 'RestApiId', 'ServerlessRestApi', 'AWS::Serverless::Api'),
  HttpApi: (event) => readApi(event, 'ApiId', 'ServerlessHttpApi', 'AWS::Serverless::HttpApi'),
  CloudWatchEvent: readPatternRule,
  EventBridgeRule: readPatternRule,
  CloudWatchLogs: from('LogGroupName'),
  Cognito: from('UserPool'),
  DocumentDB: from('Cluster'),
  DynamoDB: from('Stream'),
  IoTRule: (event) =>
    addTrigger({ draft: event.draft, from: undefined, to: event.owner, line: event.line, event: event.name }),
  Kinesis: from('Stream'),
  MQ: from('Broker'),
  MSK: from('Stream'),
  S3: from('Bucket', bucketEvents),
  SelfManagedKafka: from('KafkaBootstrapServers'),
  SNS: from('Topic', topicName),
  SQS: from('Queue'),
  Schedule: (event) => readTimer(event, 'AWS::Events::Rule'),
  ScheduleV2: (event) => readTimer(event, 'AWS::Scheduler::Schedule'),
};

function readApi(event: ServerlessEvent, idProperty: string, implicit: string, type: string): void {
  const { draft, owner, line, properties } = event;
  const { evaluator } = draft;
  const named = draft.resource(evaluator.at(properties, idProperty));
  const path = evaluator.text(evaluator.at(properties, 'Path')) ?? '$default';
  const method = (evaluator.text(evaluator.at(properties, 'Method')) ?? 'ANY').toUpperCase();
  draft.apis.push({
    method: (method === '*' ? 'ANY' : method).slice(0, 32),
    path: path.slice(0, 1024) || '/',
    target: owner,
    source: draft.source(line),
    confidence: 1,
  });
  if (named === undefined && evaluator.at(properties, idProperty) !== undefined) return;
  const api = named?.id ?? implicit;
  if (named === undefined) addGenerated(draft, { id: implicit, kind: 'api', type, line, properties: [] });
  draft.relate({ from: api, to: owner, kind: 'routes', line });
}

function readPatternRule(event: ServerlessEvent): void {
  const { draft, owner, line, properties, name } = event;
  const { evaluator } = draft;
  const pattern = evaluator.at(properties, 'Pattern');
  addPatternEvents({ draft, pattern, consumer: owner, line });
  const id = `${owner}${name}`;
  addGenerated(draft, { id, kind: 'rule', type: 'AWS::Events::Rule', line, properties: failureProperties(event) });
  draft.relate({ from: id, to: owner, kind: 'triggers', line });
  const bus = draft.reference(evaluator.at(properties, 'EventBusName'));
  if (bus !== undefined && bus.kind !== 'name') draft.relate({ from: id, to: bus, kind: 'subscribes', line });
  relateFailures(event, id);
}

function readTimer(event: ServerlessEvent, type: string): void {
  const { draft, owner, line, properties, name } = event;
  const expression = draft.evaluator.at(properties, type === 'AWS::Events::Rule' ? 'Schedule' : 'ScheduleExpression');
  const value = draft.evaluator.text(expression);
  const id = `${owner}${name}`;
  const own =
    value === undefined ? [] : [{ name: 'ScheduleExpression', value, source: draft.source(expression?.line ?? line) }];
  addGenerated(draft, { id, kind: 'schedule', type, line, properties: [...own, ...failureProperties(event)] });
  draft.relate({ from: id, to: owner, kind: 'triggers', line });
  relateFailures(event, id);
}

/** A resource that the transform makes: it stands where the event does. */
function addGenerated(
  draft: Draft,
  { line, ...rest }: Pick<Component, 'id' | 'kind' | 'type' | 'properties'> & { line: number },
): void {
  if (draft.components.some(({ id }) => id === rest.id) || draft.template.resources.has(rest.id)) return;
  draft.components.push({ ...rest, name: rest.id, source: draft.source(line), confidence: 0.9 });
}

const failurePlaces = [
  ['DeadLetterConfig', 'Arn'],
  ['DestinationConfig', 'OnFailure', 'Destination'],
] as const;

function failureEntry({ draft, properties }: ServerlessEvent): Node | undefined {
  for (const place of failurePlaces) {
    const node = draft.evaluator.at(properties, ...place);
    if (node !== undefined) return node;
  }
  return undefined;
}

function failureProperties(event: ServerlessEvent): Component['properties'] {
  const { draft, properties, line } = event;
  const type = draft.evaluator.text(draft.evaluator.at(properties, 'DeadLetterConfig', 'Type'));
  const value = draft.evaluator.text(failureEntry(event)) ?? type;
  return value === undefined ? [] : [{ name: 'DeadLetterConfig.Arn', value, source: draft.source(line) }];
}

function relateFailures(event: ServerlessEvent, id = event.owner): void {
  const node = failureEntry(event);
  const to = event.draft.reference(node);
  if (node !== undefined && to !== undefined && to.kind !== 'name') {
    event.draft.relate({ from: id, to, kind: 'dead-letters', line: node.line });
  }
}
