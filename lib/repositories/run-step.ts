import type { BatchGetCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Blueprint } from '#lib/domain/blueprint/schema';
import { factSchema } from '#lib/domain/run/state';
import { stepRecordStatuses } from '#lib/domain/run/statuses';
import { coalesce } from '#lib/runtime/coalesce';
import type { Documents } from '#lib/runtime/documents';
import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { type DefinitionReading, keepDefinitions } from './kept-definitions.ts';
import { parseRun, type RunRecord, type RunUpdate, runFields, variablesOf } from './run.ts';
import { selections } from './selections.ts';
import { storedJson } from './stored-json.ts';

const fileSchema = z.object({ name: z.string(), key: z.string(), contentType: z.string(), size: z.number() });

const endedAttemptSchema = z.object({
  attempt: z.number(),
  startedAt: z.string(),
  endedAt: z.string(),
  reason: z.string(),
  usd: z.number(),
  status: z.optional(z.enum(stepRecordStatuses)),
  /** What it made, where it was done and changes were asked for. */
  artifacts: z.optional(z.array(fileSchema)),
});
/** An attempt that failed, or was done and is done again. */
export type EndedAttempt = z.infer<typeof endedAttemptSchema>;

const recordSchema = z.object({
  id: z.string(),
  runId: z.string(),
  key: z.string(),
  status: z.enum(stepRecordStatuses),
  attempt: z.number(),
  startedAt: z.string(),
  endedAt: z.nullish(z.string()),
  /** Of an attempt at work; null once its worker gave it out of its hands. */
  heartbeatAt: z.nullish(z.string()),
  /** The place at work of the worker that is at it; empty where none is. */
  claimedBy: z.nullish(z.string()),
  /** The worker whose write was the last. */
  writtenBy: z.nullish(z.string()),
  output: z.nullish(storedJson),
  outputKey: z.nullish(z.string()),
  facts: z.nullish(z.pipe(storedJson, z.record(z.string(), factSchema))),
  attempts: z.nullish(z.pipe(storedJson, z.array(endedAttemptSchema))),
  artifacts: z.nullish(z.pipe(storedJson, z.array(fileSchema))),
  reason: z.nullish(z.string()),
  isRetryable: z.nullish(z.boolean()),
  usage: z.nullish(storedJson),
  usd: z.nullish(z.number()),
  continuation: z.nullish(storedJson),
});
export type RunStepRecord = z.infer<typeof recordSchema>;

/** A record as it lies in the table. */
export const parseRunStep = (item: unknown): RunStepRecord => recordSchema.parse(item);

/**
 * A write of a step's record; values that are JSON in it are texts here. It is by `claimant`, who may write over the
 * claim of another worker whose last sign of life is from before `takesOverBefore`; where it `hasClaimed` the attempt
 * before, only over its own last write.
 */
export interface RunStepWrite {
  readonly organization: string;
  readonly projectId: string;
  readonly runId: string;
  readonly key: string;
  readonly agentId: string;
  readonly task: string | null;
  readonly status: (typeof stepRecordStatuses)[number];
  readonly attempt: number;
  readonly startedAt: string;
  readonly claimant: string;
  readonly takesOverBefore: string;
  readonly hasClaimed: boolean;
  readonly [field: string]: unknown;
}

/** So many keys are in a BatchGetItem at most. */
const batchSize = 100;
/** So often what a batch left out is asked for again. */
const maximumRounds = 8;

const saveDocument = `mutation Save($since: Int!, $input: AWSJSON!) {
  saveRunStep(since: $since, input: $input) { ${selections.RunEvent} }
}`;

const advanceDocument = `mutation Advance($since: Int!, $input: AWSJSON!, $runId: ID!, $version: Int!, $status: RunStatus!, $state: String!,
  $steps: AWSJSON, $usage: AWSJSON, $spentUsd: Float!, $wakeAt: Float, $endedAt: AWSDateTime, $reason: String) {
  advanceRun(since: $since, input: $input, runId: $runId, version: $version, status: $status, state: $state,
    steps: $steps, usage: $usage, spentUsd: $spentUsd, wakeAt: $wakeAt, endedAt: $endedAt, reason: $reason) {
    ${selections.RunEvent} }
}`;

/** Of a run that moved meanwhile, the answer tells of the step alone. */
const advancedSchema = z.object({ version: z.number() });

/**
 * What became of a result that was to be stored with the run that it brings about. `overtaken`: it is stored, but the
 * run moved meanwhile and stands as others left it. `refused`: nothing is stored; the step's record is another's.
 */
export type AdvanceOutcome = 'advanced' | 'overtaken' | 'refused';

export const runStepId = (runId: string, key: string): string => `${runId}#${key}`;

