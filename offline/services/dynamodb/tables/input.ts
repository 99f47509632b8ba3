import type { Members, Shape } from '../validation/shape.ts';
import { boolean, list, NAME_PATTERN, oneOf, required, string, structure } from '../validation/shapes.ts';
import type { KeyType } from '../values/attribute-value.ts';
import type { BillingMode, KeySchemaElement, Projection, StreamViewType, Throughput } from './definition.ts';

/** Tables as CreateTable, UpdateTable and CloudFormation describe them. */
export type IndexInput = {
  IndexName: string;
  KeySchema: KeySchemaElement[];
  Projection: { ProjectionType?: Projection['ProjectionType']; NonKeyAttributes?: string[] };
  ProvisionedThroughput?: Throughput;
};
export type StreamInput = { StreamEnabled?: boolean; StreamViewType?: StreamViewType };
export type TableInput = {
  TableName: string;
  AttributeDefinitions: { AttributeName: string; AttributeType: KeyType }[];
  KeySchema: KeySchemaElement[];
  BillingMode?: BillingMode;
  ProvisionedThroughput?: Throughput;
  GlobalSecondaryIndexes?: IndexInput[];
  LocalSecondaryIndexes?: IndexInput[];
  StreamSpecification?: StreamInput;
  SSESpecification?: { Enabled?: boolean; KMSMasterKeyId?: string };
  DeletionProtectionEnabled?: boolean;
  TableClass?: string;
  Tags?: { Key: string; Value: string }[];
};

const throughput: Members = {
  ReadCapacityUnits: { kind: 'integer', min: 1, required: true, isLong: true },
  WriteCapacityUnits: { kind: 'integer', min: 1, required: true, isLong: true },
};
export const provisionedThroughput = structure('ProvisionedThroughput', throughput);

export const keySchema: Shape = list(
  structure('KeySchemaElement', {
    AttributeName: { kind: 'string', min: 1, max: 255, required: true },
    KeyType: { kind: 'string', values: ['HASH', 'RANGE'], required: true },
  }),
  { min: 1, max: 2, required: true },
);

export const attributeDefinitions: Shape = list(
  structure('AttributeDefinition', {
    AttributeName: { kind: 'string', min: 1, max: 255, required: true },
    AttributeType: { kind: 'string', values: ['B', 'N', 'S'], required: true },
  }),
);

const projection = structure(
  'Projection',
  {
    ProjectionType: oneOf('ALL', 'INCLUDE', 'KEYS_ONLY'),
    NonKeyAttributes: list({ kind: 'string', min: 1, max: 255 }, { min: 1, max: 20 }),
  },
  true,
);

const index = {
  IndexName: { kind: 'string', required: true, min: 3, max: 255, pattern: NAME_PATTERN },
  KeySchema: keySchema,
  Projection: projection,
} as const satisfies Members;

export const globalIndex = structure('GlobalSecondaryIndex', {
  ...index,
  ProvisionedThroughput: provisionedThroughput,
});
export const localIndex = structure('LocalSecondaryIndex', index);
export const streamSpecification = structure('StreamSpecification', {
  StreamEnabled: required(boolean),
  StreamViewType: oneOf('NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'),
});
export const tags = list(
  structure('Tag', {
    Key: { kind: 'string', required: true, min: 1, max: 128 },
    Value: { kind: 'string', required: true, max: 256 },
  }),
);
export const billingMode = oneOf('PROVISIONED', 'PAY_PER_REQUEST');
export const encryption = structure('SSESpecification', { Enabled: boolean, SSEType: string, KMSMasterKeyId: string });
export const tableClass = oneOf('STANDARD', 'STANDARD_INFREQUENT_ACCESS');
