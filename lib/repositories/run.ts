import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Blueprint } from '#lib/domain/blueprint/schema';
import { type RunState, runStateSchema } from '#lib/domain/run/state';
import { runStatuses } from '#lib/domain/run/statuses';
import { coalesce } from '#lib/runtime/coalesce';
import type { Documents } from '#lib/runtime/documents';
import { type GraphqlRequest, isConditionFailure } from '#lib/runtime/graphql';
import { type DefinitionReading, keepDefinitions } from './kept-definitions.ts';
import { selections, writeDocument } from './selections.ts';
import { storedJson } from './stored-json.ts';

const recordSchema = z.object({
  id: z.string(),
  organization: z.string(),
  projectId: z.string(),
  blueprintId: z.string(),
  blueprintVersion: z.number(),
  name: z.string(),
  status: z.enum(runStatuses),
  version: z.number(),
  state: z.pipe(storedJson, runStateSchema),
  input: z.optional(storedJson),
  correlationId: z.string(),
  startedBy: z.nullish(z.string()),
  startedByEmail: z.nullish(z.string()),
  startedAt: z.string(),
  endedAt: z.nullish(z.string()),
  reason: z.nullish(z.string()),
  replayOf: z.nullish(z.string()),
  fromStepId: z.nullish(z.string()),
  isFork: z.nullish(z.boolean()),
  usage: z.nullish(storedJson),
  spentUsd: z.nullish(z.number()),
  createdAt: z.optional(z.string()),
  updatedAt: z.optional(z.string()),
});
export type RunRecord = z.infer<typeof recordSchema> & { readonly definition: Blueprint };

const fields = Object.keys(recordSchema.shape);

/** Attributes of a run's item that its record has, beside the definition. */
export const runFields: readonly string[] = fields;

/** A run's record from its item. */
export function parseRun(item: Readonly<Record<string, unknown>>, definition: Blueprint): RunRecord {
  return { ...recordSchema.parse(item), definition };
}

/** What becomes of a run: its next version. `steps` is what changed, for subscribers. */
export interface RunUpdate {
  readonly record: RunRecord;
  readonly state: RunState;
  readonly usage: unknown;
  readonly steps: Readonly<Record<string, unknown>>;
  /** Milliseconds; undefined where nothing happens by time alone. */
  readonly wakeAt: number | undefined;
}

const created = writeDocument('create', 'Run');
const saveDocument = `mutation Save($runId: ID!, $organization: String!, $projectId: ID!, $version: Int!, $status: RunStatus!,
  $state: String!, $steps: AWSJSON, $usage: AWSJSON, $spentUsd: Float!, $wakeAt: Float, $endedAt: AWSDateTime, $reason: String) {
  saveRun(runId: $runId, organization: $organization, projectId: $projectId, version: $version, status: $status,
    state: $state, steps: $steps, usage: $usage, spentUsd: $spentUsd, wakeAt: $wakeAt, endedAt: $endedAt, reason: $reason) {
    ${selections.RunEvent} }
}`;

/** A run's next version, as the mutations that write it take it. */
export function variablesOf({ record, state, usage, steps, wakeAt }: RunUpdate) {
  return {
    version: record.version + 1,
    status: state.status,
    state: JSON.stringify(state),
    steps: JSON.stringify(steps),
    usage: JSON.stringify(usage ?? null),
    spentUsd: state.spentUsd,
    wakeAt,
    endedAt: state.endedAt === undefined ? null : new Date(state.endedAt).toISOString(),
    reason: state.reason ?? null,
  };
}

/** So many keys are in a BatchGetItem at most. */
const batchSize = 100;

/** A run whose start nobody hears of within this time is begun by the sweeper. */
const unheardMs = 60_000;

interface TablePorts {
  readonly documents: Documents;
  readonly tableName: string;
}

interface Read {
  readonly item: Readonly<Record<string, unknown>>;
  readonly reading: DefinitionReading;
}

