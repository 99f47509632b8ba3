import { child, type Entry, itemsOf, type Node, onlyEntry, textOf } from '../syntax/node.ts';
import { map, mapOf, scalar } from './build.ts';

/** A function's `events` as SAM has them. */
export function eventsOf(events: Node | undefined, line: number): Node | undefined {
  const entries = itemsOf(events).flatMap((event, index): [string, Entry][] => {
    const named = onlyEntry(event);
    if (named === undefined) return [];
    const [type, { line: at, value }] = named;
    const translate = Object.hasOwn(translations, type) ? translations[type] : undefined;
    const translated = translate?.(value, at);
    return translated === undefined ? [] : [[`Event${index + 1}`, { line: at, value: translated }]];
  });
  return entries.length === 0 ? undefined : mapOf(entries, line);
}

type Translate = (value: Node, line: number) => Node | undefined;

const samEvent = (type: string, properties: Readonly<Record<string, Node | undefined>>, line: number): Node =>
  map({ Type: scalar(type, line), Properties: map(properties, line) }, line);

const translations: Readonly<Record<string, Translate>> = {
  cloudwatchEvent: (value, line) => samEvent('CloudWatchEvent', { Pattern: child(value, 'event') }, line),
  eventBridge: (value, line) => {
    const schedule = child(value, 'schedule');
    if (schedule !== undefined) return samEvent('Schedule', { Schedule: schedule }, line);
    return samEvent(
      'EventBridgeRule',
      { Pattern: child(value, 'pattern'), EventBusName: child(value, 'eventBus') },
      line,
    );
  },
  http: (value, line) => http('Api', value, line),
  httpApi: (value, line) => http('HttpApi', value, line),
  s3: (value, line) =>
    samEvent(
      'S3',
      { Bucket: child(value, 'bucket') ?? value, Events: child(value, 'event') ?? scalar('s3:ObjectCreated:*', line) },
      line,
    ),
  schedule: (value, line) => samEvent('Schedule', { Schedule: child(value, 'rate') ?? value }, line),
  sns: (value, line) => samEvent('SNS', { Topic: child(value, 'arn') ?? child(value, 'topicName') ?? value }, line),
  sqs: (value, line) => samEvent('SQS', { Queue: child(value, 'arn') ?? value }, line),
  stream: (value, line) => {
    const arn = child(value, 'arn') ?? value;
    const isTable =
      textOf(child(value, 'type')) === 'dynamodb' || JSON.stringify([...mentions(arn)]).includes('StreamArn');
    return samEvent(
      isTable ? 'DynamoDB' : 'Kinesis',
      { Stream: arn, DestinationConfig: child(value, 'destinations') },
      line,
    );
  },
};

function* mentions(node: Node): Iterable<string> {
  if (node.kind === 'scalar') yield String(node.value);
  else if (node.kind === 'list') for (const item of node.items) yield* mentions(item);
  else for (const [, { value }] of node.entries) yield* mentions(value);
}

/** `GET /orders/{id}`, or a map of method and path. */
function http(type: string, value: Node, line: number): Node | undefined {
  const [first, second] = (textOf(value) ?? '').trim().split(/\s+/);
  const path = textOf(child(value, 'path')) ?? second ?? (first === '*' ? '$default' : undefined);
  const method = textOf(child(value, 'method')) ?? (first === '' || first === '*' ? 'ANY' : first);
  if (path === undefined || method === undefined) return undefined;
  const authorizer = child(value, 'authorizer');
  const isPrivate = child(value, 'private')?.kind === 'scalar';
  const authorized =
    authorizer !== undefined || isPrivate ? map({ Authorizer: scalar('stated', line) }, line) : undefined;
  const full = path.startsWith('/') || path === '$default' ? path : `/${path === '*' ? '{proxy+}' : path}`;
  return samEvent(type, { Path: scalar(full, line), Method: scalar(method, line), Auth: authorized }, line);
}
