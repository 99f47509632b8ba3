import { BatchGetCommand, type BatchGetCommandOutput, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type Blueprint, blueprintSchema } from '#lib/domain/blueprint/schema';
import { factSchema } from '#lib/domain/run/state';
import { runStatuses, stepRecordStatuses, stepStatuses } from '#lib/domain/run/statuses';
import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { selections } from './selections.ts';
import { storedJson } from './stored-json.ts';

const endedAttemptSchema = z.object({
  attempt: z.number(),
  startedAt: z.string(),
  endedAt: z.string(),
  reason: z.string(),
  usd: z.number(),
});
/** An attempt that failed. */
export type EndedAttempt = z.infer<typeof endedAttemptSchema>;

const recordSchema = z.object({
  id: z.string(),
  runId: z.string(),
  key: z.string(),
  status: z.enum(stepRecordStatuses),
  attempt: z.number(),
  startedAt: z.string(),
  endedAt: z.nullish(z.string()),
  output: z.nullish(storedJson),
  outputKey: z.nullish(z.string()),
  facts: z.nullish(z.pipe(storedJson, z.record(z.string(), factSchema))),
  attempts: z.nullish(z.pipe(storedJson, z.array(endedAttemptSchema))),
  reason: z.nullish(z.string()),
  isRetryable: z.nullish(z.boolean()),
  usage: z.nullish(storedJson),
  usd: z.nullish(z.number()),
  continuation: z.nullish(storedJson),
});
export type RunStepRecord = z.infer<typeof recordSchema>;

/** A record as it lies in the table. */
export const parseRunStep = (item: unknown): RunStepRecord => recordSchema.parse(item);

/** What a worker has to know of a run. */
const workedRunSchema = z.object({
  id: z.string(),
  organization: z.string(),
  projectId: z.string(),
  status: z.enum(runStatuses),
  input: storedJson,
  state: z.pipe(
    storedJson,
    z.object({
      steps: z.record(
        z.string(),
        z.object({
          status: z.enum(stepStatuses),
          attempt: z._default(z.int(), 0),
          branches: z.optional(z.int()),
          reusedFrom: z.optional(z.string()),
        }),
      ),
    }),
  ),
});
const definitionSchema = z.pipe(storedJson, blueprintSchema);
export type WorkedRun = z.infer<typeof workedRunSchema> & { readonly definition: Blueprint };

/** A write of a step's record; values that are JSON in it are texts here. */
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
  readonly [field: string]: unknown;
}

/** So many keys are in a BatchGetItem at most. */
const batchSize = 100;
/** So often what a batch left out is asked for again. */
const maximumRounds = 8;
/** Definitions that are kept: a run's never changes. */
const keptDefinitions = 50;
/** Of a run whose definition is kept. */
const projection = {
  ProjectionExpression: 'id, organization, projectId, #status, #input, #state',
  ExpressionAttributeNames: { '#status': 'status', '#input': 'input', '#state': 'state' },
};

const saveDocument = `mutation Save($since: Int!, $input: AWSJSON!) {
  saveRunStep(since: $since, input: $input) { ${selections.RunEvent} }
}`;

export const runStepId = (runId: string, key: string): string => `${runId}#${key}`;

type Asked = Readonly<Record<string, { readonly Keys: Record<string, unknown>[] } & Partial<typeof projection>>>;

/** What workers make of steps: read together with the run, written through the API, late writes refused. */
export function createRunStepRepository(ports: {
  readonly graphql: GraphqlRequest;
  readonly documents: DynamoDBDocumentClient;
  readonly runTable: string;
  readonly stepTable: string;
}) {
  const { graphql, documents, runTable, stepTable } = ports;
  const definitions = new Map<string, Blueprint>();
  const keysOf = (ids: readonly string[]) => ids.map((id) => ({ id }));

  async function batchGet(asked: Asked): Promise<Readonly<Record<string, Record<string, unknown>[]>>> {
    const found: Record<string, Record<string, unknown>[]> = {};
    let rest: BatchGetCommand['input']['RequestItems'] = Object.fromEntries(
      Object.entries(asked).map(([table, items]) => [table, { ...items, ConsistentRead: true }]),
    );
    for (let round = 0; Object.keys(rest ?? {}).length > 0; round += 1) {
      if (round === maximumRounds) throw new Error('DynamoDB leaves out items of a batch again and again.');
      if (round > 1) await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** round));
      const answer: BatchGetCommandOutput = await documents.send(new BatchGetCommand({ RequestItems: rest }));
      const { Responses = {}, UnprocessedKeys } = answer;
      for (const [table, items] of Object.entries(Responses)) found[table] = [...(found[table] ?? []), ...items];
      rest = UnprocessedKeys;
    }
    return found;
  }

  function parseRun(item: Record<string, unknown>): WorkedRun {
    const run = workedRunSchema.parse(item);
    const definition = definitions.get(run.id) ?? definitionSchema.parse(item.definition);
    definitions.delete(run.id);
    definitions.set(run.id, definition);
    const [oldest] = definitions.keys();
    if (definitions.size > keptDefinitions && oldest !== undefined) definitions.delete(oldest);
    return { ...run, definition };
  }

  const parseSteps = (items: readonly Record<string, unknown>[] = []) =>
    new Map(items.map(parseRunStep).map((record) => [record.id, record]));

  return {
    /**
     * The run as it stands, with records of its steps by id: the one of `key`, and where the run's definition is
     * known already those that `upstream` names.
     */
    async open(
      runId: string,
      key: string,
      upstream: (definition: Blueprint) => readonly string[],
    ): Promise<{ run: WorkedRun; steps: ReadonlyMap<string, RunStepRecord>; read: readonly string[] } | undefined> {
      const known = definitions.get(runId);
      const read = [...new Set([key, ...(known ? upstream(known) : [])])]
        .slice(0, batchSize - 1)
        .map((name) => runStepId(runId, name));
      const found = await batchGet({
        [runTable]: { Keys: keysOf([runId]), ...(known ? projection : {}) },
        [stepTable]: { Keys: keysOf(read) },
      });
      const item = found[runTable]?.[0];
      return item && { run: parseRun(item), steps: parseSteps(found[stepTable]), read };
    },

    async getRun(runId: string): Promise<WorkedRun | undefined> {
      const projected = definitions.has(runId) ? projection : {};
      const found = await batchGet({ [runTable]: { Keys: keysOf([runId]), ...projected } });
      const item = found[runTable]?.[0];
      return item && parseRun(item);
    },

    /** Records by id; those that are not there are left out. */
    async getMany(ids: readonly string[]): Promise<ReadonlyMap<string, RunStepRecord>> {
      const batches = Array.from({ length: Math.ceil(ids.length / batchSize) }, (_, index) =>
        ids.slice(index * batchSize, (index + 1) * batchSize),
      );
      const found = await Promise.all(batches.map((batch) => batchGet({ [stepTable]: { Keys: keysOf(batch) } })));
      return new Map(found.flatMap((answer) => [...parseSteps(answer[stepTable])]));
    },

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
  };
}

export type RunStepRepository = ReturnType<typeof createRunStepRepository>;
