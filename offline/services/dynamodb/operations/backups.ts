import { ServiceError } from '../../../kernel/errors.ts';
import {
  type Backup,
  backupRelation,
  createBackup as create,
  fillTable,
  findBackup,
  listBackups as list,
  removeBackup,
} from '../backups/backup-log.ts';
import { type Overrides, restoredDefinition } from '../backups/restored-definition.ts';
import { authorize, type Call, defineOperation } from '../operation.ts';
import { type DynamoState, tableName as nameOf } from '../state.ts';
import type { TableDefinition } from '../tables/definition.ts';
import { describeTable } from '../tables/describe.ts';
import { billingMode, encryption, globalIndex, localIndex, provisionedThroughput } from '../tables/input.ts';
import type { Table } from '../tables/table.ts';
import type { Members, Shape } from '../validation/shape.ts';
import { boolean, list as listOf, NAME_PATTERN, oneOf, required, tableName } from '../validation/shapes.ts';

const MOST = 100;
const backupArn: Shape = { kind: 'string', required: true, min: 37, max: 1024 };
const name: Shape = { kind: 'string', required: true, min: 3, max: 255, pattern: NAME_PATTERN };
const time: Shape = { kind: 'integer' };

export const createBackup = defineOperation<{ TableName: string; BackupName: string }>({
  members: { TableName: tableName, BackupName: name },
  execute(state, { TableName, BackupName }, call) {
    const table = source(state, call, 'CreateBackup', TableName);
    const backup = state.transaction(() => create(state.store, table, BackupName, state.clock.now()));
    return { BackupDetails: details(backup) };
  },
});

export const describeBackup = defineOperation<{ BackupArn: string }>({
  members: { BackupArn: backupArn },
  execute(state, { BackupArn }, call) {
    authorize(state, call, 'DescribeBackup', BackupArn);
    return { BackupDescription: describe(state, findBackup(state.store, BackupArn)) };
  },
});

export const deleteBackup = defineOperation<{ BackupArn: string }>({
  members: { BackupArn: backupArn },
  execute(state, { BackupArn }, call) {
    authorize(state, call, 'DeleteBackup', BackupArn);
    const backup = findBackup(state.store, BackupArn);
    const description = describe(state, backup);
    state.transaction(() => {
      removeBackup(state.store, backup);
    });
    return {
      BackupDescription: { ...description, BackupDetails: { ...details(backup), BackupStatus: 'DELETED' } },
    };
  },
});

type ListInput = {
  TableName?: string;
  Limit?: number;
  TimeRangeLowerBound?: number;
  TimeRangeUpperBound?: number;
  ExclusiveStartBackupArn?: string;
  BackupType?: string;
};

export const listBackups = defineOperation<ListInput>({
  members: {
    TableName: { ...tableName, required: false },
    Limit: { kind: 'integer', min: 1, max: MOST },
    TimeRangeLowerBound: time,
    TimeRangeUpperBound: time,
    ExclusiveStartBackupArn: { ...backupArn, required: false },
    BackupType: oneOf('USER', 'SYSTEM', 'AWS_BACKUP', 'ALL'),
  },
  execute(state, input, call) {
    authorize(state, call, 'ListBackups', '*');
    const { Limit = MOST, TimeRangeLowerBound: from = 0, TimeRangeUpperBound: to = Number.POSITIVE_INFINITY } = input;
    const isUsers = input.BackupType === undefined || input.BackupType === 'USER' || input.BackupType === 'ALL';
    const table = input.TableName === undefined ? undefined : nameOf(input.TableName);
    const found = list(state.store).filter(
      ({ definition, createdAt }) =>
        isUsers &&
        (table === undefined || definition.name === table) &&
        createdAt >= from * 1000 &&
        createdAt < to * 1000,
    );
    const start = found.findIndex(({ arn }) => arn === input.ExclusiveStartBackupArn) + 1;
    const page = found.slice(start, start + Limit);
    return {
      BackupSummaries: page.map((backup) => ({
        TableName: backup.definition.name,
        TableId: backup.definition.uuid,
        TableArn: state.tableArn(backup.definition.name),
        ...details(backup),
      })),
      ...(found.length > start + Limit && { LastEvaluatedBackupArn: page.at(-1)?.arn }),
    };
  },
});

const overrides: Members = {
  TargetTableName: name,
  BillingModeOverride: billingMode,
  GlobalSecondaryIndexOverride: listOf(globalIndex),
  LocalSecondaryIndexOverride: listOf(localIndex),
  ProvisionedThroughputOverride: provisionedThroughput,
  SSESpecificationOverride: encryption,
};

