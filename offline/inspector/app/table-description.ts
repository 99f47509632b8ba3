import type { KeyType } from './dynamo.ts';

export type KeySchema = { AttributeName: string; KeyType: 'HASH' | 'RANGE' }[];
export type Index = { IndexName: string; KeySchema: KeySchema; ItemCount?: number };
export type TableDescription = {
  TableName: string;
  TableArn: string;
  ItemCount?: number;
  TableSizeBytes?: number;
  KeySchema: KeySchema;
  AttributeDefinitions: { AttributeName: string; AttributeType: KeyType }[];
  GlobalSecondaryIndexes?: Index[];
  LocalSecondaryIndexes?: Index[];
  StreamSpecification?: { StreamEnabled?: boolean; StreamViewType?: string };
};
