import { type SdkCall, usesOf } from '../code/sdk-use.ts';
import { exactText, field, type Inputs, literalOf, options, originOf, unknown, type Value } from '../code/value.ts';
import type { CodeUse } from '../dialect.ts';
import { expand, withDefaults } from './call-sites.ts';
import type { PythonEvaluator, PythonValue } from './evaluation.ts';
import { conditionText } from './key-conditions.ts';
import { callsIn } from './program.ts';
import type { PythonFile, PythonNode } from './syntax.ts';

type Service = CodeUse['service'];

const services: Readonly<Record<string, Service>> = {
  dynamodb: 'dynamodb',
  events: 'events',
  sqs: 'sqs',
  sns: 'sns',
  s3: 's3',
  lambda: 'lambda',
  stepfunctions: 'states',
  appsync: 'appsync',
};

/** Methods that say by their name which service they call, where the client is not known. */
const telling: Readonly<Record<string, Service>> = {
  put_item: 'dynamodb',
  get_item: 'dynamodb',
  update_item: 'dynamodb',
  delete_item: 'dynamodb',
  batch_writer: 'dynamodb',
  batch_get_item: 'dynamodb',
  batch_write_item: 'dynamodb',
  transact_write_items: 'dynamodb',
  transact_get_items: 'dynamodb',
  put_events: 'events',
  send_message_batch: 'sqs',
  start_execution: 'states',
  put_object: 's3',
  get_object: 's3',
};

/** Methods of boto3's own making, by what they call. */
const conveniences: Readonly<Record<string, string>> = {
  batch_writer: 'BatchWriteItem',
  upload_file: 'PutObject',
  upload_fileobj: 'PutObject',
  download_file: 'GetObject',
  download_fileobj: 'GetObject',
};

/** What boto3 calls do nothing to a resource by. */
const silent = new Set([
  'get_paginator',
  'get_waiter',
  'Table',
  'Queue',
  'Topic',
  'Bucket',
  'Object',
  'get_queue_by_name',
  'load',
  'meta',
  'can_paginate',
  'close',
]);

interface Client {
  readonly service: Service;
  /** As boto3 names the service. */
  readonly name: string;
  /** The table, queue, topic or bucket that the object stands for. */
  readonly resource: PythonValue | undefined;
  readonly operation?: string | undefined;
}

/** What a file does with AWS through boto3. */
export function botoUses(evaluator: PythonEvaluator, file: PythonFile): CodeUse[] {
  return callsIn(file).flatMap((node) => callUses(evaluator, file, node));
}

function callUses(evaluator: PythonEvaluator, file: PythonFile, node: PythonNode): CodeUse[] {
  const [callee] = node.children;
  const last = callee?.name === 'MemberExpression' ? callee.children.at(-1) : undefined;
  const [receiver] = callee?.children ?? [];
  if (
    !last ||
    last.name !== 'PropertyName' ||
    !receiver ||
    silent.has(last.text) ||
    !/^[a-z][a-z\d_]*$/.test(last.text)
  )
    return [];
  const source = { file: file.path, line: last.line };
  const [client] = options(evaluator.evaluate(receiver)).flatMap((value) => clientOf(value) ?? []);
  if (!client && !(last.text in telling) && !/^(?:query|scan)$/.test(last.text)) return [];
  const input = inputOf(evaluator, node, last.text);
  const found = client ?? guess(last.text, input);
  if (!found) return [];
  const service = { service: found.service, source, confidence: client ? 1 : 0.6 } as const;
  const name = found.operation ?? last.text;
  const operation = conveniences[name] ?? pascal(name);
  const call = { ...service, operation: found.service === 'other' ? `${found.name}:${operation}` : operation };
  const resource = found.resource ?? (client ? undefined : unresolved(evaluator, receiver, input));
  return inEachSetting(evaluator, file.path, call, resource, input);
}

/** An object that is passed in: who passes it may say which table. */
function unresolved(evaluator: PythonEvaluator, receiver: PythonNode, input: PythonValue): PythonValue | undefined {
  if (field(input, 'TableName') ?? field(input, 'Bucket') ?? field(input, 'QueueUrl')) return undefined;
  return evaluator.evaluate(receiver);
}

type Call = Pick<SdkCall, 'service' | 'operation' | 'source' | 'confidence'>;

function inEachSetting(
  evaluator: PythonEvaluator,
  path: string,
  call: Call,
  resource: PythonValue | undefined,
  input: PythonValue,
): CodeUse[] {
  const both: PythonValue = { kind: 'list', items: [resource ?? unknown('none'), input] };
  const settings = expand(evaluator, both, path).map(({ value, file }) => usesIn(call, value, file));
  const own = usesIn(call, withDefaults(evaluator, both), path);
  const better = settings.flat().filter((use) => facts(use) > Math.max(...own.map(facts)));
  return better.length > 0 ? distinct(better) : own;
}

