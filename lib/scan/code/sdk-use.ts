import type { CodeUse, Reference } from '../dialect.ts';
import type { Source } from '../schema.ts';
import { describe, field, literalOf, options, textOf, type Value } from './value.ts';

/** A call of an AWS service as code makes it; `input` in the shape of the service's own API. */
export interface SdkCall {
  readonly service: CodeUse['service'];
  readonly operation: string;
  readonly input: Value | undefined;
  /** Where the receiver names the resource, as boto3's tables do. */
  readonly resource?: Value | undefined;
  /** Whose code it is: the file that calls, where a wrapper stands in another. */
  readonly file: string;
  readonly source: Source;
  /** How sure it is that this is such a call at all. */
  readonly confidence: number;
}

/** The field of the input that says which resource. */
const resourceFields: Readonly<Record<Exclude<CodeUse['service'], 'other'>, readonly string[]>> = {
  dynamodb: ['TableName'],
  events: ['EventBusName'],
  sqs: ['QueueUrl'],
  sns: ['TopicArn', 'TargetArn'],
  s3: ['Bucket'],
  lambda: ['FunctionName'],
  states: ['stateMachineArn'],
  appsync: ['apiId'],
};
const otherFields = [
  'SecretId',
  'Name',
  'KeyId',
  'StreamName',
  'DeliveryStreamName',
  'UserPoolId',
  'ModelId',
  'modelId',
];

/** What a call does to which resources: one use for each table, event or item of a transaction that it names. */
export function usesOf(call: SdkCall): CodeUse[] {
  if (call.service === 'events' && call.operation === 'PutEvents') return publications(call);
  const isMany = call.service === 'dynamodb' && /^(?:Batch|Transact)/.test(call.operation);
  if (isMany && !call.resource) return manyTables(call);
  const named = call.service === 'other' ? otherFields : resourceFields[call.service];
  const found = call.resource ?? named.map((name) => field(call.input, name)).find((value) => value !== undefined);
  const isQuery = call.service === 'dynamodb' && (call.operation === 'Query' || call.operation === 'Scan');
  const detail = isQuery ? { index: indexOf(call.input), keyCondition: keyConditionOf(call.input) } : {};
  return distinct(references(found).map((reference) => useOf(call, reference, detail)));
}

interface Resolved {
  readonly resource: Reference | null;
  readonly confidence: number;
}

function useOf(
  { service, operation, file, source, confidence }: SdkCall,
  resolved: Resolved,
  detail: Partial<Pick<CodeUse, 'index' | 'keyCondition' | 'eventName' | 'eventSource'>> = {},
): CodeUse {
  const { index = null, keyCondition = null, eventName = null, eventSource } = detail;
  const sure = Math.min(confidence, resolved.confidence);
  return {
    file,
    service,
    operation,
    resource: resolved.resource,
    index,
    keyCondition,
    eventName,
    ...(eventSource !== undefined && { eventSource }),
    source,
    confidence: sure,
  };
}

function publications(call: SdkCall): CodeUse[] {
  const entries = field(call.input, 'Entries');
  const items = options(entries).flatMap((value) => (value.kind === 'list' ? value.items : []));
  const records = items.flatMap(options).filter(({ kind }) => kind === 'record');
  if (records.length === 0) return [useOf(call, { resource: null, confidence: 0.6 })];
  const uses = records.flatMap((entry) => {
    const name = field(entry, 'DetailType') ?? field(entry, 'Source');
    const eventSource = literalOf(field(entry, 'Source'))?.slice(0, 256);
    const origin = eventSource === undefined || eventSource === '' ? {} : { eventSource };
    return references(field(entry, 'EventBusName')).flatMap((bus) =>
      (name ? options(name) : [undefined]).map((one) => {
        const eventName = nameOfEvent(one);
        const isExact = one?.kind === 'text' && one.exact;
        return useOf(call, { ...bus, confidence: isExact ? bus.confidence : 0.6 }, { eventName, ...origin });
      }),
    );
  });
  return distinct(uses);
}

