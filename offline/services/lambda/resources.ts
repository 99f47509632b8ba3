import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { DefinitionError } from '../../kernel/errors.ts';
import { stableUuid } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import type { Resource, ResourceSupport } from '../../kernel/resource.ts';
import type { ServiceContext } from '../../kernel/service.ts';
import type { FunctionDefinition } from '../../lambda/definition.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

export const RESOURCES = {
  'AWS::Lambda::Function': {
    identify(request) {
      const name = text(request.property('FunctionName')) ?? request.physicalName(64);
      return { ref: name, attributes: { Arn: `arn:aws:lambda:${request.region}:${request.account}:function:${name}` } };
    },
    honoured: [
      'Code',
      'DeadLetterConfig',
      'Description',
      'Environment',
      'FunctionName',
      'Handler',
      'LoggingConfig',
      'MemorySize',
      'ReservedConcurrentExecutions',
      'Role',
      'Runtime',
      'Timeout',
    ],
    ignored: {
      Architectures: 'this machine has its own',
      EphemeralStorage: '/tmp is this machine’s',
      KmsKeyArn: 'the environment is not encrypted here',
      Layers: 'functions run from their own bundle',
      PackageType: 'zip',
      RecursiveLoop: 'loops are not watched for',
      RuntimeManagementConfig: 'this machine’s Node runs',
      SnapStart: 'environments start in milliseconds',
      TracingConfig: 'no traces are collected',
    },
  },
  'AWS::Lambda::EventSourceMapping': {
    identify: (request) => ({ ref: stableUuid(request.stackPath, request.logicalId) }),
    honoured: [
      'BatchSize',
      'BisectBatchOnFunctionError',
      'DestinationConfig',
      'Enabled',
      'EventSourceArn',
      'FilterCriteria',
      'FunctionName',
      'FunctionResponseTypes',
      'MaximumBatchingWindowInSeconds',
      'MaximumRecordAgeInSeconds',
      'MaximumRetryAttempts',
      'ScalingConfig',
      'StartingPosition',
    ],
    ignored: {
      ParallelizationFactor: 'one batch at a time keeps the order of every key',
      MetricsConfig: 'no metrics are collected',
    },
  },
  'AWS::Lambda::EventInvokeConfig': {
    identify: (request) => ({ ref: request.letters(20) }),
    honoured: ['DestinationConfig', 'FunctionName', 'MaximumEventAgeInSeconds', 'MaximumRetryAttempts', 'Qualifier'],
  },
  'AWS::Lambda::Version': {
    identify: (request) => ({
      ref: `${text(request.property('FunctionName'))}:$LATEST`,
      attributes: { Version: '$LATEST' },
    }),
    honoured: ['FunctionName'],
    ignored: { Description: 'text', CodeSha256: 'one version runs', RuntimePolicy: 'this machine’s Node runs' },
  },
  'AWS::Lambda::Alias': {
    identify: (request) => ({ ref: `${text(request.property('FunctionName'))}:${text(request.property('Name'))}` }),
    honoured: ['FunctionName', 'FunctionVersion', 'Name'],
    ignored: { Description: 'text' },
  },
} as const satisfies Record<string, ResourceSupport>;

const FunctionProperties = z.object({
  Code: z.object({ S3Key: z.string().optional(), ZipFile: z.string().optional() }),
  Handler: z.string().default('index.handler'),
  Runtime: z.string().default(''),
  Role: z.string(),
  MemorySize: z.coerce.number().default(128),
  Timeout: z.coerce.number().default(3),
  Description: z.string().default(''),
  ReservedConcurrentExecutions: z.coerce.number().optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).default({ Variables: {} }),
  LoggingConfig: z
    .object({ LogFormat: z.enum(['Text', 'JSON']).optional(), LogGroup: z.string().optional() })
    .default({}),
  DeadLetterConfig: z.object({ TargetArn: z.string().optional() }).default({}),
});

/** A function as the app defines it, and its dead letter target. @throws DefinitionError naming the property. */
export function toFunction(
  resource: Resource,
  context: ServiceContext,
): { definition: FunctionDefinition; deadLetterArn: string | undefined } {
  const properties = parse(FunctionProperties, resource);
  const { S3Key, ZipFile } = properties.Code;
  const arn = String(resource.attributes.Arn);
  return {
    deadLetterArn: properties.DeadLetterConfig.TargetArn,
    definition: {
      name: resource.ref,
      arn,
      handler: properties.Handler,
      runtime: properties.Runtime,
      roleArn: properties.Role,
      codeFolder: S3Key ? context.asset(S3Key) : writeInline(ZipFile ?? '', resource.ref, context),
      codeSha256: createHash('sha256')
        .update(S3Key ?? ZipFile ?? '')
        .digest('base64'),
      memoryMb: properties.MemorySize,
      timeoutMs: properties.Timeout * 1000,
      variables: properties.Environment.Variables,
      reservedConcurrency: properties.ReservedConcurrentExecutions,
      logFormat: properties.LoggingConfig.LogFormat ?? 'Text',
      logGroup: properties.LoggingConfig.LogGroup ?? `/aws/lambda/${resource.ref}`,
      description: properties.Description,
      lastModified: new Date(context.clock.now()).toISOString().replace('Z', '+0000'),
    },
  };
}

