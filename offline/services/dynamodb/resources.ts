import { z } from 'zod';
import { DefinitionError } from '../../kernel/errors.ts';
import type { IdentityRequest, Resource, ResourceSupport } from '../../kernel/resource.ts';
import type { IndexInput, TableInput } from './tables/input.ts';

/** A table of the app: what CreateTable takes, and what has operations of its own. */
export type TableResource = TableInput & {
  logicalId: string;
  ttl?: { attribute: string; enabled: boolean };
  recovery?: boolean;
  streamLabel: string;
};

/** Streams of the app's tables keep their label, so that their ARN is known before the table is made. */
const STREAM_LABEL = '2024-01-01T00:00:00.000';

function identify(nameProperty: string, streamAttributes: readonly string[]) {
  return (request: IdentityRequest) => {
    const given = request.property(nameProperty);
    const name = typeof given === 'string' && given !== '' ? given : request.physicalName(255);
    const arn = `arn:aws:dynamodb:${request.region}:${request.account}:table/${name}`;
    const stream = `${arn}/stream/${STREAM_LABEL}`;
    return {
      ref: name,
      attributes: {
        Arn: arn,
        TableArn: arn,
        TableId: request.letters(32),
        ...Object.fromEntries(streamAttributes.map((attribute) => [attribute, stream])),
      },
    };
  };
}

const WARM = 'capacity is rationed only where PUT /_offline/throttle asks for it';

/** Settings that a global table has per region. */
const REPLICA_SETTINGS = ['PointInTimeRecoverySpecification', 'DeletionProtectionEnabled', 'TableClass', 'Tags'];

export const tableSupport: ResourceSupport = {
  identify: identify('TableName', ['StreamArn', 'TableStreamArn']),
  honoured: [
    'TableName',
    'AttributeDefinitions',
    'KeySchema',
    'GlobalSecondaryIndexes',
    'LocalSecondaryIndexes',
    'BillingMode',
    'ProvisionedThroughput',
    'StreamSpecification',
    'TimeToLiveSpecification',
    'PointInTimeRecoverySpecification',
    'DeletionProtectionEnabled',
    'SSESpecification',
    'TableClass',
    'Tags',
  ],
  ignored: {
    OnDemandThroughput: WARM,
    WarmThroughput: WARM,
    ContributorInsightsSpecification: 'there is no console',
    ResourcePolicy: 'the roles’ own policies say who may do what',
  },
};

export const globalTableSupport: ResourceSupport = {
  identify: identify('TableName', ['StreamArn', 'TableStreamArn']),
  honoured: [
    'TableName',
    'AttributeDefinitions',
    'KeySchema',
    'GlobalSecondaryIndexes',
    'LocalSecondaryIndexes',
    'BillingMode',
    'StreamSpecification',
    'TimeToLiveSpecification',
    'SSESpecification',
    'Replicas',
  ],
  ignored: {
    WriteProvisionedThroughputSettings: WARM,
    WriteOnDemandThroughputSettings: WARM,
    ReadOnDemandThroughputSettings: WARM,
    WarmThroughput: WARM,
  },
};

export const amplifyTableSupport: ResourceSupport = {
  identify: identify('tableName', ['TableStreamArn', 'StreamArn']),
  honoured: [
    'tableName',
    'attributeDefinitions',
    'keySchema',
    'globalSecondaryIndexes',
    'localSecondaryIndexes',
    'billingMode',
    'provisionedThroughput',
    'streamSpecification',
    'timeToLiveSpecification',
    'pointInTimeRecoverySpecification',
    'deletionProtectionEnabled',
    'sseSpecification',
  ],
  ignored: {
    ServiceToken: 'the table manager that it names is this service',
    allowDestructiveGraphqlSchemaUpdates: 'schema changes keep what can be kept',
    replaceTableUponGsiUpdate: 'indexes change without replacing the table',
  },
};

const throughput = z.object({ ReadCapacityUnits: z.coerce.number(), WriteCapacityUnits: z.coerce.number() });
const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const index = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']).default('ALL'),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
  ProvisionedThroughput: throughput.optional(),
});
const flag = z.stringbool().or(z.boolean());

