import type { DynamoState } from '../state.ts';
import type { IndexDefinition, Projection, TableDefinition } from './definition.ts';
import type { IndexInput, TableInput } from './input.ts';

/** The definition of a new table from a checked description. */
export function createDefinition(state: DynamoState, input: TableInput): TableDefinition {
  const now = state.clock.now();
  const isOnDemand = input.BillingMode === 'PAY_PER_REQUEST';
  const described = [
    ...(input.LocalSecondaryIndexes ?? []).map((index) => toIndex(index, false)),
    ...(input.GlobalSecondaryIndexes ?? []).map((index) => toIndex(index, true)),
  ];
  return {
    name: input.TableName,
    uuid: state.newTableId(),
    createdAt: now,
    attributes: input.AttributeDefinitions.map(({ AttributeName, AttributeType }) => ({
      AttributeName,
      AttributeType,
    })),
    keySchema: input.KeySchema.map(({ AttributeName, KeyType }) => ({ AttributeName, KeyType })),
    indexes: described.map((index, position) => ({ ...index, id: position + 1 })),
    nextIndexId: described.length + 1,
    billingMode: isOnDemand ? 'PAY_PER_REQUEST' : 'PROVISIONED',
    ...(isOnDemand && { onDemandSince: now }),
    throughput: input.ProvisionedThroughput ?? { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    deletionProtection: input.DeletionProtectionEnabled ?? false,
    ...(input.TableClass && { tableClass: input.TableClass }),
    ...(input.SSESpecification?.Enabled && {
      encryption: {
        enabled: true,
        ...(input.SSESpecification.KMSMasterKeyId && { kmsKeyId: input.SSESpecification.KMSMasterKeyId }),
      },
    }),
    tags: Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
    ...(input.StreamSpecification?.StreamEnabled &&
      input.StreamSpecification.StreamViewType && {
        stream: {
          label: state.newStreamLabel(),
          viewType: input.StreamSpecification.StreamViewType,
          enabled: true,
        },
      }),
  };
}

export function toIndex(input: IndexInput, isGlobal: boolean): Omit<IndexDefinition, 'id'> {
  const projection: Projection = {
    ProjectionType: input.Projection.ProjectionType ?? 'ALL',
    ...(input.Projection.NonKeyAttributes && { NonKeyAttributes: input.Projection.NonKeyAttributes }),
  };
  return {
    name: input.IndexName,
    isGlobal,
    keySchema: input.KeySchema.map(({ AttributeName, KeyType }) => ({ AttributeName, KeyType })),
    projection,
    ...(input.ProvisionedThroughput && { throughput: input.ProvisionedThroughput }),
  };
}
