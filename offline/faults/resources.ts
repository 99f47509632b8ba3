import type { Resource } from '../kernel/resource.ts';

const arn = (service: string, name: string) => `arn:aws:${service}:us-east-1:123456789012:${name}`;
const role = 'arn:aws:iam::123456789012:role/recorder';

const resource = (
  type: string,
  ref: string,
  properties: Record<string, unknown>,
  attributes: Record<string, unknown> = {},
): Resource => ({ logicalId: ref, stackPath: 'faults', path: `faults/${ref}`, type, ref, attributes, properties });

const table = (name: string, more: Record<string, unknown>) =>
  resource(
    'AWS::DynamoDB::Table',
    name,
    {
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      ...more,
    },
    {
      Arn: arn('dynamodb', `table/${name}`),
      StreamArn: `${arn('dynamodb', `table/${name}`)}/stream/2024-01-01T00:00:00.000`,
    },
  );

/** May do everything: what is tried here is durability, not access. */
export const POLICIES = new Map([[role, [{ Effect: 'Allow' as const, Action: '*', Resource: '*' }]]]);

/** Every way by which something acknowledged travels on: a stream, queues, a rule to a function and to a queue. */
export const RESOURCES: readonly Resource[] = [
  table('items', { StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } }),
  table('seen', {}),
  resource('AWS::S3::Bucket', 'objects', { BucketName: 'objects' }, { Arn: 'arn:aws:s3:::objects' }),
  resource(
    'AWS::Lambda::Function',
    'recorder',
    {
      Code: { S3Key: 'functions' },
      Handler: 'recorder.handler',
      Runtime: 'nodejs22.x',
      Role: role,
      Timeout: 10,
    },
    { Arn: arn('lambda', 'function:recorder') },
  ),
  resource(
    'AWS::SQS::Queue',
    'work',
    { QueueName: 'work', VisibilityTimeout: 2 },
    { Arn: arn('sqs', 'work'), QueueName: 'work' },
  ),
  resource(
    'AWS::SQS::Queue',
    'taken',
    { QueueName: 'taken', VisibilityTimeout: 2 },
    { Arn: arn('sqs', 'taken'), QueueName: 'taken' },
  ),
  resource(
    'AWS::Events::EventBus',
    'faults',
    { Name: 'faults' },
    { Name: 'faults', Arn: arn('events', 'event-bus/faults') },
  ),
  resource(
    'AWS::Events::Rule',
    'faults|every',
    {
      Name: 'every',
      EventBusName: 'faults',
      EventPattern: { source: ['faults'] },
      Targets: [
        { Id: 'function', Arn: arn('lambda', 'function:recorder') },
        { Id: 'queue', Arn: arn('sqs', 'taken') },
      ],
    },
    { Arn: arn('events', 'rule/faults/every') },
  ),
  resource('AWS::Lambda::EventSourceMapping', 'mapping-stream', {
    FunctionName: 'recorder',
    EventSourceArn: `${arn('dynamodb', 'table/items')}/stream/2024-01-01T00:00:00.000`,
    StartingPosition: 'TRIM_HORIZON',
  }),
  ...['work', 'taken'].map((queue) =>
    resource('AWS::Lambda::EventSourceMapping', `mapping-${queue}`, {
      FunctionName: 'recorder',
      EventSourceArn: arn('sqs', queue),
    }),
  ),
];
