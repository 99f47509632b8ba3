import { ServiceError } from '../../../kernel/errors.ts';
import { invalid, invalidParameter } from '../failures.ts';
import { type DynamoState, numbered } from '../state.ts';
import type { KeyType } from '../values/attribute-value.ts';
import { checkGlobal, checkProjectedCount, checkThroughput, MOST_GLOBAL } from './check-table.ts';
import { toIndex } from './create-definition.ts';
import type { TableDefinition, Throughput } from './definition.ts';
import type { IndexInput, StreamInput } from './input.ts';
import type { Table } from './table.ts';

type IndexUpdate = {
  Create?: IndexInput;
  Update?: { IndexName: string; ProvisionedThroughput: Throughput };
  Delete?: { IndexName: string };
};
export type UpdateTableInput = {
  TableName: string;
  AttributeDefinitions?: { AttributeName: string; AttributeType: KeyType }[];
  BillingMode?: 'PROVISIONED' | 'PAY_PER_REQUEST';
  ProvisionedThroughput?: Throughput;
  GlobalSecondaryIndexUpdates?: IndexUpdate[];
  StreamSpecification?: StreamInput;
  SSESpecification?: { Enabled?: boolean; KMSMasterKeyId?: string };
  DeletionProtectionEnabled?: boolean;
  TableClass?: string;
};

/** The definition after UpdateTable. @throws ServiceError in DynamoDB's words */
export function updateDefinition(state: DynamoState, table: Table, input: UpdateTableInput): TableDefinition {
  const definition = structuredClone(table.definition);
  updateBilling(state, definition, input);
  for (const update of input.GlobalSecondaryIndexUpdates ?? []) updateIndex(definition, update, input);
  if (input.StreamSpecification) updateStream(state, definition, input.StreamSpecification);
  if (input.DeletionProtectionEnabled !== undefined) definition.deletionProtection = input.DeletionProtectionEnabled;
  if (input.TableClass) definition.tableClass = input.TableClass;
  if (input.SSESpecification) definition.encryption = { enabled: input.SSESpecification.Enabled ?? false };
  const used = new Set(
    [definition, ...definition.indexes].flatMap(({ keySchema }) => keySchema.map(({ AttributeName }) => AttributeName)),
  );
  definition.attributes = definition.attributes.filter(({ AttributeName }) => used.has(AttributeName));
  return definition;
}

function updateBilling(state: DynamoState, definition: TableDefinition, input: UpdateTableInput): void {
  const mode = input.BillingMode ?? definition.billingMode;
  const { ProvisionedThroughput: wanted } = input;
  if (mode === 'PAY_PER_REQUEST') {
    if (wanted) {
      throw invalidParameter(
        'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
      );
    }
    if (definition.billingMode === 'PROVISIONED') definition.onDemandSince = state.clock.now();
    definition.billingMode = mode;
    definition.throughput = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };
    for (const index of definition.indexes) delete index.throughput;
    return;
  }
  if (input.BillingMode === 'PROVISIONED' && !wanted) {
    throw invalidParameter('ProvisionedThroughput must be specified when BillingMode is PROVISIONED');
  }
  if (definition.billingMode === 'PAY_PER_REQUEST') {
    const updated = new Set(input.GlobalSecondaryIndexUpdates?.map(({ Update }) => Update?.IndexName));
    const missing = definition.indexes.filter(({ isGlobal, name }) => isGlobal && !updated.has(name));
    if (missing.length > 0) {
      throw invalidParameter(
        `ProvisionedThroughput must be specified for index: ${missing.map(({ name }) => name).join(',')}`,
      );
    }
  }
  definition.billingMode = mode;
  if (wanted) definition.throughput = changedThroughput(definition.throughput, wanted);
}

function changedThroughput(current: Throughput, wanted: Throughput): Throughput {
  checkThroughput(wanted);
  const isSame =
    current.ReadCapacityUnits === wanted.ReadCapacityUnits && current.WriteCapacityUnits === wanted.WriteCapacityUnits;
  if (!isSame) return { ReadCapacityUnits: wanted.ReadCapacityUnits, WriteCapacityUnits: wanted.WriteCapacityUnits };
  throw invalid(
    `The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: ${current.ReadCapacityUnits}. Requested ReadCapacityUnits: ${wanted.ReadCapacityUnits}. Current WriteCapacityUnits provisioned for the table: ${current.WriteCapacityUnits}. Requested WriteCapacityUnits: ${wanted.WriteCapacityUnits}. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.`,
  );
}

function updateIndex(definition: TableDefinition, update: IndexUpdate, input: UpdateTableInput): void {
  if (update.Create) createIndex(definition, update.Create, input);
  const name = update.Update?.IndexName ?? update.Delete?.IndexName;
  if (name === undefined) return;
  const index = definition.indexes.find((candidate) => candidate.isGlobal && candidate.name === name);
  if (!index) {
    throw new ServiceError('ResourceNotFoundException', 'Requested resource not found');
  }
  if (update.Update) {
    const none = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };
    index.throughput = changedThroughput(index.throughput ?? none, update.Update.ProvisionedThroughput);
  } else {
    definition.indexes = definition.indexes.filter((candidate) => candidate !== index);
  }
}

function createIndex(definition: TableDefinition, index: IndexInput, input: UpdateTableInput): void {
  for (const attribute of input.AttributeDefinitions ?? []) {
    const known = definition.attributes.find(({ AttributeName }) => AttributeName === attribute.AttributeName);
    if (!known) definition.attributes.push({ ...attribute });
    else if (known.AttributeType !== attribute.AttributeType) {
      throw invalidParameter(
        `Table AttributeDefinition already has ${attribute.AttributeName} with type ${known.AttributeType}; it cannot become ${attribute.AttributeType}`,
      );
    }
  }
  if (definition.indexes.some(({ name }) => name === index.IndexName)) {
    throw invalidParameter(`Attempting to create an index which already exists: ${index.IndexName}`);
  }
  const defined = definition.attributes.map(({ AttributeName }) => AttributeName);
  checkGlobal(index, defined, definition.billingMode, new Set());
  definition.indexes.push(numbered(definition, toIndex(index, true)));
  if (definition.indexes.filter(({ isGlobal }) => isGlobal).length > MOST_GLOBAL) {
    throw new ServiceError(
      'LimitExceededException',
      `Subscriber limit exceeded: GlobalSecondaryIndex count exceeds the per-table limit of ${MOST_GLOBAL}`,
    );
  }
  checkProjectedCount(definition.indexes.map(({ projection }) => ({ Projection: projection })));
}

function updateStream(state: DynamoState, definition: TableDefinition, stream: StreamInput): void {
  if (!stream.StreamEnabled) {
    if (!definition.stream?.enabled) throw invalidParameter('Table is not streaming');
    definition.stream = { ...definition.stream, enabled: false };
    return;
  }
  if (definition.stream?.enabled) {
    throw new ServiceError(
      'ResourceInUseException',
      `Table already has an enabled stream: TableName: ${definition.name}`,
    );
  }
  if (!stream.StreamViewType) {
    throw invalidParameter('StreamViewType must be specified when StreamEnabled is true');
  }
  definition.stream = { label: state.newStreamLabel(), viewType: stream.StreamViewType, enabled: true };
}