function writeInline(code: string, name: string, { blobFolder }: ServiceContext): string {
  const folder = path.join(blobFolder, 'inline', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{}\n');
  writeFileSync(path.join(folder, 'index.js'), code);
  return folder;
}

const Destinations = z
  .object({
    OnFailure: z.object({ Destination: z.string() }).optional(),
    OnSuccess: z.object({ Destination: z.string() }).optional(),
  })
  .default({});

const InvokeConfigProperties = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.coerce.number().int().min(0).max(2).default(2),
  MaximumEventAgeInSeconds: z.coerce.number().int().min(60).max(21_600).default(21_600),
  DestinationConfig: Destinations,
});

/** How asynchronous events of a function are tried again, and where they end. */
export type EventInvokeConfig = {
  functionName: string;
  retries: number;
  maximumAgeMs: number;
  onFailure: string | undefined;
  onSuccess: string | undefined;
};

export function toInvokeConfig(resource: Resource): EventInvokeConfig {
  const properties = parse(InvokeConfigProperties, resource);
  return {
    functionName: properties.FunctionName,
    retries: properties.MaximumRetryAttempts,
    maximumAgeMs: properties.MaximumEventAgeInSeconds * 1000,
    onFailure: properties.DestinationConfig.OnFailure?.Destination,
    onSuccess: properties.DestinationConfig.OnSuccess?.Destination,
  };
}

const MappingProperties = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.union([z.boolean(), z.stringbool()]).default(true),
  BatchSize: z.coerce.number().int().min(1).max(10_000).optional(),
  MaximumBatchingWindowInSeconds: z.coerce.number().int().min(0).max(300).default(0),
  FunctionResponseTypes: z.array(z.string()).default([]),
  FilterCriteria: z
    .object({ Filters: z.array(z.object({ Pattern: z.string() })).default([]) })
    .default({ Filters: [] }),
  StartingPosition: z.enum(['LATEST', 'TRIM_HORIZON', 'AT_TIMESTAMP']).optional(),
  MaximumRetryAttempts: z.coerce.number().int().min(-1).default(-1),
  MaximumRecordAgeInSeconds: z.coerce.number().int().min(-1).default(-1),
  BisectBatchOnFunctionError: z.union([z.boolean(), z.stringbool()]).default(false),
  ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number().int().min(2).optional() }).default({}),
  DestinationConfig: Destinations,
});

export type EventSourceMapping = {
  readonly id: string;
  readonly sourceArn: string;
  readonly functionName: string;
  readonly isEnabled: boolean;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly reportsItemFailures: boolean;
  readonly filters: readonly string[];
  readonly startsAtHorizon: boolean;
  /** Undefined: until the record leaves the stream. */
  readonly retries: number | undefined;
  readonly maximumAgeMs: number | undefined;
  readonly bisects: boolean;
  readonly concurrency: number;
  readonly onFailure: string | undefined;
};

const SQS_POLLERS = 5;

/** A mapping as the app defines it; undefined, and told, where its source is neither a queue nor a table's stream. */
export function toMapping(resource: Resource, log: Log): EventSourceMapping | undefined {
  const properties = parse(MappingProperties, resource);
  const isQueue = properties.EventSourceArn.startsWith('arn:aws:sqs:');
  if (!isQueue && !properties.EventSourceArn.startsWith('arn:aws:dynamodb:')) {
    const source = properties.EventSourceArn;
    log.warn(`${resource.logicalId}.EventSourceArn: events of this source do not reach functions offline`, { source });
    return undefined;
  }
  return {
    id: resource.ref,
    sourceArn: properties.EventSourceArn,
    functionName: properties.FunctionName,
    isEnabled: properties.Enabled,
    batchSize: properties.BatchSize ?? (isQueue ? 10 : 100),
    windowMs: properties.MaximumBatchingWindowInSeconds * 1000,
    reportsItemFailures: properties.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    filters: properties.FilterCriteria.Filters.map(({ Pattern }) => Pattern),
    startsAtHorizon: properties.StartingPosition === 'TRIM_HORIZON',
    retries: properties.MaximumRetryAttempts === -1 ? undefined : properties.MaximumRetryAttempts,
    maximumAgeMs: properties.MaximumRecordAgeInSeconds === -1 ? undefined : properties.MaximumRecordAgeInSeconds * 1000,
    bisects: properties.BisectBatchOnFunctionError,
    concurrency: properties.ScalingConfig.MaximumConcurrency ?? SQS_POLLERS,
    onFailure: properties.DestinationConfig.OnFailure?.Destination,
  };
}

function parse<Output>(schema: z.ZodType<Output>, { logicalId, properties }: Resource): Output {
  const parsed = schema.safeParse(properties);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new DefinitionError({
    logicalId,
    property: issue?.path.join('.') ?? '',
    reason: issue?.message ?? 'is malformed',
    remedy: 'Change it in amplify/.',
  });
}
