import { ServiceError } from '../../../kernel/errors.ts';
import { uuid } from '../../../kernel/ids.ts';
import type { StreamRecord } from '../../../kernel/ports.ts';
import type { Outcome } from '../../../lambda/definition.ts';
import { sendToDestination } from '../destinations.ts';
import type { EventSourceMapping } from '../mapping.ts';
import { reportedFailures } from './batch-response.ts';
import type { PollInput } from './source-parts.ts';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
export const SHARD = 'shardId-00000000000000000000-00000000';

/** One try: what failed, from which record on, and whether the function ran at all. */
type Attempt = { failedFrom: number | undefined; ran: boolean; reason: string; outcome: Outcome | undefined };

/** How a batch is written as an event, and what a right answer looks like beyond success. */
export type BatchForm = {
  event(records: readonly StreamRecord[]): object;
  /** Undefined: fine. Else the reason why the batch counts as failed. */
  accepts?(payload: string): string | undefined;
};

const PLAIN_FORM: BatchForm = { event: (records) => ({ Records: records.map(({ record }) => record) }) };

/** Runs a batch until it succeeds, its retries are used up, or its records are too old. */
export async function deliver(
  input: PollInput,
  batch: readonly StreamRecord[],
  form: BatchForm = PLAIN_FORM,
  retriesBefore = 0,
): Promise<void> {
  const { functions, mapping, signal } = input;
  const { clock } = functions.context;
  const isOver = () => signal.aborted;
  let records = batch;
  let runs = 0;
  let retries = retriesBefore;
  for (let pauses = 0; !isOver(); pauses += 1) {
    records = withoutOld(input, records, runs);
    if (records.length === 0) return;
    const { failedFrom, ran, reason, outcome } = await attempt(input, records, form);
    input.note(mapping.id, failedFrom === undefined ? 'OK' : 'PROBLEM: Function call failed');
    if (failedFrom === undefined || isOver()) return;
    if (ran) runs += 1;
    if (failedFrom > 0) {
      // Reported progress counts: what came before the first failure is done, and the rest starts with fresh retries.
      records = records.slice(failedFrom);
      [runs, retries, pauses] = [0, 0, -1];
    } else if (ran && mapping.bisects && records.length > 1) {
      // Halving uses up no retries, and no half begins with fresh ones.
      const middle = Math.ceil(records.length / 2);
      await deliver(input, records.slice(0, middle), form, retries);
      await deliver(input, records.slice(middle), form, retries);
      return;
    } else if (ran && mapping.retries !== undefined && retries >= mapping.retries) {
      giveUp(input, records, { condition: 'RetryAttemptsExhausted', runs, reason, outcome });
      return;
    } else if (ran) retries += 1;
    await clock.sleep(Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, pauses), LONGEST_PAUSE_MS));
  }
}

/** Index of the first record that failed, or undefined when all are done. */
async function attempt(
  { functions, mapping }: PollInput,
  records: readonly StreamRecord[],
  form: BatchForm,
): Promise<Attempt> {
  const payload = JSON.stringify(form.event(records));
  let outcome: Outcome;
  try {
    outcome = await functions.run({
      functionName: mapping.functionName,
      payload,
      requestId: uuid(),
      trigger: 'stream',
    });
  } catch (error) {
    // No room, or no such function: nothing ran, so nothing is used up.
    const reason = error instanceof ServiceError ? `${error.code}: ${error.message}` : String(error);
    return { failedFrom: 0, ran: false, reason, outcome: undefined };
  }
  if (outcome.failed) return { failedFrom: 0, ran: true, reason: outcome.payload, outcome };
  const refused = form.accepts?.(outcome.payload);
  if (refused !== undefined) return { failedFrom: 0, ran: true, reason: refused, outcome };
  if (!mapping.reportsItemFailures) return { failedFrom: undefined, ran: true, reason: '', outcome };
  const failed = reportedFailures(outcome.payload, new Set(records.map(({ sequenceNumber }) => sequenceNumber)));
  if (!failed) return { failedFrom: 0, ran: true, reason: outcome.payload, outcome };
  const first = records.findIndex(({ sequenceNumber }) => failed.has(sequenceNumber));
  return { failedFrom: first === -1 ? undefined : first, ran: true, reason: outcome.payload, outcome };
}

/** The records that are young enough; the others go to the destination. */
function withoutOld(input: PollInput, records: readonly StreamRecord[], runs: number): readonly StreamRecord[] {
  const { maximumAgeMs } = input.mapping;
  if (maximumAgeMs === undefined) return records;
  const oldest = input.functions.context.clock.now() - maximumAgeMs;
  const young = records.filter((record) => createdAt(record) >= oldest);
  if (young.length === records.length) return records;
  const old = records.filter((record) => createdAt(record) < oldest);
  giveUp(input, old, {
    condition: 'RecordAgeExceeded',
    runs,
    reason: 'older than the mapping allows',
    outcome: undefined,
  });
  return young;
}

function giveUp(
  { functions, mapping }: { functions: PollInput['functions']; mapping: EventSourceMapping },
  records: readonly StreamRecord[],
  end: { condition: string; runs: number; reason: string; outcome: Outcome | undefined },
): void {
  const { context } = functions;
  const functionArn = functions.find(mapping.functionName)?.arn ?? mapping.functionName;
  const { condition, runs, reason, outcome } = end;
  context.log.warn('records of a stream are skipped', { functionArn, records: records.length, condition, reason });
  if (!mapping.onFailure) return;
  const [first, last] = [records[0], records.at(-1)];
  const record = {
    requestContext: { requestId: uuid(), functionArn, condition, approximateInvokeCount: runs },
    ...(outcome && {
      responseContext: {
        statusCode: 200,
        executedVersion: '$LATEST',
        ...(outcome.failed ? { functionError: 'Unhandled' } : {}),
      },
    }),
    version: '1.0',
    timestamp: new Date(context.clock.now()).toISOString(),
    DDBStreamBatchInfo: {
      shardId: SHARD,
      startSequenceNumber: first?.sequenceNumber,
      endSequenceNumber: last?.sequenceNumber,
      approximateArrivalOfFirstRecord: wholeSeconds(createdAt(first)),
      approximateArrivalOfLastRecord: wholeSeconds(createdAt(last)),
      batchSize: records.length,
      streamArn: mapping.sourceArn,
    },
  };
  sendToDestination(context, { destination: mapping.onFailure, record, succeeded: false, functionArn });
}

const wholeSeconds = (milliseconds: number) => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');

/** Milliseconds since the epoch; a record carries seconds. */
export function createdAt(record: StreamRecord | undefined): number {
  const image = record?.record.dynamodb;
  const seconds: unknown =
    typeof image === 'object' && image !== null
      ? (Reflect.get(image, 'ApproximateCreationDateTime') as unknown)
      : undefined;
  return typeof seconds === 'number' ? seconds * 1000 : 0;
}
