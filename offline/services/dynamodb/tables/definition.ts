import type { KeyType } from '../values/attribute-value.ts';

export type KeySchemaElement = { AttributeName: string; KeyType: 'HASH' | 'RANGE' };
export type Projection = { ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE'; NonKeyAttributes?: string[] };
export type Throughput = { ReadCapacityUnits: number; WriteCapacityUnits: number };
export type StreamViewType = 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES' | 'KEYS_ONLY';
export type BillingMode = 'PROVISIONED' | 'PAY_PER_REQUEST';

export type IndexDefinition = {
  name: string;
  isGlobal: boolean;
  keySchema: KeySchemaElement[];
  projection: Projection;
  throughput?: Throughput;
  /** Its own number in the file: names may come again. */
  id: number;
};

/** A table as it is stored. Times in milliseconds since the epoch. */
export type TableDefinition = {
  name: string;
  uuid: string;
  createdAt: number;
  attributes: { AttributeName: string; AttributeType: KeyType }[];
  keySchema: KeySchemaElement[];
  indexes: IndexDefinition[];
  nextIndexId: number;
  billingMode: BillingMode;
  /** Whether DescribeTable shows a BillingModeSummary: once the mode was ever on demand. */
  onDemandSince?: number;
  throughput: Throughput;
  deletionProtection: boolean;
  tableClass?: string;
  encryption?: { enabled: boolean; kmsKeyId?: string };
  tags: Record<string, string>;
  ttl?: { attribute: string; enabled: boolean };
  recovery?: { enabled: boolean; since: number; days?: number };
  stream?: { label: string; viewType: StreamViewType; enabled: boolean };
  /** Where its items came from, for a table that was restored. */
  restored?: { backupArn?: string; tableArn: string; time: number };
  resourcePolicy?: { text: string; revision: string };
};
