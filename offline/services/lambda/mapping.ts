import { z } from 'zod';
import { DefinitionError, ServiceError } from '../../kernel/errors.ts';
import { compilePattern } from '../../kernel/event-pattern.ts';
import type { Resource } from '../../kernel/resource.ts';
import { Destinations, parse } from './definitions.ts';
import { isKnownDestination, STREAM_DESTINATIONS } from './destinations.ts';

const SQS_POLLERS = 5;
const SQS_BATCH = 10;
const STREAM_BATCH = 100;
const flag = z.union([z.boolean(), z.stringbool()]);

/** An event source mapping as the API and a template write it. */
export const MappingSettings = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: flag.default(true),
  BatchSize: z.coerce.number().int().min(1).max(10_000).optional(),
  MaximumBatchingWindowInSeconds: z.coerce.number().int().min(0).max(300).default(0),
  FunctionResponseTypes: z.array(z.enum(['ReportBatchItemFailures'])).default([]),
  FilterCriteria: z
    .object({
      Filters: z
        .array(z.object({ Pattern: z.string().max(4096).optional() }))
        .max(10)
        .default([]),
    })
    .default({ Filters: [] }),
  StartingPosition: z.enum(['LATEST', 'TRIM_HORIZON', 'AT_TIMESTAMP']).optional(),
  /** Seconds since the epoch. */
  StartingPositionTimestamp: z.coerce.number().optional(),
  MaximumRetryAttempts: z.coerce.number().int().min(-1).max(10_000).default(-1),
  MaximumRecordAgeInSeconds: z.coerce.number().int().min(-1).max(604_800).default(-1),
  BisectBatchOnFunctionError: flag.default(false),
  ParallelizationFactor: z.coerce.number().int().min(1).max(10).default(1),
  TumblingWindowInSeconds: z.coerce.number().int().min(0).max(900).default(0),
  ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number().int().min(2).max(1000).optional() }).default({}),
  DestinationConfig: Destinations.default({}),
});
export type MappingSettings = z.infer<typeof MappingSettings>;

export type EventSourceMapping = {
  readonly id: string;
  readonly sourceArn: string;
  readonly functionName: string;
  readonly isEnabled: boolean;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly reportsItemFailures: boolean;
  readonly filters: readonly string[];
  /** A number: milliseconds since the epoch. */
  readonly startsAt: 'latest' | 'horizon' | number;
  /** Undefined: until the record leaves the stream. */
  readonly retries: number | undefined;
  readonly maximumAgeMs: number | undefined;
  readonly bisects: boolean;
  /** Batches at once: of a queue, or of a stream with the order of each key kept. */
  readonly concurrency: number;
  readonly tumblingMs: number;
  readonly onFailure: string | undefined;
};

export const isQueueArn = (arn: string): boolean => arn.startsWith('arn:aws:sqs:');
const isStreamArn = (arn: string) => arn.startsWith('arn:aws:dynamodb:');

/** What a mapping does. @throws Error with the reason where it contradicts itself. */
export function toMapping(id: string, settings: MappingSettings): EventSourceMapping {
  const { EventSourceArn: sourceArn } = settings;
  const isQueue = isQueueArn(sourceArn);
  check(settings);
  return {
    id,
    sourceArn,
    functionName: settings.FunctionName,
    isEnabled: settings.Enabled,
    batchSize: settings.BatchSize ?? (isQueue ? SQS_BATCH : STREAM_BATCH),
    windowMs: settings.MaximumBatchingWindowInSeconds * 1000,
    reportsItemFailures: settings.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    filters: settings.FilterCriteria.Filters.map(({ Pattern }) => Pattern ?? '{}'),
    startsAt:
      settings.StartingPosition === 'TRIM_HORIZON'
        ? 'horizon'
        : settings.StartingPosition === 'AT_TIMESTAMP'
          ? (settings.StartingPositionTimestamp ?? 0) * 1000
          : 'latest',
    retries: settings.MaximumRetryAttempts === -1 ? undefined : settings.MaximumRetryAttempts,
    maximumAgeMs: settings.MaximumRecordAgeInSeconds === -1 ? undefined : settings.MaximumRecordAgeInSeconds * 1000,
    bisects: settings.BisectBatchOnFunctionError,
    concurrency: isQueue
      ? (settings.ScalingConfig.MaximumConcurrency ?? SQS_POLLERS)
      : settings.TumblingWindowInSeconds > 0
        ? 1
        : settings.ParallelizationFactor,
    tumblingMs: settings.TumblingWindowInSeconds * 1000,
    onFailure: settings.DestinationConfig.OnFailure?.Destination,
  };
}

class MappingProblem extends Error {
  readonly property: string;

  constructor(property: string, reason: string) {
    super(reason);
    this.property = property;
  }
}

function check(settings: MappingSettings): void {
  const { EventSourceArn, BatchSize = 0, MaximumBatchingWindowInSeconds, DestinationConfig } = settings;
  const isQueue = isQueueArn(EventSourceArn);
  if (!isQueue && !isStreamArn(EventSourceArn)) {
    throw new MappingProblem(
      'EventSourceArn',
      `Event source ${EventSourceArn.split(':')[2] || EventSourceArn} does not work offline: queues and table streams do`,
    );
  }
  if (isQueue && BatchSize > SQS_BATCH && MaximumBatchingWindowInSeconds === 0) {
    throw new MappingProblem(
      'MaximumBatchingWindowInSeconds',
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
  }
  if (isQueue && EventSourceArn.endsWith('.fifo') && (BatchSize > SQS_BATCH || MaximumBatchingWindowInSeconds > 0)) {
    throw new MappingProblem('BatchSize', 'FIFO queues give at most 10 messages a batch, without a batching window');
  }
  if (!isQueue && settings.StartingPosition === undefined) {
    throw new MappingProblem('StartingPosition', '1 validation error detected: Value null at startingPosition');
  }
  if (isQueue && settings.StartingPosition !== undefined) {
    throw new MappingProblem('StartingPosition', 'StartingPosition is not valid for SQS event sources.');
  }
  const destination = DestinationConfig.OnFailure?.Destination;
  if (destination && !isKnownDestination(destination, STREAM_DESTINATIONS)) {
    throw new MappingProblem('DestinationConfig', `The destination ${destination} does not work offline: queues do`);
  }
  for (const { Pattern = '{}' } of settings.FilterCriteria.Filters) {
    try {
      compilePattern(Pattern);
    } catch (error) {
      throw new MappingProblem('FilterCriteria', `Invalid filter pattern definition. ${String(error)}`);
    }
  }
}

/** A mapping of the app. @throws DefinitionError where it cannot work offline. */
export function mappingOf(resource: Resource): { id: string; settings: MappingSettings } {
  const settings = parse(MappingSettings, resource);
  try {
    toMapping(resource.ref, settings);
  } catch (error) {
    if (!(error instanceof MappingProblem)) throw error;
    throw new DefinitionError({
      logicalId: resource.logicalId,
      property: error.property,
      reason: error.message,
      remedy: 'Change the mapping, or test it in a cloud sandbox.',
    });
  }
  return { id: resource.ref, settings };
}

/** Settings that the API was given. @throws ServiceError InvalidParameterValueException */
export function checkedSettings(input: unknown): MappingSettings {
  const parsed = MappingSettings.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ServiceError('InvalidParameterValueException', `${issue?.path.join('.')}: ${issue?.message}`);
  }
  try {
    check(parsed.data);
  } catch (cause) {
    if (!(cause instanceof MappingProblem)) throw cause;
    throw new ServiceError('InvalidParameterValueException', cause.message, { cause });
  }
  return parsed.data;
}