const schema = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: keySchema,
  BillingMode: z.enum(['PROVISIONED', 'PAY_PER_REQUEST']).optional(),
  ProvisionedThroughput: throughput.optional(),
  GlobalSecondaryIndexes: z.array(index).optional(),
  LocalSecondaryIndexes: z.array(index).optional(),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']) })
    .optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string().optional(), Enabled: flag }).optional(),
  PointInTimeRecoverySpecification: z.object({ PointInTimeRecoveryEnabled: flag.optional() }).optional(),
  DeletionProtectionEnabled: flag.optional(),
  SSESpecification: z.object({ SSEEnabled: flag.optional() }).optional(),
  TableClass: z.string().optional(),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).optional(),
});

/** Reads a table of the app. @throws DefinitionError naming the property that does not fit */
export function readTable(resource: Resource): TableResource {
  const properties = propertiesOf(resource);
  const parsed = schema.safeParse(properties);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new DefinitionError({
      logicalId: resource.logicalId,
      property: issue?.path.join('.') ?? '',
      reason: issue?.message ?? 'the definition does not fit',
      remedy: 'Correct it in the template',
    });
  }
  const { TimeToLiveSpecification: ttl, ...table } = parsed.data;
  const isProvisioned = table.BillingMode !== 'PAY_PER_REQUEST' && table.ProvisionedThroughput !== undefined;
  const indexes = (list: IndexInput[] | undefined) =>
    list && list.length > 0
      ? list.map(({ ProvisionedThroughput, ...rest }) => ({
          ...rest,
          ...(isProvisioned && { ProvisionedThroughput: ProvisionedThroughput ?? table.ProvisionedThroughput }),
        }))
      : undefined;
  const [globals, locals] = [indexes(table.GlobalSecondaryIndexes), indexes(table.LocalSecondaryIndexes)];
  return {
    logicalId: resource.logicalId,
    TableName: resource.ref,
    AttributeDefinitions: table.AttributeDefinitions,
    KeySchema: table.KeySchema,
    BillingMode: isProvisioned ? 'PROVISIONED' : 'PAY_PER_REQUEST',
    ...(isProvisioned && { ProvisionedThroughput: table.ProvisionedThroughput }),
    ...(globals && { GlobalSecondaryIndexes: globals }),
    ...(locals && { LocalSecondaryIndexes: locals.map(({ ProvisionedThroughput: _, ...rest }) => rest) }),
    ...(table.StreamSpecification && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: table.StreamSpecification.StreamViewType },
    }),
    ...(table.SSESpecification && { SSESpecification: { Enabled: table.SSESpecification.SSEEnabled ?? false } }),
    DeletionProtectionEnabled: table.DeletionProtectionEnabled ?? false,
    ...(table.TableClass && { TableClass: table.TableClass }),
    ...(table.Tags && { Tags: table.Tags }),
    ...(ttl?.AttributeName && { ttl: { attribute: ttl.AttributeName, enabled: ttl.Enabled } }),
    recovery: table.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled ?? false,
    streamLabel: STREAM_LABEL,
  };
}

function propertiesOf({ type, properties }: Resource): unknown {
  if (type === 'Custom::AmplifyDynamoDBTable') return capitalized(properties);
  if (type !== 'AWS::DynamoDB::GlobalTable' || !Array.isArray(properties.Replicas)) return properties;
  // There is one region here: the first replica's settings are the table's.
  const [replica] = properties.Replicas as unknown[];
  if (typeof replica !== 'object' || replica === null) return properties;
  const settings = Object.entries(replica).filter(([name]) => REPLICA_SETTINGS.includes(name));
  return { ...properties, ...Object.fromEntries(settings) };
}

/** Amplify's table manager takes the members of CreateTable in lower camel case, throughput excepted. */
function capitalized(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalized);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key === 'sseEnabled' ? 'SSEEnabled' : key === 'sseSpecification' ? 'SSESpecification' : upperFirst(key),
      capitalized(inner),
    ]),
  );
}

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
