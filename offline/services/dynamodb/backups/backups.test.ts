import {
  CreateBackupCommand,
  CreateTableCommand,
  DeleteBackupCommand,
  DeleteResourcePolicyCommand,
  DescribeBackupCommand,
  DescribeContributorInsightsCommand,
  DescribeGlobalTableCommand,
  DescribeKinesisStreamingDestinationCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ExportTableToPointInTimeCommand,
  GetResourcePolicyCommand,
  ListBackupsCommand,
  ListExportsCommand,
  PutItemCommand,
  PutResourcePolicyCommand,
  QueryCommand,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
  ScanCommand,
  UpdateContinuousBackupsCommand,
  UpdateContributorInsightsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StartedServices, startServices } from '../../../kernel/testing.ts';
import { dynamodb } from '../index.ts';

let services: StartedServices;
let client: DynamoDBClient;
const TableName = 'notes';
const arn = 'arn:aws:dynamodb:us-east-1:123456789012:table/notes';
const connect = () => new DynamoDBClient(services.client);
const put = (id: string) =>
  client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, owner: { S: 'me' }, ttl: { N: '1' } } }));
const ids = async (table: string) =>
  ((await client.send(new ScanCommand({ TableName: table }))).Items ?? []).map(({ id }) => id?.S).sort();

beforeAll(async () => {
  services = await startServices([dynamodb]);
  client = connect();
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'owner', AttributeType: 'S' },
      ],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byOwner',
          KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
    }),
  );
  await put('1');
  await put('2');
});
afterAll(() => services.stop());

test('a backup keeps what was there, outlives a restart and becomes another table', async () => {
  const { BackupDetails } = await client.send(new CreateBackupCommand({ TableName, BackupName: 'before' }));
  const BackupArn = BackupDetails?.BackupArn ?? '';
  expect(BackupDetails).toMatchObject({ BackupName: 'before', BackupStatus: 'AVAILABLE', BackupType: 'USER' });
  await put('3');

  const { folder } = services;
  await services.stop({ keep: true });
  services = await startServices([dynamodb], { folder });
  client = connect();
  const { BackupDescription } = await client.send(new DescribeBackupCommand({ BackupArn }));
  expect(BackupDescription?.SourceTableDetails).toMatchObject({ TableName, ItemCount: 2 });
  expect(BackupDescription?.SourceTableFeatureDetails?.GlobalSecondaryIndexes).toHaveLength(1);

  await client.send(new RestoreTableFromBackupCommand({ BackupArn, TargetTableName: 'again' }));
  expect(await ids('again')).toEqual(['1', '2']);
  const { Count } = await client.send(
    new QueryCommand({
      TableName: 'again',
      IndexName: 'byOwner',
      KeyConditionExpression: '#o = :o',
      ExpressionAttributeNames: { '#o': 'owner' },
      ExpressionAttributeValues: { ':o': { S: 'me' } },
    }),
  );
  expect(Count).toBe(2);
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'again' }));
  expect(Table).toMatchObject({ ItemCount: 2, RestoreSummary: { SourceBackupArn: BackupArn, SourceTableArn: arn } });
  expect(Table?.StreamSpecification).toBeUndefined();
  await expect(
    client.send(new RestoreTableFromBackupCommand({ BackupArn, TargetTableName: 'again' })),
  ).rejects.toMatchObject({ name: 'TableAlreadyExistsException' });

  expect((await client.send(new ListBackupsCommand({ TableName }))).BackupSummaries).toHaveLength(1);
  const deleted = await client.send(new DeleteBackupCommand({ BackupArn }));
  expect(deleted.BackupDescription?.BackupDetails?.BackupStatus).toBe('DELETED');
  await expect(client.send(new DescribeBackupCommand({ BackupArn }))).rejects.toMatchObject({
    name: 'BackupNotFoundException',
  });
  await expect(client.send(new CreateBackupCommand({ TableName: 'absent', BackupName: 'none' }))).rejects.toMatchObject(
    {
      name: 'TableNotFoundException',
    },
  );
});

test('the latest moment can be restored once point-in-time recovery is on; earlier ones are refused', async () => {
  const restore = (more: object) =>
    client.send(
      new RestoreTableToPointInTimeCommand({ SourceTableName: TableName, TargetTableName: 'latest', ...more }),
    );
  await expect(restore({ UseLatestRestorableTime: true })).rejects.toMatchObject({
    name: 'PointInTimeRecoveryUnavailableException',
  });
  await client.send(
    new UpdateContinuousBackupsCommand({
      TableName,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    }),
  );
  await expect(restore({ RestoreDateTime: new Date(services.clock.now() - 60_000) })).rejects.toMatchObject({
    name: 'InvalidRestoreTimeException',
  });
  await restore({ UseLatestRestorableTime: true, GlobalSecondaryIndexOverride: [] });
  expect(await ids('latest')).toEqual(await ids(TableName));
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'latest' }));
  expect(Table?.GlobalSecondaryIndexes).toBeUndefined();
});

test('a resource policy is kept by its revision', async () => {
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  const get = () => client.send(new GetResourcePolicyCommand({ ResourceArn: arn }));
  await expect(get()).rejects.toMatchObject({ name: 'PolicyNotFoundException' });
  const { RevisionId } = await client.send(new PutResourcePolicyCommand({ ResourceArn: arn, Policy }));
  expect(await get()).toMatchObject({ Policy, RevisionId });
  const stale = { ResourceArn: arn, Policy, ExpectedRevisionId: 'NO_POLICY' };
  await expect(client.send(new PutResourcePolicyCommand(stale))).rejects.toMatchObject({
    name: 'PolicyNotFoundException',
  });
  await client.send(new DeleteResourcePolicyCommand({ ResourceArn: arn }));
  await expect(get()).rejects.toMatchObject({ name: 'PolicyNotFoundException' });
});

test('what goes beyond one machine is described as absent and refused by name', async () => {
  expect(await client.send(new DescribeContributorInsightsCommand({ TableName }))).toMatchObject({
    ContributorInsightsStatus: 'DISABLED',
  });
  await expect(
    client.send(new UpdateContributorInsightsCommand({ TableName, ContributorInsightsAction: 'ENABLE' })),
  ).rejects.toThrow('Contributor Insights reaches beyond one machine');
  const kinesis = await client.send(new DescribeKinesisStreamingDestinationCommand({ TableName }));
  expect(kinesis).toMatchObject({ TableName, KinesisDataStreamDestinations: [] });
  await expect(client.send(new DescribeGlobalTableCommand({ GlobalTableName: 'x' }))).rejects.toMatchObject({
    name: 'GlobalTableNotFoundException',
  });
  expect((await client.send(new ListExportsCommand({}))).ExportSummaries).toEqual([]);
  await expect(
    client.send(new ExportTableToPointInTimeCommand({ TableArn: arn, S3Bucket: 'bucket' })),
  ).rejects.toMatchObject({ name: 'ValidationException' });
});
