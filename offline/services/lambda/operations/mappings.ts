import { z } from 'zod';
import { defineOperation } from '../../../kernel/aws-json.ts';
import { ServiceError } from '../../../kernel/errors.ts';
import { uuid } from '../../../kernel/ids.ts';
import { authorize, functionFor, type LambdaApp, pageOf } from '../app.ts';
import { checkedSettings, isQueueArn, toMapping } from '../mapping.ts';
import { parseName } from '../names.ts';
import type { MappingEntry } from '../sources/event-sources.ts';
import { FunctionName, Page } from './input.ts';

const One = z.object({ UUID: z.string() });
/** Everything else is checked as settings of a mapping. */
const Settings = z.record(z.string(), z.unknown());

function shown(app: LambdaApp, { id, settings, modifiedAt, lastResult }: MappingEntry, state?: string) {
  const { region, account } = app.functions.context;
  const { name, qualifier } = parseName(settings.FunctionName);
  const arn = app.functions.find(name)?.arn ?? settings.FunctionName;
  const mapping = toMapping(id, settings);
  const { FilterCriteria, ScalingConfig } = settings;
  const stream = {
    StartingPosition: settings.StartingPosition,
    StartingPositionTimestamp: settings.StartingPositionTimestamp,
    ParallelizationFactor: settings.ParallelizationFactor,
    MaximumRecordAgeInSeconds: settings.MaximumRecordAgeInSeconds,
    MaximumRetryAttempts: settings.MaximumRetryAttempts,
    BisectBatchOnFunctionError: settings.BisectBatchOnFunctionError,
    TumblingWindowInSeconds: settings.TumblingWindowInSeconds,
    DestinationConfig: { OnFailure: {}, ...settings.DestinationConfig },
  };
  return {
    UUID: id,
    EventSourceMappingArn: `arn:aws:lambda:${region}:${account}:event-source-mapping:${id}`,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: settings.MaximumBatchingWindowInSeconds,
    EventSourceArn: settings.EventSourceArn,
    FunctionArn: qualifier ? `${arn}:${qualifier}` : arn,
    LastModified: modifiedAt / 1000,
    LastProcessingResult: lastResult,
    State: state ?? (settings.Enabled ? 'Enabled' : 'Disabled'),
    StateTransitionReason: 'USER_INITIATED',
    FunctionResponseTypes: settings.FunctionResponseTypes,
    ...(FilterCriteria.Filters.length > 0 ? { FilterCriteria } : {}),
    ...(isQueueArn(settings.EventSourceArn)
      ? ScalingConfig.MaximumConcurrency === undefined
        ? {}
        : { ScalingConfig }
      : stream),
  };
}

function required(app: LambdaApp, id: string): MappingEntry {
  const found = app.sources.find(id);
  if (found) return found;
  throw new ServiceError('ResourceNotFoundException', 'The resource you requested does not exist.', { status: 404 });
}

export const createEventSourceMapping = defineOperation({
  schema: Settings,
  async execute(app: LambdaApp, input, call) {
    const settings = checkedSettings(input);
    functionFor(app, call, 'CreateEventSourceMapping', settings);
    requireSource(app, settings.EventSourceArn);
    const twin = app.sources
      .list()
      .find(
        (other) =>
          other.settings.EventSourceArn === settings.EventSourceArn &&
          parseName(other.settings.FunctionName).name === parseName(settings.FunctionName).name,
      );
    if (twin) {
      throw new ServiceError(
        'ResourceConflictException',
        `An event source mapping with event source arn (" ${settings.EventSourceArn} ") and function (" ${parseName(settings.FunctionName).name} ") already exists. Please update or delete the existing mapping with UUID ${twin.id}`,
        { status: 409 },
      );
    }
    const id = uuid();
    await app.sources.put(id, settings);
    return shown(app, required(app, id), 'Creating');
  },
});

function requireSource(app: LambdaApp, arn: string): void {
  const { bus } = app.functions.context;
  const sqs = bus.find('sqs');
  if (!isQueueArn(arn) || !sqs || sqs.queue(arn)) return;
  throw new ServiceError(
    'InvalidParameterValueException',
    'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
  );
}

export const getEventSourceMapping = defineOperation({
  schema: One,
  execute(app: LambdaApp, { UUID }, call) {
    authorize(app, call, 'GetEventSourceMapping', mappingArn(app, UUID));
    return shown(app, required(app, UUID));
  },
});

export const updateEventSourceMapping = defineOperation({
  schema: Settings,
  async execute(app: LambdaApp, { UUID, ...change }, call) {
    const id = String(UUID);
    authorize(app, call, 'UpdateEventSourceMapping', mappingArn(app, id));
    const before = required(app, id).settings;
    const { EventSourceArn, StartingPosition, StartingPositionTimestamp } = before;
    const settings = checkedSettings({
      ...before,
      ...change,
      ...{ EventSourceArn, StartingPosition, StartingPositionTimestamp },
    });
    app.functions.require(settings.FunctionName);
    await app.sources.put(id, settings);
    const state = settings.Enabled === before.Enabled ? 'Updating' : settings.Enabled ? 'Enabling' : 'Disabling';
    return shown(app, required(app, id), state);
  },
});

export const deleteEventSourceMapping = defineOperation({
  schema: One,
  async execute(app: LambdaApp, { UUID }, call) {
    authorize(app, call, 'DeleteEventSourceMapping', mappingArn(app, UUID));
    const entry = required(app, UUID);
    await app.sources.delete(UUID);
    return shown(app, entry, 'Deleting');
  },
});

export const listEventSourceMappings = defineOperation({
  schema: z.object({ EventSourceArn: z.string().optional(), FunctionName: FunctionName.optional(), ...Page }),
  execute(app: LambdaApp, input, call) {
    authorize(app, call, 'ListEventSourceMappings', '*');
    const { name } = parseName(input.FunctionName ?? '');
    if (input.FunctionName) app.functions.require(input.FunctionName);
    const all = app.sources
      .list()
      .filter(({ settings }) => !input.EventSourceArn || settings.EventSourceArn === input.EventSourceArn)
      .filter(({ settings }) => !name || parseName(settings.FunctionName).name === name);
    const { page, ...next } = pageOf(all, input);
    return { EventSourceMappings: page.map((entry) => shown(app, entry)), ...next };
  },
});

const mappingArn = (app: LambdaApp, id: string) => {
  const { region, account } = app.functions.context;
  return `arn:aws:lambda:${region}:${account}:event-source-mapping:${id}`;
};
