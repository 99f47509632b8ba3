import * as sdk from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BusEvent, Ports } from '../../kernel/ports.ts';
import type { Resource } from '../../kernel/resource.ts';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { s3 } from './index.ts';

const Bucket = 'noted';
const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:queue';
const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:f';

let services: StartedServices;
let client: sdk.S3Client;
let told: { to: 'sqs' | 'lambda'; body: Record<string, unknown> }[];
let bridged: BusEvent[];
let refusals: number;

const take = (to: 'sqs' | 'lambda', text: unknown) => {
  if (refusals > 0) {
    refusals -= 1;
    throw new Error('not now');
  }
  told.push({ to, body: JSON.parse(String(text)) as Record<string, unknown> });
};
// The real services have ports of these shapes; here it matters what S3 hands to them.
const ports: Partial<Ports> = {
  sqs: {
    send({ body }) {
      take('sqs', body);
      return { messageId: '1' };
    },
    receive: () => Promise.resolve([]),
    delete: () => undefined,
    changeVisibility: () => undefined,
    queue: (arn) => (arn === QUEUE ? { arn, url: arn, name: 'queue', visibilitySeconds: 30, fifo: false } : undefined),
  },
  lambda: {
    invoke({ payload }) {
      take('lambda', payload);
      return Promise.resolve({ payload: '', requestId: '1' });
    },
  },
  events: {
    put(events) {
      bridged.push(...events);
      return events.map(() => ({ eventId: '1' }));
    },
  },
};

async function start(resources: readonly Resource[] = [], folder?: string) {
  services = await startServices([s3], { ports, resources, ...(folder !== undefined && { folder }) });
  client = new sdk.S3Client(services.client);
}
beforeEach(async () => {
  [told, bridged, refusals] = [[], [], 0];
  await start();
  await client.send(new sdk.CreateBucketCommand({ Bucket }));
});
afterEach(() => services.stop());