export const restoreTableFromBackup = defineOperation<Overrides & { BackupArn: string }>({
  members: { ...overrides, BackupArn: required(backupArn) },
  execute(state, input, call) {
    authorize(state, call, 'RestoreTableFromBackup', input.BackupArn);
    const backup = findBackup(state.store, input.BackupArn);
    return restore(state, call, input, backup.definition, backupRelation(backup), {
      backupArn: backup.arn,
      tableArn: state.tableArn(backup.definition.name),
      time: backup.createdAt,
    });
  },
});

type PointInTime = Overrides & {
  SourceTableName?: string;
  SourceTableArn?: string;
  UseLatestRestorableTime?: boolean;
  RestoreDateTime?: number;
};

/** The latest restorable time is now: no history of items is kept, so that earlier moments are refused. */
export const restoreTableToPointInTime = defineOperation<PointInTime>({
  members: {
    ...overrides,
    SourceTableName: { ...tableName, required: false },
    SourceTableArn: { kind: 'string', min: 1, max: 1024 },
    UseLatestRestorableTime: boolean,
    RestoreDateTime: time,
  },
  execute(state, input, call) {
    const table = source(state, call, 'RestoreTableToPointInTime', input.SourceTableName ?? input.SourceTableArn ?? '');
    if (!table.definition.recovery?.enabled) {
      throw new ServiceError(
        'PointInTimeRecoveryUnavailableException',
        `Point in time recovery is not enabled for table '${table.name}'`,
      );
    }
    const now = state.clock.now();
    const wanted = input.UseLatestRestorableTime ? now : (input.RestoreDateTime ?? 0) * 1000;
    if (wanted > now || wanted < now - 1000) {
      throw new ServiceError(
        'InvalidRestoreTimeException',
        'The offline backend restores the latest restorable time only; use UseLatestRestorableTime, or a backup made by CreateBackup.',
      );
    }
    return restore(state, call, input, table.definition, table.relation, { tableArn: table.arn, time: now });
  },
});

function restore(
  state: DynamoState,
  call: Call,
  input: Overrides,
  definition: TableDefinition,
  relation: string,
  restored: NonNullable<TableDefinition['restored']>,
): Record<string, unknown> {
  authorize(state, call, 'CreateTable', state.tableArn(input.TargetTableName));
  if (state.find(input.TargetTableName)) {
    throw new ServiceError('TableAlreadyExistsException', `Table already exists: ${input.TargetTableName}`);
  }
  const table = state.transaction(() => {
    const created = state.create(restoredDefinition(state, definition, input, restored));
    fillTable(state.store, created, relation);
    return created;
  });
  return { TableDescription: describeTable(state, table, 'CREATING') };
}

const details = (backup: Backup) => ({
  BackupArn: backup.arn,
  BackupName: backup.name,
  BackupSizeBytes: backup.bytes,
  BackupStatus: 'AVAILABLE',
  BackupType: 'USER',
  BackupCreationDateTime: backup.createdAt / 1000,
});

function describe(state: DynamoState, backup: Backup): Record<string, unknown> {
  const { definition } = backup;
  const described = (isGlobal: boolean) =>
    definition.indexes
      .filter((index) => index.isGlobal === isGlobal)
      .map(({ name: IndexName, keySchema, projection, throughput }) => ({
        IndexName,
        KeySchema: keySchema,
        Projection: projection,
        ...(throughput && { ProvisionedThroughput: throughput }),
      }));
  const [locals, globals] = [described(false), described(true)];
  return {
    BackupDetails: details(backup),
    SourceTableDetails: {
      TableName: definition.name,
      TableId: definition.uuid,
      TableArn: state.tableArn(definition.name),
      TableSizeBytes: backup.bytes,
      KeySchema: definition.keySchema,
      TableCreationDateTime: definition.createdAt / 1000,
      ProvisionedThroughput: definition.throughput,
      ItemCount: backup.items,
      BillingMode: definition.billingMode,
    },
    SourceTableFeatureDetails: {
      ...(locals.length > 0 && { LocalSecondaryIndexes: locals }),
      ...(globals.length > 0 && { GlobalSecondaryIndexes: globals }),
      ...(definition.stream?.enabled && {
        StreamDescription: { StreamEnabled: true, StreamViewType: definition.stream.viewType },
      }),
      ...(definition.ttl?.enabled && {
        TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: definition.ttl.attribute },
      }),
    },
  };
}

function source(state: DynamoState, call: Call, action: string, table: string): Table {
  authorize(state, call, action, state.tableArn(nameOf(table)));
  const found = state.find(table);
  if (!found) throw new ServiceError('TableNotFoundException', `Table not found: ${nameOf(table)}`);
  return found;
}
