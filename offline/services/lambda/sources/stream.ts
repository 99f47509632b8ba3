import { compilePattern } from '../../../kernel/event-pattern.ts';
import { uuid } from '../../../kernel/ids.ts';
import type { StreamRecord } from '../../../kernel/ports.ts';
import { sendToDestination } from '../destinations.ts';
import type { EventSourceMapping } from '../resources.ts';
import { reportedFailures } from './batch-response.ts';
import type { SourceParts } from './source-parts.ts';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

type ReadInput = SourceParts & { mapping: EventSourceMapping; signal: AbortSignal };

/**
 * Brings a table's stream to its function, batch after batch in the stream's order, until aborted. How far it came is on
 * disk after each batch, so a restart repeats at most the batch that was in work.
 */
export async function readStream(input: ReadInput): Promise<void> {
  const { functions, state, mapping, signal } = input;
  const { clock } = functions.context;
  const { sourceArn, batchSize, windowMs } = mapping;
  const dynamodb = functions.context.bus.port('dynamodb');
  const isOver = () => signal.aborted;
  const patterns = mapping.filters.map(compilePattern);
  let position = state.position(mapping.id, sourceArn)?.sequence;
  if (!state.position(mapping.id, sourceArn)) {
    position = mapping.startsAtHorizon ? undefined : dynamodb.latestSequence(sourceArn);
    state.savePosition(mapping.id, sourceArn, position);
  }

  let wake = () => {};
  const unsubscribe = dynamodb.onStream(sourceArn, () => {
    wake();
  });
  signal.addEventListener('abort', () => {
    wake();
  });
  try {
    while (!isOver()) {
      // Subscribed before reading, so that nothing written in between is slept through.
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const records = dynamodb.readStream({ streamArn: sourceArn, after: position, limit: batchSize });
      if (records.length === 0) {
        await woken;
        if (windowMs > 0 && !isOver()) await clock.sleep(windowMs);
        continue;
      }
      const wanted = records.filter(({ record }) => patterns.length === 0 || patterns.some((p) => p.matches(record)));
      if (wanted.length > 0) await deliver(input, wanted);
      if (isOver()) return;
      position = records.at(-1)?.sequenceNumber;
      state.savePosition(mapping.id, sourceArn, position);
    }
  } finally {
    unsubscribe();
  }
}

/** Runs a batch until it succeeds, its retries are used up, or its records are too old. */
async function deliver(input: ReadInput, batch: readonly StreamRecord[]): Promise<void> {
  const { functions, mapping, signal } = input;
  const { clock } = functions.context;
  const isOver = () => signal.aborted;
  let records = batch;
  for (let attempt = 0; !isOver(); attempt += 1) {
    const { failedFrom, error } = await attemptBatch(input, records);
    if (failedFrom === undefined || isOver()) return;
    // Reported progress counts: what came before the first failure is done, and the rest starts with fresh retries.
    if (failedFrom > 0) {
      records = records.slice(failedFrom);
      attempt = -1;
    } else if (isExhausted(mapping, attempt, records, clock.now())) {
      giveUp(input, records, attempt + 1, error);
      return;
    } else if (mapping.bisects && records.length > 1) {
      const middle = Math.ceil(records.length / 2);
      await deliver(input, records.slice(0, middle));
      await deliver(input, records.slice(middle));
      return;
    }
    await clock.sleep(Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, attempt), LONGEST_PAUSE_MS));
  }
}

/** Index of the first record that failed, or undefined when all are done. */
async function attemptBatch(
  { functions, mapping }: ReadInput,
  records: readonly StreamRecord[],
): Promise<{ failedFrom: number | undefined; error: string }> {
  const payload = JSON.stringify({ Records: records.map(({ record }) => record) });
  let outcome: Awaited<ReturnType<typeof functions.run>>;
  try {
    outcome = await functions.run({ functionName: mapping.functionName, payload, requestId: uuid() });
  } catch (error) {
    return { failedFrom: 0, error: error instanceof Error ? error.message : String(error) };
  }
  if (outcome.failed) return { failedFrom: 0, error: outcome.payload };
  if (!mapping.reportsItemFailures) return { failedFrom: undefined, error: '' };
  const failed = reportedFailures(outcome.payload, new Set(records.map(({ sequenceNumber }) => sequenceNumber)));
  if (!failed) return { failedFrom: 0, error: outcome.payload };
  const first = records.findIndex(({ sequenceNumber }) => failed.has(sequenceNumber));
  return { failedFrom: first === -1 ? undefined : first, error: outcome.payload };
}

function isExhausted(
  mapping: EventSourceMapping,
  attempt: number,
  records: readonly StreamRecord[],
  now: number,
): boolean {
  if (mapping.retries !== undefined && attempt >= mapping.retries) return true;
  const age = now - createdAt(records[0]);
  return mapping.maximumAgeMs !== undefined && age > mapping.maximumAgeMs;
}

function giveUp(
  { functions, mapping }: ReadInput,
  records: readonly StreamRecord[],
  attempts: number,
  error: string,
): void {
  const { context } = functions;
  const functionArn = functions.find(mapping.functionName)?.arn ?? mapping.functionName;
  context.log.warn('records of a stream are skipped after their last retry', {
    functionArn,
    records: records.length,
    error,
  });
  if (!mapping.onFailure) return;
  const [first, last] = [records[0], records.at(-1)];
  const record = {
    requestContext: {
      requestId: uuid(),
      functionArn,
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: attempts,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date(context.clock.now()).toISOString(),
    DDBStreamBatchInfo: {
      shardId: 'shardId-00000000000000000000-00000000',
      startSequenceNumber: first?.sequenceNumber,
      endSequenceNumber: last?.sequenceNumber,
      approximateArrivalOfFirstRecord: new Date(createdAt(first)).toISOString(),
      approximateArrivalOfLastRecord: new Date(createdAt(last)).toISOString(),
      batchSize: records.length,
      streamArn: mapping.sourceArn,
    },
  };
  sendToDestination(context, { destination: mapping.onFailure, record, succeeded: false, functionArn });
}

/** Milliseconds since the epoch; a record carries seconds. */
function createdAt(record: StreamRecord | undefined): number {
  const image = record?.record.dynamodb;
  const seconds: unknown =
    typeof image === 'object' && image !== null
      ? (Reflect.get(image, 'ApproximateCreationDateTime') as unknown)
      : undefined;
  return typeof seconds === 'number' ? seconds * 1000 : 0;
}
