import type { CodeUse } from '../dialect.ts';

type Service = CodeUse['service'];

/** Packages of the SDK by the service that they call. */
const packages: Readonly<Record<string, Service>> = {
  dynamodb: 'dynamodb',
  eventbridge: 'events',
  cloudwatchevents: 'events',
  sqs: 'sqs',
  sns: 'sns',
  s3: 's3',
  lambda: 'lambda',
  sfn: 'states',
  stepfunctions: 'states',
};

/** The service that a module of the SDK (version 2 or 3) calls, with the prefix of its operations where it is another. */
export function serviceOf(
  module: string,
  name: string,
): { readonly service: Service; readonly prefix: string } | undefined {
  const [, found] =
    /^@aws-sdk\/(?:client|lib|util)-([\w-]+)/.exec(module) ?? /^aws-sdk\/clients\/([\w-]+)/.exec(module) ?? [];
  const word =
    found ?? (module === 'aws-sdk' || module === 'aws-sdk/global' ? name.split('.')[0]?.toLowerCase() : undefined);
  if (word === undefined) return undefined;
  const service = word === 'storage' ? 's3' : packages[word];
  return service ? { service, prefix: '' } : { service: 'other', prefix: `${word}:` };
}

const documentOperations: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  BatchGet: 'BatchGetItem',
  BatchWrite: 'BatchWriteItem',
  TransactGet: 'TransactGetItems',
  TransactWrite: 'TransactWriteItems',
};

/** An operation as the service calls it, of a method's or command's name. */
export function operationOf(service: Service, name: string): string {
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  if (service === 'dynamodb') return documentOperations[capital] ?? capital;
  return service === 's3' && capital === 'Upload' ? 'PutObject' : capital;
}

/** Methods of clients worth a look, by service. Where no client is known, the input's shape must tell. */
const methods: Readonly<Record<Exclude<Service, 'other' | 'appsync'>, readonly string[]>> = {
  dynamodb: [
    ...['get', 'put', 'update', 'delete', 'query', 'scan', 'batchGet', 'batchWrite', 'transactGet', 'transactWrite'],
    ...['getItem', 'putItem', 'updateItem', 'deleteItem', 'batchGetItem', 'batchWriteItem'],
    ...['transactGetItems', 'transactWriteItems', 'executeStatement'],
  ],
  events: ['putEvents'],
  sqs: [
    'sendMessage',
    'sendMessageBatch',
    'receiveMessage',
    'deleteMessage',
    'deleteMessageBatch',
    'changeMessageVisibility',
  ],
  sns: ['publish', 'publishBatch'],
  s3: [
    ...[
      'getObject',
      'putObject',
      'deleteObject',
      'deleteObjects',
      'headObject',
      'copyObject',
      'listObjects',
      'listObjectsV2',
    ],
    ...['upload', 'createMultipartUpload', 'getSignedUrl', 'getSignedUrlPromise'],
  ],
  lambda: ['invoke', 'invokeAsync'],
  states: ['startExecution', 'startSyncExecution', 'sendTaskSuccess', 'sendTaskFailure', 'stopExecution'],
};

export const methodNames: ReadonlySet<string> = new Set(Object.values(methods).flat());

/** A field that only this service's inputs have. */
const shapes: readonly (readonly [field: string, service: keyof typeof methods])[] = [
  ['TableName', 'dynamodb'],
  ['RequestItems', 'dynamodb'],
  ['TransactItems', 'dynamodb'],
  ['Entries', 'events'],
  ['QueueUrl', 'sqs'],
  ['TopicArn', 'sns'],
  ['Bucket', 's3'],
  ['FunctionName', 'lambda'],
  ['stateMachineArn', 'states'],
];

/** The service that takes such an input by a method of that name. */
export function serviceByShape(method: string, hasField: (name: string) => boolean): Service | undefined {
  return shapes.find(([field, service]) => methods[service].includes(method) && hasField(field))?.[1];
}
