import { invalid } from '../failures.ts';
import type { DynamoState } from '../state.ts';
import { checkThroughput } from '../tables/check-table.ts';
import type { BillingMode, IndexDefinition, TableDefinition, Throughput } from '../tables/definition.ts';
import type { IndexInput } from '../tables/input.ts';

/** What a restore may have differently from its source. */
export type Overrides = {
  TargetTableName: string;
  BillingModeOverride?: BillingMode;
  ProvisionedThroughputOverride?: Throughput;
  GlobalSecondaryIndexOverride?: IndexInput[];
  LocalSecondaryIndexOverride?: IndexInput[];
};

/**
 * The definition of a restored table. As on AWS it begins without stream, expiry, tags, policy, protection and
 * point-in-time recovery. Overrides may leave indexes out, not add any.
 */
export function restoredDefinition(
  state: DynamoState,
  source: TableDefinition,
  input: Overrides,
  restored: NonNullable<TableDefinition['restored']>,
): TableDefinition {
  checkThroughput(input.ProvisionedThroughputOverride);
  const billingMode = input.BillingModeOverride ?? source.billingMode;
  const isOnDemand = billingMode === 'PAY_PER_REQUEST';
  if (!isOnDemand && !input.ProvisionedThroughputOverride && source.billingMode !== 'PROVISIONED') {
    throw invalid('ProvisionedThroughputOverride must be specified when BillingModeOverride is PROVISIONED');
  }
  const none = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };
  const throughput = isOnDemand ? none : (input.ProvisionedThroughputOverride ?? source.throughput);
  const indexes = [
    ...kept(source.indexes, false, input.LocalSecondaryIndexOverride),
    ...kept(source.indexes, true, input.GlobalSecondaryIndexOverride),
  ].map(({ throughput: own, ...index }) => ({
    ...index,
    ...(index.isGlobal && !isOnDemand && { throughput: own ?? throughput }),
  }));
  const used = new Set(
    [source, ...indexes].flatMap(({ keySchema }) => keySchema.map(({ AttributeName }) => AttributeName)),
  );
  return {
    name: input.TargetTableName,
    uuid: state.newTableId(),
    createdAt: state.clock.now(),
    attributes: source.attributes.filter(({ AttributeName }) => used.has(AttributeName)),
    keySchema: source.keySchema,
    indexes,
    nextIndexId: source.nextIndexId,
    billingMode,
    ...(isOnDemand && { onDemandSince: state.clock.now() }),
    throughput,
    deletionProtection: false,
    ...(source.tableClass && { tableClass: source.tableClass }),
    ...(source.encryption && { encryption: source.encryption }),
    tags: {},
    restored,
  };
}

function kept(indexes: readonly IndexDefinition[], isGlobal: boolean, wanted: readonly IndexInput[] | undefined) {
  const all = indexes.filter((index) => index.isGlobal === isGlobal);
  if (!wanted) return all;
  const unknown = wanted.find(({ IndexName }) => !all.some(({ name }) => name === IndexName));
  if (unknown) {
    throw invalid(
      `${isGlobal ? 'Global' : 'Local'}SecondaryIndexOverride can only exclude indexes of the source: ${unknown.IndexName}`,
    );
  }
  return all.filter(({ name }) => wanted.some(({ IndexName }) => IndexName === name));
}
