import { ServiceError } from '../../../kernel/errors.ts';
import { authorize, type Call, defineOperation } from '../operation.ts';
import { type DynamoState, tableName as nameOf } from '../state.ts';
import type { Table } from '../tables/table.ts';
import { boolean, required, structure, tableName } from '../validation/shapes.ts';

const DAYS = 35;
const DAY_MS = 24 * 60 * 60 * 1000;

type Specification = { PointInTimeRecoveryEnabled: boolean; RecoveryPeriodInDays?: number };

/** Point-in-time recovery is described as it was set; there is nothing to restore from. */
export const updateContinuousBackups = defineOperation<{
  TableName: string;
  PointInTimeRecoverySpecification: Specification;
}>({
  members: {
    TableName: tableName,
    PointInTimeRecoverySpecification: structure(
      'PointInTimeRecoverySpecification',
      { PointInTimeRecoveryEnabled: required(boolean), RecoveryPeriodInDays: { kind: 'integer', min: 1, max: DAYS } },
      true,
    ),
  },
  execute(state, { TableName, PointInTimeRecoverySpecification: wanted }, call) {
    const table = find(state, call, 'UpdateContinuousBackups', TableName);
    const { recovery } = table.definition;
    const since = recovery?.enabled && wanted.PointInTimeRecoveryEnabled ? recovery.since : state.clock.now();
    const changed = state.change(table, {
      ...table.definition,
      recovery: {
        enabled: wanted.PointInTimeRecoveryEnabled,
        since,
        ...(wanted.RecoveryPeriodInDays && { days: wanted.RecoveryPeriodInDays }),
      },
    });
    return describe(state, changed);
  },
});

export const describeContinuousBackups = defineOperation<{ TableName: string }>({
  members: { TableName: tableName },
  execute: (state, { TableName }, call) => describe(state, find(state, call, 'DescribeContinuousBackups', TableName)),
});

function describe(state: DynamoState, { definition: { recovery } }: Table): Record<string, unknown> {
  const days = recovery?.days ?? DAYS;
  const now = state.clock.now();
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: recovery?.enabled
        ? {
            PointInTimeRecoveryStatus: 'ENABLED',
            RecoveryPeriodInDays: days,
            EarliestRestorableDateTime: Math.max(recovery.since, now - days * DAY_MS) / 1000,
            LatestRestorableDateTime: now / 1000,
          }
        : { PointInTimeRecoveryStatus: 'DISABLED' },
    },
  };
}

function find(state: DynamoState, call: Call, action: string, name: string): Table {
  authorize(state, call, action, state.tableArn(nameOf(name)));
  const table = state.find(name);
  if (!table) throw new ServiceError('TableNotFoundException', `Table not found: ${nameOf(name)}`);
  return table;
}