const configure = (NotificationConfiguration: sdk.NotificationConfiguration) =>
  client.send(new sdk.PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
const put = (Key: string) => client.send(new sdk.PutObjectCommand({ Bucket, Key, Body: 'content' }));
const version = () =>
  client.send(new sdk.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
const eventNames = () =>
  told.flatMap(
    ({ body }) => (body.Records as { eventName: string }[] | undefined)?.map(({ eventName }) => eventName) ?? [],
  );

test('a queue is told in the documented form, a test event first', async () => {
  await configure({
    QueueConfigurations: [
      {
        Id: 'q',
        QueueArn: QUEUE,
        Events: ['s3:ObjectCreated:*'],
        Filter: {
          Key: {
            FilterRules: [
              { Name: 'prefix', Value: 'in/' },
              { Name: 'suffix', Value: '.txt' },
            ],
          },
        },
      },
    ],
  });
  await put('out/a.txt');
  const { ETag } = await put('in/ä b.txt');
  await vi.waitFor(() => {
    expect(told).toHaveLength(2);
  });
  expect(told[0]?.body).toMatchObject({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket });
  expect(told[1]?.body).toEqual({
    Records: [
      {
        ...{ eventVersion: '2.1', eventSource: 'aws:s3', awsRegion: 'us-east-1', eventName: 'ObjectCreated:Put' },
        eventTime: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        userIdentity: { principalId: '123456789012' },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: {
          'x-amz-request-id': expect.any(String) as string,
          'x-amz-id-2': expect.any(String) as string,
        },
        s3: {
          ...{ s3SchemaVersion: '1.0', configurationId: 'q' },
          bucket: { name: Bucket, ownerIdentity: { principalId: '123456789012' }, arn: `arn:aws:s3:::${Bucket}` },
          object: {
            ...{ key: 'in/%C3%A4+b.txt', size: 7, eTag: ETag?.replaceAll('"', '') },
            sequencer: expect.stringMatching(/^[0-9A-F]{18}$/) as string,
          },
        },
      },
    ],
  });
});

test('each kind of change has its event', async () => {
  await version();
  await configure({
    LambdaFunctionConfigurations: [
      {
        LambdaFunctionArn: FUNCTION,
        Events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*', 's3:ObjectTagging:*', 's3:LifecycleExpiration:*'],
      },
    ],
  });
  const { VersionId } = await put('a');
  await client.send(new sdk.CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` }));
  const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand({ Bucket, Key: 'c' }));
  const { ETag } = await client.send(
    new sdk.UploadPartCommand({ Bucket, Key: 'c', UploadId, PartNumber: 1, Body: 'x' }),
  );
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  await client.send(new sdk.CompleteMultipartUploadCommand({ Bucket, Key: 'c', UploadId, MultipartUpload }));
  await client.send(
    new sdk.PutObjectTaggingCommand({ Bucket, Key: 'a', Tagging: { TagSet: [{ Key: 'x', Value: 'y' }] } }),
  );
  await client.send(new sdk.DeleteObjectTaggingCommand({ Bucket, Key: 'a' }));
  await client.send(new sdk.DeleteObjectCommand({ Bucket, Key: 'a' }));
  await client.send(new sdk.DeleteObjectCommand({ Bucket, Key: 'a', VersionId }));
  await vi.waitFor(() => {
    expect(eventNames()).toEqual([
      'ObjectCreated:Put',
      'ObjectCreated:Copy',
      'ObjectCreated:CompleteMultipartUpload',
      'ObjectTagging:Put',
      'ObjectTagging:Delete',
      'ObjectRemoved:DeleteMarkerCreated',
      'ObjectRemoved:Delete',
    ]);
  });
});

test('EventBridge is told of everything, in its own form', async () => {
  await configure({ EventBridgeConfiguration: {} });
  const { ETag } = await put('ä b');
  await client.send(new sdk.DeleteObjectCommand({ Bucket, Key: 'ä b' }));
  await vi.waitFor(() => {
    expect(bridged).toHaveLength(2);
  });
  const common = {
    version: '0',
    bucket: { name: Bucket },
    requester: '123456789012',
    'source-ip-address': '127.0.0.1',
  };
  const object = { key: 'ä b', etag: ETag?.replaceAll('"', ''), sequencer: expect.any(String) as string };
  expect(bridged.map(({ detailType }) => detailType)).toEqual(['Object Created', 'Object Deleted']);
  expect(bridged[0]).toMatchObject({ source: 'aws.s3', resources: [`arn:aws:s3:::${Bucket}`] });
  expect(bridged.map(({ detail }) => JSON.parse(detail) as unknown)).toEqual([
    { ...common, object: { ...object, size: 7 }, 'request-id': expect.any(String) as string, reason: 'PutObject' },
    {
      ...common,
      object,
      'request-id': expect.any(String) as string,
      reason: 'DeleteObject',
      'deletion-type': 'Permanently Deleted',
    },
  ]);
});

test('what was not taken is told again, also after a restart', async () => {
  await configure({
    LambdaFunctionConfigurations: [{ LambdaFunctionArn: FUNCTION, Events: ['s3:ObjectCreated:Put'] }],
  });
  refusals = 1;
  await put('a');
  await vi.waitFor(() => {
    expect(refusals).toBe(0);
  });
  const { folder } = services;
  await services.stop({ keep: true });
  await start([], folder);
  await vi.waitFor(() => {
    expect(eventNames()).toEqual(['ObjectCreated:Put']);
  });
});

test('a configuration whose queue is missing, or that overlaps itself, is refused', async () => {
  const Events: sdk.Event[] = ['s3:ObjectCreated:*'];
  const missing = configure({ QueueConfigurations: [{ QueueArn: `${QUEUE}-missing`, Events }] });
  await expect(missing).rejects.toMatchObject({
    name: 'InvalidArgument',
    message: expect.stringContaining('Unable to validate') as string,
  });
  const one = { LambdaFunctionArn: FUNCTION, Events };
  await expect(configure({ LambdaFunctionConfigurations: [one, one] })).rejects.toMatchObject({
    name: 'InvalidArgument',
  });
});

test('the template configures buckets; what the API changed since stays until the template changes', async () => {
  const resource = (properties: Record<string, unknown>): Resource => ({
    ...{
      logicalId: 'B',
      stackPath: 's',
      type: 'AWS::S3::Bucket',
      ref: 'of-template',
      attributes: {},
      path: 's/B',
      properties,
    },
  });
  const properties = {
    VersioningConfiguration: { Status: 'Enabled' },
    LifecycleConfiguration: { Rules: [{ Id: 'l', Status: 'Enabled', ExpirationInDays: 3, Prefix: 'x/' }] },
    NotificationConfiguration: {
      EventBridgeConfiguration: {},
      QueueConfigurations: [{ Event: 's3:ObjectRemoved:*', Queue: QUEUE }],
    },
  };
  const { folder } = services;
  const restart = async (...resources: Resource[]) => {
    await services.stop({ keep: true });
    await start(resources, folder);
  };
  const status = async () => (await client.send(new sdk.GetBucketVersioningCommand({ Bucket: 'of-template' }))).Status;
  await restart(resource(properties));
  expect(await status()).toBe('Enabled');
  const { Rules } = await client.send(new sdk.GetBucketLifecycleConfigurationCommand({ Bucket: 'of-template' }));
  expect(Rules).toEqual([{ ID: 'l', Status: 'Enabled', Filter: { Prefix: 'x/' }, Expiration: { Days: 3 } }]);
  const found = await client.send(new sdk.GetBucketNotificationConfigurationCommand({ Bucket: 'of-template' }));
  expect(found).toMatchObject({
    EventBridgeConfiguration: {},
    QueueConfigurations: [{ QueueArn: QUEUE, Events: ['s3:ObjectRemoved:*'] }],
  });
  const VersioningConfiguration = { Status: 'Suspended' } as const;
  await client.send(new sdk.PutBucketVersioningCommand({ Bucket: 'of-template', VersioningConfiguration }));
  await restart(resource(properties));
  expect(await status()).toBe('Suspended');
  await restart(resource({ ...properties, Tags: [{ Key: 'a', Value: 'b' }] }));
  expect(await status()).toBe('Enabled');
});