function usesIn(call: Call, both: PythonValue, file: string): CodeUse[] {
  const [resource, input] = both.kind === 'list' ? both.items : [];
  const named = resource && nameOf(resource);
  return usesOf({ ...call, input: input && withCondition(input), resource: named, file });
}

/** What names the resource: of a table object that was passed in, the table's name. */
function nameOf(value: PythonValue): Value | undefined {
  const [one] = options(value);
  if (one?.kind === 'unknown' && one.code === 'none') return undefined;
  return one?.kind === 'call' ? (clientOf(one)?.resource ?? value) : value;
}

const facts = ({ resource, index, keyCondition, eventName }: CodeUse): number =>
  [resource, index, keyCondition, eventName].filter((fact) => fact !== null).length;

const distinct = (uses: readonly CodeUse[]): CodeUse[] => [
  ...new Map(uses.map((use) => [JSON.stringify(use), use])).values(),
];

/** Conditions built of objects, as text. */
function withCondition(input: PythonValue): PythonValue {
  const condition = field(input, 'KeyConditionExpression');
  if (input.kind !== 'record' || !condition) return input;
  const text = conditionText(condition);
  return text === undefined
    ? input
    : { ...input, fields: new Map(input.fields).set('KeyConditionExpression', exactText(text)) };
}

function inputOf(evaluator: PythonEvaluator, node: PythonNode, method: string): PythonValue {
  const { positional, named } = evaluator.inputsOf(node);
  const fields = new Map(named);
  // upload_file(Filename, Bucket, Key) and download_file(Bucket, Key, Filename)
  const bucket = method.startsWith('upload_file')
    ? positional[1]
    : method.startsWith('download_file')
      ? positional[0]
      : undefined;
  if (bucket && !fields.has('Bucket')) fields.set('Bucket', bucket);
  const [operation] = positional;
  if (method === 'generate_presigned_url') {
    for (const [name, value] of recordOf(named.get('Params') ?? positional[1])) fields.set(name, value);
    if (operation) fields.set('ClientMethod', operation);
  }
  return { kind: 'record', fields, computed: [] };
}

const recordOf = (value: PythonValue | undefined) => (value?.kind === 'record' ? [...value.fields] : []);

function guess(method: string, input: PythonValue): Client | undefined {
  const isTable = ['TableName', 'KeyConditionExpression', 'IndexName'].some((name) => field(input, name));
  const service = telling[method] ?? (isTable ? 'dynamodb' : undefined);
  return service && { service, name: service, resource: undefined };
}

/** `boto3.client('x')`, `session.resource('x')`, `….Table(name)`, `….get_paginator('query')` */
function clientOf(value: PythonValue, depth = 0): Client | undefined {
  if (value.kind !== 'call' || depth > 6) return undefined;
  for (const callee of options(value.callee)) {
    const found = clientBy(callee, value.inputs(), depth);
    if (found) return found;
  }
  return undefined;
}

function clientBy(callee: PythonValue, { positional, named }: Inputs<PythonNode>, depth: number): Client | undefined {
  const method = callee.kind === 'member' ? callee.name : originOf(callee)?.name;
  const [first = named.get('service_name')] = positional;
  if (method === 'client' || method === 'resource') return madeClient(callee, literalOf(first));
  if (callee.kind !== 'member') return undefined;
  const [of] = options(callee.of).flatMap((one) => clientOf(one, depth + 1) ?? []);
  if (!of) return undefined;
  if (method === 'get_paginator') return { ...of, operation: literalOf(first) };
  if (method === 'batch_writer') return { ...of, operation: 'batch_write_item' };
  const isResource = ['Table', 'Queue', 'Topic', 'Bucket', 'Object', 'get_queue_by_name', 'create_table'];
  if (!isResource.includes(method ?? '')) return undefined;
  return { ...of, resource: first ?? named.get('QueueName') ?? named.get('name') ?? unknown() };
}

function madeClient(callee: PythonValue, name: string | undefined): Client | undefined {
  const origin = originOf(callee);
  const isKnown = origin ? /^(?:aio)?boto(?:3|core)/.test(origin.module) : true;
  if (name === undefined || !isKnown || !/^[a-z][a-z\d-]*$/.test(name)) return undefined;
  return { service: services[name] ?? 'other', name, resource: undefined };
}

const pascal = (method: string) => method.replaceAll(/(?:^|_)([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
