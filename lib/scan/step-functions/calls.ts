import { child, itemsOf, type Node } from '../syntax/node.ts';
import { entryOf, type State } from './states.ts';

/** What a task state calls, with names and ARNs as the definition has them. */
export interface Call {
  readonly state: string;
  readonly service: string;
  /** As the service calls it: `PutItem`. */
  readonly operation: string;
  /** The text that names the resource: `${Table}`. */
  readonly target: string;
  readonly line: number;
  readonly index: string | null;
  readonly keyCondition: string | null;
  /** Detail types of the events that are put. */
  readonly eventNames: readonly string[];
}

/** Which argument names the resource, by service. */
const targetArguments: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ['TableName'],
  lambda: ['FunctionName'],
  sns: ['TopicArn', 'TargetArn'],
  sqs: ['QueueUrl'],
  states: ['StateMachineArn'],
  sfn: ['StateMachineArn'],
  s3: ['Bucket'],
  eventbridge: ['EventBusName'],
  events: ['EventBusName'],
  scheduler: ['Name'],
  secretsmanager: ['SecretId'],
  ssm: ['Name'],
};

/** The calls of a state; `text` works a value out where templates put functions into definitions. */
export function callsOf(state: State, text: (node: Node | undefined) => string | undefined): Call[] {
  const resource = entryOf(state.node, 'Resource');
  const named = text(resource?.value);
  if (resource === undefined || named === undefined) return [];
  const base = { state: state.name, index: null, keyCondition: null, eventNames: [] };
  const integration = /^arn:[^:]*:states:[^:]*:[^:]*:(?:aws-sdk:)?([\w-]+):(\w+)/.exec(named);
  if (integration === null) {
    return [{ ...base, service: 'lambda', operation: 'Invoke', target: named, line: resource.line }];
  }
  const [, service = '', verb = ''] = integration;
  const operation = verb.charAt(0).toUpperCase() + verb.slice(1);
  const given = child(state.node, 'Parameters') ?? child(state.node, 'Arguments');
  const argument = (name: string) => entryOf(given, name) ?? entryOf(given, `${name}.$`);
  if (service === 'events' || service === 'eventbridge') return putEvents({ state, given, operation, text });
  for (const name of targetArguments[service] ?? []) {
    const entry = argument(name);
    const target = text(entry?.value);
    if (entry === undefined || target === undefined) continue;
    const index = text(argument('IndexName')?.value) ?? null;
    const keyCondition = text(argument('KeyConditionExpression')?.value) ?? null;
    return [{ ...base, service, operation, target, line: entry.line, index, keyCondition }];
  }
  return [];
}

function putEvents(input: {
  state: State;
  given: Node | undefined;
  operation: string;
  text: (node: Node | undefined) => string | undefined;
}): Call[] {
  const { state, given, operation, text } = input;
  return itemsOf(child(given, 'Entries')).map((entry) => {
    const name = text(child(entry, 'DetailType'));
    const target = text(child(entry, 'EventBusName')) ?? 'default';
    const line = entryOf(entry, 'DetailType')?.line ?? entry.line;
    const eventNames = name === undefined ? [] : [name];
    return {
      state: state.name,
      service: 'events',
      operation,
      target,
      line,
      index: null,
      keyCondition: null,
      eventNames,
    };
  });
}