/** Runs as they stand in the table. */
export function createRunReader({ documents, tableName }: TablePorts) {
  const definitions = keepDefinitions();

  async function readOne(id: string): Promise<Read | undefined> {
    const reading = definitions.reading([id], fields);
    const key = { TableName: tableName, Key: { id }, ConsistentRead: true };
    const { Item } = await documents.get({ ...key, ...reading.projection });
    return Item && { item: Item, reading };
  }

  /** What a batch leaves out, as it may, is read by itself. */
  async function readBatch(ids: readonly string[]): Promise<(Read | undefined)[]> {
    const reading = definitions.reading(ids, fields);
    const Keys = ids.map((id) => ({ id }));
    const { Responses, UnprocessedKeys } = await documents.batchGet({
      RequestItems: { [tableName]: { Keys, ConsistentRead: true, ...reading.projection } },
    });
    const found = new Map((Responses?.[tableName] ?? []).map((item) => [String(item.id), { item, reading }]));
    const isWhole = Object.keys(UnprocessedKeys ?? {}).length === 0;
    return Promise.all(ids.map(async (id) => found.get(id) ?? (isWhole ? undefined : readOne(id))));
  }

  const read = coalesce(async (wanted: readonly string[]): Promise<(Read | undefined)[]> => {
    const ids = [...new Set(wanted)];
    const parts = Array.from({ length: Math.ceil(ids.length / batchSize) }, (_, index) =>
      ids.slice(index * batchSize, (index + 1) * batchSize),
    );
    const found = await Promise.all(
      parts.map(([id = '', ...more]) =>
        more.length > 0 ? readBatch([id, ...more]) : readOne(id).then((item) => [item]),
      ),
    );
    const items = new Map(found.flat().map((item, index) => [ids[index], item]));
    return wanted.map((id) => items.get(id));
  });

  /** Ids alone, page after page: a page ends at 1 MB of whole items, whatever is asked of them. */
  async function queryIds(limit: number, query: Omit<QueryCommandInput, 'TableName'>): Promise<string[]> {
    const ids: string[] = [];
    let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
    do {
      const page = await documents.query({
        ...query,
        TableName: tableName,
        ProjectionExpression: 'id',
        ExclusiveStartKey,
      });
      ids.push(...(page.Items ?? []).map((item) => z.parse(z.object({ id: z.string() }), item).id));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey && ids.length < limit);
    return ids.slice(0, limit);
  }

  return {
    /** Consistent; runs that are asked for at the same time, as by the messages of a batch, are read in one request. */
    async get(id: string): Promise<RunRecord | undefined> {
      const found = await read(id);
      if (!found) return undefined;
      const { item, reading } = found;
      return parseRun(item, reading.definitionOf(item));
    },

    /** Ids of the newest runs of a project, newest first; the index may lag behind by moments. */
    async listRecent(projectId: string, limit: number): Promise<string[]> {
      const { Items = [] } = await documents.query({
        TableName: tableName,
        IndexName: 'byProject',
        KeyConditionExpression: 'projectId = :projectId',
        ExpressionAttributeValues: { ':projectId': projectId },
        ScanIndexForward: false,
        Limit: limit,
      });
      return Items.map((item) => z.parse(z.object({ id: z.string() }), item).id);
    },

    /** Ids of a project's runs that are not over. */
    listOpen(projectId: string): Promise<string[]> {
      return queryIds(Number.POSITIVE_INFINITY, {
        IndexName: 'byProject',
        KeyConditionExpression: 'projectId = :projectId',
        FilterExpression: '#status IN (:running, :waiting)',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':projectId': projectId, ':running': 'RUNNING', ':waiting': 'WAITING' },
      });
    },

    /** Runs that time alone moves, due by then: the first `limit` of them. */
    listDue(at: number, limit: number): Promise<string[]> {
      return queryIds(limit, {
        IndexName: 'byWake',
        KeyConditionExpression: 'wakeShard = :shard AND wakeAt <= :at',
        ExpressionAttributeValues: { ':shard': 'due', ':at': at },
      });
    },
  };
}

/** Runs: read from the table, written through the API on condition of their version. */
export function createRunRepository({ graphql, ...table }: TablePorts & { readonly graphql: GraphqlRequest }) {
  return {
    ...createRunReader(table),

    /** Stores a new run once per id; false where it was there already. */
    async create(
      record: Omit<RunRecord, 'usage' | 'endedAt' | 'reason' | 'createdAt' | 'updatedAt'>,
    ): Promise<boolean> {
      const input = {
        ...record,
        state: JSON.stringify(JSON.stringify(record.state)),
        definition: JSON.stringify(record.definition),
        input: JSON.stringify(record.input ?? null),
        // Should nobody hear that it was stored, the sweeper begins it.
        wakeShard: 'due',
        wakeAt: record.state.startedAt + unheardMs,
      };
      try {
        await graphql(created.field, created.document, { input });
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },

    /** Writes the version after the record's. False: somebody else was first; reload and decide again. */
    async save(update: RunUpdate): Promise<boolean> {
      const { id: runId, organization, projectId } = update.record;
      try {
        await graphql('saveRun', saveDocument, { runId, organization, projectId, ...variablesOf(update) });
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },
  };
}

export type RunRepository = ReturnType<typeof createRunRepository>;