/** A detail type that only running tells has no name. */
function nameOfEvent(value: Value | undefined): string | null {
  if (!value) return null;
  const text = textOf(value);
  return text && /[a-z0-9]/i.test(text.replaceAll(/\{[^}]*\}/g, '')) ? text.slice(0, 512) : null;
}

const transactionActions = ['Put', 'Update', 'Delete', 'Get', 'ConditionCheck'];

function manyTables(call: SdkCall): CodeUse[] {
  const tables = [...itemTables(call.input), ...requestTables(call.input)];
  if (tables.length === 0) return [useOf(call, { resource: null, confidence: 0.6 })];
  return distinct(tables.flatMap((table) => references(table).map((reference) => useOf(call, reference))));
}

function itemTables(input: Value | undefined): (Value | undefined)[] {
  return options(field(input, 'TransactItems'))
    .flatMap((value) => (value.kind === 'list' ? value.items : []))
    .flatMap(options)
    .flatMap((item) => transactionActions.map((action) => field(item, action)))
    .filter((action) => action !== undefined)
    .map((action) => field(action, 'TableName'));
}

function requestTables(input: Value | undefined): Value[] {
  return options(field(input, 'RequestItems')).flatMap((value) => {
    if (value.kind !== 'record') return [];
    const named = [...value.fields.keys()].map((text): Value => ({ kind: 'text', text, exact: true }));
    return [...named, ...value.computed.map(({ key }) => key)];
  });
}

function indexOf(input: Value | undefined): string | null {
  const value = field(input, 'IndexName');
  if (!value) return null;
  return (textOf(value) ?? describe(value)).slice(0, 256) || null;
}

/** The key condition with the attributes' own names in place of `#name`. */
function keyConditionOf(input: Value | undefined): string | null {
  const condition = field(input, 'KeyConditionExpression');
  if (!condition) return legacyCondition(field(input, 'KeyConditions'));
  const names = field(input, 'ExpressionAttributeNames');
  const text = (textOf(condition) ?? describe(condition)).replaceAll(/#[\w-]+/g, (placeholder) => {
    const name = field(names, placeholder);
    return name ? (textOf(name) ?? describe(name)) : placeholder;
  });
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 1024) || null;
}

/** KeyConditions, the way of before 2014: an attribute, its operator, its values. */
function legacyCondition(conditions: Value | undefined): string | null {
  if (conditions?.kind !== 'record' || conditions.fields.size === 0) return null;
  const parts = [...conditions.fields].map(
    ([name, condition]) => `${name} ${textOf(field(condition, 'ComparisonOperator')) ?? 'EQ'} :${name}`,
  );
  return parts.join(' AND ').slice(0, 1024);
}

/** A resource as code names it: by environment variable, or by name, URL or ARN. */
function references(value: Value | undefined): Resolved[] {
  if (!value) return [{ resource: null, confidence: 1 }];
  const found = options(value).flatMap((option): Resolved[] => {
    if (option.kind === 'environment') {
      return [{ resource: { kind: 'environment', variable: option.variable }, confidence: 0.9 }];
    }
    if (option.kind !== 'text' || option.text === '') return [];
    const { text, exact } = option;
    return [{ resource: { kind: 'name', name: bareName(text).slice(0, 512) }, confidence: exact ? 1 : 0.6 }];
  });
  return found.length > 0 ? found.filter(isNamed) : [{ resource: null, confidence: 0.6 }];
}

const isNamed = ({ resource }: Resolved) => resource?.kind !== 'name' || resource.name !== '';

function bareName(text: string): string {
  if (text.startsWith('arn:')) return text.split(/[:/]/).at(-1) ?? text;
  return /^https?:\/\//.test(text) ? (text.split('/').at(-1) ?? text) : text;
}

function distinct(uses: readonly CodeUse[]): CodeUse[] {
  return [...new Map(uses.map((use) => [JSON.stringify(use), use])).values()];
}
