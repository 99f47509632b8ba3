import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { compare, type Work, type Workload } from './compare.ts';
import type { Measurement } from './measurement.ts';
import { installPeers, type Peer, peers } from './peers/processes.ts';
import { putEvents } from './put-events.ts';

const configuration = ({ endpoint }: Peer, key = 'offline') => ({
  endpoint: endpoint.replace('localhost', '127.0.0.1'),
  region: 'us-east-1',
  credentials: { accessKeyId: key, secretAccessKey: key },
  maxAttempts: 1,
});

type Side = (peer: Peer) => Promise<Readonly<Record<string, Work>>>;

const items: Side = async (peer) => {
  const client = new DynamoDBClient(configuration(peer));
  const TableName = `items-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'group', AttributeType: 'S' },
        { AttributeName: 'id', AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: 'group', KeyType: 'HASH' },
        { AttributeName: 'id', KeyType: 'RANGE' },
      ],
    }),
  );
  const isActive = async () => {
    const probe = client.send(new GetItemCommand({ TableName, Key: { group: { S: 'a' }, id: { N: '0' } } }));
    return probe.then(
      () => true,
      () => false,
    );
  };
  while (!(await isActive())) continue;
  const payload = { S: 'x'.repeat(500) };
  const put = (index: number) =>
    client.send(new PutItemCommand({ TableName, Item: { group: { S: 'a' }, id: { N: String(index) }, payload } }));
  for (let index = 0; index < 100; index += 1) await put(index);
  return {
    put,
    get: (index) =>
      client.send(new GetItemCommand({ TableName, Key: { group: { S: 'a' }, id: { N: String(index % 100) } } })),
    query: () =>
      client.send(
        new QueryCommand({
          ...{ TableName, KeyConditionExpression: '#g = :g', ExpressionAttributeNames: { '#g': 'group' }, Limit: 100 },
          ExpressionAttributeValues: { ':g': { S: 'a' } },
        }),
      ),
  };
};

const objects: Side = async (peer) => {
  // s3rver knows one key of its own.
  const key = peer.name === 's3rver' ? 'S3RVER' : 'offline';
  const client = new S3Client({
    ...configuration(peer, key),
    forcePathStyle: true,
    // s3rver stores the framing of streamed checksums as content.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    // It has none to answer with either: the client would compute those of our objects alone, and be measured.
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const Bucket = `bench-${randomUUID()}`;
  await client.send(new CreateBucketCommand({ Bucket }));
  const [small, large] = [Buffer.alloc(1024, 'a'), Buffer.alloc(1024 * 1024, 'b')];
  const put = (Body: Buffer) => (index: number) =>
    client.send(new PutObjectCommand({ Bucket, Key: `${Body.length}/${index % 500}`, Body }));
  const get = (size: number) => async (index: number) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: `${size}/${index % 20}` }));
    await Body?.transformToByteArray();
  };
  for (let index = 0; index < 500; index += 1) await put(small)(index);
  for (let index = 0; index < 20; index += 1) await put(large)(index);
  return {
    'put 1 KB': put(small),
    'get 1 KB': get(small.length),
    'put 1 MB': put(large),
    'get 1 MB': get(large.length),
    'list 500': () => client.send(new ListObjectsV2Command({ Bucket, Prefix: '1024/' })),
  };
};

const messages: Side = async (peer) => {
  const client = new SQSClient(configuration(peer));
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: `bench-${randomUUID()}` }));
  const MessageBody = JSON.stringify({ text: 'x'.repeat(500) });
  return {
    send: () => client.send(new SendMessageCommand({ QueueUrl, MessageBody })),
    'receive and delete': async () => {
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 0 }));
      for (const { ReceiptHandle } of Messages)
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    },
  };
};

async function face(
  title: string,
  ours: Peer,
  other: Peer,
  side: Side,
  workloads: Readonly<Record<string, Omit<Workload, 'name'>>>,
): Promise<Measurement[]> {
  try {
    const [mine, theirs] = [await side(ours), await side(other)];
    const found: Measurement[] = [];
    for (const [name, workload] of Object.entries(workloads)) {
      const [work, peerWork] = [mine[name], theirs[name]];
      if (!work || !peerWork) throw new Error(`no work is named ${name}`);
      found.push(
        ...(await compare(
          { name: `${title} ${name}`, ...workload },
          { peer: ours, work },
          { peer: other, work: peerWork },
        )),
      );
    }
    return found;
  } finally {
    await other.stop();
  }
}

/** Each service beside the best npm alternative, with the stock clients, one after the other in one run. */
export const services = {
  title: 'Services beside the best npm alternative each, 20 concurrent',
  async measure(): Promise<Measurement[]> {
    installPeers();
    const ours = await peers.ours();
    try {
      return [
        ...(await face('DynamoDB', ours, await peers.dynalite(), items, {
          put: { count: 2000 },
          get: { count: 2000 },
          query: { count: 400 },
        })),
        ...(await face('S3', ours, await peers.s3rver(), objects, {
          'put 1 KB': { count: 1000 },
          'get 1 KB': { count: 1000 },
          'put 1 MB': { count: 60 },
          'get 1 MB': { count: 100 },
          'list 500': { count: 100 },
        })),
        ...(await face('SQS', ours, await peers.localAwsSqs(), messages, {
          send: { count: 2000 },
          'receive and delete': { count: 1000 },
        })),
        ...(await putEvents(ours, configuration(ours))),
      ];
    } finally {
      await ours.stop();
    }
  },
};
