import type { DynamoState } from '../state.ts';
import type { IndexDefinition, Throughput } from './definition.ts';
import type { Table } from './table.ts';

type TableStatus = 'CREATING' | 'UPDATING' | 'DELETING' | 'ACTIVE';

/** TableDescription. What takes AWS a while is done here at once: only the answer of the request itself shows it under way. */
export function describeTable(
  state: DynamoState,
  table: Table,
  status: TableStatus,
  indexStatus: (index: IndexDefinition) => TableStatus = () => (status === 'CREATING' ? 'CREATING' : 'ACTIVE'),
): Record<string, unknown> {
  const { definition } = table;
  const { items, bytes } = status === 'CREATING' ? { items: 0, bytes: 0 } : countItems(state, table);
  const locals = definition.indexes.filter(({ isGlobal }) => !isGlobal);
  const globals = definition.indexes.filter(({ isGlobal }) => isGlobal);
  const described = (index: IndexDefinition) => ({
    IndexName: index.name,
    KeySchema: index.keySchema,
    Projection: index.projection,
    IndexSizeBytes: 0,
    ItemCount: status === 'CREATING' ? 0 : countEntries(state, table, index),
    IndexArn: `${table.arn}/index/${index.name}`,
  });
  return {
    AttributeDefinitions: definition.attributes,
    TableName: table.name,
    KeySchema: definition.keySchema,
    TableStatus: status,
    CreationDateTime: seconds(definition.createdAt),
    ProvisionedThroughput: throughput(definition.throughput),
    TableSizeBytes: bytes,
    ItemCount: items,
    TableArn: table.arn,
    TableId: definition.uuid,
    ...(definition.onDemandSince !== undefined && {
      BillingModeSummary: {
        BillingMode: definition.billingMode,
        ...onDemandTime(definition.onDemandSince, status),
      },
      TableThroughputModeSummary: {
        TableThroughputMode: definition.billingMode,
        ...onDemandTime(definition.onDemandSince, status),
      },
    }),
    ...(locals.length > 0 && { LocalSecondaryIndexes: locals.map(described) }),
    ...(globals.length > 0 && {
      GlobalSecondaryIndexes: globals.map((index) => ({
        ...described(index),
        IndexStatus: indexStatus(index),
        ...(indexStatus(index) === 'CREATING' && status !== 'CREATING' && { Backfilling: false }),
        ProvisionedThroughput: throughput(index.throughput ?? { ReadCapacityUnits: 0, WriteCapacityUnits: 0 }),
      })),
    }),
    ...(definition.stream?.enabled && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: definition.stream.viewType },
    }),
    ...(definition.stream && {
      LatestStreamLabel: definition.stream.label,
      LatestStreamArn: table.streamArn,
    }),
    ...(definition.encryption?.enabled && {
      SSEDescription: {
        Status: 'ENABLED',
        SSEType: 'KMS',
        ...(definition.encryption.kmsKeyId && { KMSMasterKeyArn: definition.encryption.kmsKeyId }),
      },
    }),
    ...(definition.restored && {
      RestoreSummary: {
        ...(definition.restored.backupArn && { SourceBackupArn: definition.restored.backupArn }),
        SourceTableArn: definition.restored.tableArn,
        RestoreDateTime: seconds(definition.restored.time),
        RestoreInProgress: status === 'CREATING',
      },
    }),
    ...(definition.tableClass && { TableClassSummary: { TableClass: definition.tableClass } }),
    DeletionProtectionEnabled: definition.deletionProtection,
  };
}

/** The time of the change is shown once it is done. */
const onDemandTime = (since: number, status: TableStatus) =>
  status === 'CREATING' ? {} : { LastUpdateToPayPerRequestDateTime: seconds(since) };

const seconds = (milliseconds: number) => milliseconds / 1000;

const throughput = ({ ReadCapacityUnits, WriteCapacityUnits }: Throughput) => ({
  NumberOfDecreasesToday: 0,
  ReadCapacityUnits,
  WriteCapacityUnits,
});

function countItems(state: DynamoState, table: Table): { items: number; bytes: number } {
  if (!table.count) {
    const row = state.store.get(`SELECT count(*) AS items, total(size) AS bytes FROM ${table.relation}`);
    table.count = { items: Number(row?.items ?? 0), bytes: Number(row?.bytes ?? 0) };
  }
  return table.count;
}

function countEntries(state: DynamoState, table: Table, { name }: IndexDefinition): number {
  const index = table.index(name);
  return index ? Number(state.store.get(`SELECT count(*) AS entries FROM ${index.relation}`)?.entries ?? 0) : 0;
}