type Item = Readonly<Record<string, unknown>>;
interface Wanted {
  readonly table: string;
  readonly id: string;
}
interface Read {
  readonly item: Item;
  readonly reading: DefinitionReading;
}

/** What workers make of steps: read together with the run, written through the API, late writes refused. */
export function createRunStepRepository(ports: {
  readonly graphql: GraphqlRequest;
  readonly documents: Documents;
  readonly runTable: string;
  readonly stepTable: string;
}) {
  const { graphql, documents, runTable, stepTable } = ports;
  const definitions = keepDefinitions();

  /** Items by id and table; all that is asked for at the same time in as few requests as may be. */
  const read = coalesce(async (wanted: readonly Wanted[]): Promise<(Read | undefined)[]> => {
    const distinct = [...new Map(wanted.map((one) => [`${one.table} ${one.id}`, one])).values()];
    const batches = Array.from({ length: Math.ceil(distinct.length / batchSize) }, (_, index) =>
      distinct.slice(index * batchSize, (index + 1) * batchSize),
    );
    const found = await Promise.all(batches.map(readBatch));
    const items = new Map(found.flat().map((one) => [`${one.table} ${String(one.item.id)}`, one]));
    return wanted.map(({ table, id }) => items.get(`${table} ${id}`));
  });

  async function readBatch(wanted: readonly Wanted[]): Promise<(Read & { table: string })[]> {
    const found: (Read & { table: string })[] = [];
    const runIds = wanted.flatMap(({ table, id }) => (table === runTable ? [id] : []));
    const reading = definitions.reading(runIds, runFields);
    const keysOf = (ofTable: readonly Wanted[]) => ofTable.map(({ id }) => ({ id }));
    let rest: BatchGetCommandInput['RequestItems'] = Object.fromEntries(
      [...Map.groupBy(wanted, ({ table }) => table)].map(([table, ofTable]) => [
        table,
        { Keys: keysOf(ofTable), ConsistentRead: true, ...(table === runTable ? reading.projection : {}) },
      ]),
    );
    for (let round = 0; Object.keys(rest ?? {}).length > 0; round += 1) {
      if (round === maximumRounds) throw new Error('DynamoDB leaves out items of a batch again and again.');
      if (round > 1) await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** round));
      const answer = await documents.batchGet({ RequestItems: rest });
      for (const [table, items] of Object.entries(answer.Responses ?? {})) {
        found.push(...items.map((item) => ({ table, item, reading })));
      }
      rest = answer.UnprocessedKeys;
    }
    return found;
  }

  async function readSteps(ids: readonly string[]): Promise<ReadonlyMap<string, RunStepRecord>> {
    const found = await Promise.all(ids.map((id) => read({ table: stepTable, id })));
    return new Map(found.flatMap((one) => (one ? [parseRunStep(one.item)] : [])).map((record) => [record.id, record]));
  }

  async function getRun(runId: string): Promise<RunRecord | undefined> {
    const found = await read({ table: runTable, id: runId });
    if (!found) return undefined;
    const { item, reading } = found;
    return parseRun(item, reading.definitionOf(item));
  }

  return {
    /**
     * The run as it stands, with records of its steps by id: the one of `key`, and where the run's definition is
     * known already those that `upstream` names.
     */
    async open(
      runId: string,
      key: string,
      upstream: (definition: Blueprint) => readonly string[],
    ): Promise<{ run: RunRecord; steps: ReadonlyMap<string, RunStepRecord>; read: readonly string[] } | undefined> {
      const known = definitions.get(runId);
      const ids = [...new Set([key, ...(known ? upstream(known) : [])])].map((name) => runStepId(runId, name));
      const [run, steps] = await Promise.all([getRun(runId), readSteps(ids)]);
      return run && { run, steps, read: ids };
    },

    getRun,

    /** Records by id; those that are not there are left out. */
    getMany: readSteps,

    /** Writes a claim or a result. False: a later attempt, or a success, stands there already. */
    async save(write: RunStepWrite, since: number): Promise<boolean> {
      try {
        await graphql('saveRunStep', saveDocument, { since, input: JSON.stringify(write) });
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },

    /** Writes a result as `save` does, then the run's next version on condition that nobody was faster, in one request. */
    async advance(write: RunStepWrite, since: number, update: RunUpdate): Promise<AdvanceOutcome> {
      const variables = { since, input: JSON.stringify(write), runId: update.record.id, ...variablesOf(update) };
      try {
        const answer = await graphql('advanceRun', advanceDocument, variables);
        return advancedSchema.parse(answer).version > 0 ? 'advanced' : 'overtaken';
      } catch (error) {
        if (isConditionFailure(error)) return 'refused';
        throw error;
      }
    },
  };
}

export type RunStepRepository = ReturnType<typeof createRunStepRepository>;
