import { invalid, invalidParameter } from '../failures.ts';
import type { BillingMode, KeySchemaElement, Throughput } from './definition.ts';
import type { IndexInput, TableInput } from './input.ts';

const MOST_LOCAL = 5;
export const MOST_GLOBAL = 20;
const MOST_PROJECTED = 100;
const HIGHEST_THROUGHPUT = 1_000_000_000_000;

/** Checks what CreateTable describes, beyond its constraints, in DynamoDB's order. @throws ServiceError ValidationException */
export function checkTable(input: TableInput): void {
  const isOnDemand = input.BillingMode === 'PAY_PER_REQUEST';
  if (isOnDemand && input.ProvisionedThroughput) {
    throw invalidParameter(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (!isOnDemand && !input.ProvisionedThroughput) {
    throw invalidParameter(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  }
  checkThroughput(input.ProvisionedThroughput);
  const defined = input.AttributeDefinitions.map(({ AttributeName }) => AttributeName);
  if (input.KeySchema.length > defined.length) {
    throw invalid('Invalid KeySchema: Some index key attribute have no definition');
  }
  checkSchema(input.KeySchema, defined);
  const locals = input.LocalSecondaryIndexes;
  const globals = input.GlobalSecondaryIndexes;
  if (!locals && !globals && input.KeySchema.length !== defined.length) {
    throw invalidParameter(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
  const seen = new Set<string>();
  if (locals) checkLocals(input, locals, defined, seen);
  if (globals) checkGlobals(globals, defined, input.BillingMode, seen);
  checkAllUsed(input, defined);
  checkProjectedCount([...(locals ?? []), ...(globals ?? [])]);
  if (input.StreamSpecification) checkStream(input.StreamSpecification);
}

export function checkThroughput(throughput: Throughput | undefined): void {
  for (const name of ['ReadCapacityUnits', 'WriteCapacityUnits'] as const) {
    if ((throughput?.[name] ?? 0) > HIGHEST_THROUGHPUT) {
      throw invalid(`Given value ${throughput?.[name]} for ${name} is out of bounds`);
    }
  }
}

function checkStream(stream: { StreamEnabled?: boolean; StreamViewType?: string }): void {
  if (stream.StreamEnabled && !stream.StreamViewType) {
    throw invalidParameter('Table is being created with a stream enabled but without a StreamViewType');
  }
  if (stream.StreamEnabled === false && stream.StreamViewType) {
    throw invalidParameter(
      'Table is being created with a stream disabled, UpdateTable StreamViewType should not be set',
    );
  }
}

function checkSchema(schema: readonly KeySchemaElement[], defined: readonly string[]): void {
  const [hash, range] = schema;
  const names = schema.map(({ AttributeName }) => AttributeName);
  if (names.some((name) => !defined.includes(name))) {
    throw invalidParameter(
      `Some index key attributes are not defined in AttributeDefinitions. Keys: [${names.join(', ')}], AttributeDefinitions: [${defined.join(', ')}]`,
    );
  }
  if (range && hash?.AttributeName === range.AttributeName) {
    throw invalid('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  }
  if (hash?.KeyType !== 'HASH') throw invalid('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  if (range && range.KeyType !== 'RANGE') {
    throw invalid('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  }
}

function checkLocals(
  input: TableInput,
  indexes: readonly IndexInput[],
  defined: readonly string[],
  seen: Set<string>,
): void {
  if (indexes.length === 0) throw invalidParameter('List of LocalSecondaryIndexes is empty');
  if (input.KeySchema.length < 2) {
    throw invalidParameter(
      'Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    );
  }
  const tableHash = input.KeySchema[0]?.AttributeName;
  for (const { IndexName, KeySchema, Projection } of indexes) {
    checkSchema(KeySchema, defined);
    if (KeySchema.length < 2) {
      throw invalidParameter(`Index KeySchema does not have a range key for index: ${IndexName}`);
    }
    const hash = KeySchema[0]?.AttributeName;
    if (hash !== tableHash) {
      throw invalidParameter(
        `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${IndexName}. index hash key: ${hash}, table hash key: ${tableHash}`,
      );
    }
    checkProjection(Projection);
    checkName(IndexName, seen);
  }
  if (indexes.length > MOST_LOCAL) {
    throw invalidParameter(`Number of LocalSecondaryIndexes exceeds per-table limit of ${MOST_LOCAL}`);
  }
}

function checkGlobals(
  indexes: readonly IndexInput[],
  defined: readonly string[],
  billingMode: BillingMode | undefined,
  seen: Set<string>,
): void {
  if (indexes.length === 0) throw invalidParameter('List of GlobalSecondaryIndexes is empty');
  for (const index of indexes) checkGlobal(index, defined, billingMode, seen);
  if (indexes.length > MOST_GLOBAL) {
    throw invalidParameter(`GlobalSecondaryIndex count exceeds the per-table limit of ${MOST_GLOBAL}`);
  }
}

export function checkGlobal(
  { IndexName, KeySchema, Projection, ProvisionedThroughput }: IndexInput,
  defined: readonly string[],
  billingMode: BillingMode | undefined,
  seen: Set<string>,
): void {
  checkSchema(KeySchema, defined);
  checkProjection(Projection);
  if (billingMode === 'PAY_PER_REQUEST') {
    if (ProvisionedThroughput) {
      throw invalidParameter(
        `ProvisionedThroughput should not be specified for index: ${IndexName} when BillingMode is PAY_PER_REQUEST`,
      );
    }
  } else if (!ProvisionedThroughput) {
    throw invalidParameter(`ProvisionedThroughput is not specified for index: ${IndexName}`);
  }
  checkName(IndexName, seen);
}

function checkProjection({ ProjectionType, NonKeyAttributes }: IndexInput['Projection']): void {
  if (!ProjectionType) throw invalidParameter('Unknown ProjectionType: null');
  if (NonKeyAttributes && ProjectionType !== 'INCLUDE') {
    throw invalidParameter(`ProjectionType is ${ProjectionType}, but NonKeyAttributes is specified`);
  }
  if (ProjectionType === 'INCLUDE' && !NonKeyAttributes) {
    throw invalidParameter('ProjectionType is INCLUDE, but NonKeyAttributes is not specified');
  }
}

/** @throws ServiceError where the indexes of a table project more attributes, all together, than they may */
export function checkProjectedCount(indexes: readonly { Projection: IndexInput['Projection'] }[]): void {
  const count = indexes.reduce((sum, { Projection }) => sum + (Projection.NonKeyAttributes?.length ?? 0), 0);
  if (count <= MOST_PROJECTED) return;
  throw invalidParameter(
    `The total number of projected non-key attributes of all indexes exceeds the limit of ${MOST_PROJECTED}: ${count}`,
  );
}

function checkName(name: string, seen: Set<string>): void {
  if (seen.has(name)) throw invalidParameter(`Duplicate index name: ${name}`);
  seen.add(name);
}

function checkAllUsed(input: TableInput, defined: readonly string[]): void {
  const used = new Set(
    [input, ...(input.LocalSecondaryIndexes ?? []), ...(input.GlobalSecondaryIndexes ?? [])].flatMap(({ KeySchema }) =>
      KeySchema.map(({ AttributeName }) => AttributeName),
    ),
  );
  if (defined.every((name) => used.has(name)) && new Set(defined).size === defined.length) return;
  throw invalidParameter(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${defined.join(', ')}], keys used: [${[...used].join(', ')}]`,
  );
}
