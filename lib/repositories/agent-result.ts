import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Documents } from '#lib/runtime/documents';
import { storedJson } from './stored-json.ts';

const runSchema = z.object({ id: z.string() });
const resultSchema = z.object({
  runId: z.string(),
  key: z.string(),
  agentId: z.string(),
  endedAt: z.nullish(z.string()),
  output: z.nullish(storedJson),
  outputKey: z.nullish(z.string()),
});
export type AgentResultRecord = z.infer<typeof resultSchema>;

/** A project as its organization has it: an id that was freed may be another organization's by now. */
interface ProjectScope {
  readonly organization: string;
  readonly projectId: string;
}

/** What agents have produced in the runs of a project; the indexes may lag behind by moments. */
export function createAgentResultReader(ports: {
  readonly documents: Documents;
  readonly runTable: string;
  readonly stepTable: string;
}) {
  const { documents, runTable, stepTable } = ports;

  async function* pagesOf(query: QueryCommandInput) {
    let start: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await documents.query({
        ...query,
        ...(start ? { ExclusiveStartKey: start } : {}),
      });
      yield Items;
      start = LastEvaluatedKey;
    } while (start);
  }

  return {
    /** Ids of the newest runs, newest first. */
    async listRuns({ organization, projectId }: ProjectScope, limit: number): Promise<string[]> {
      const ids: string[] = [];
      const pages = pagesOf({
        TableName: runTable,
        IndexName: 'byProject',
        KeyConditionExpression: 'projectId = :projectId',
        FilterExpression: 'organization = :organization',
        ProjectionExpression: 'id',
        ExpressionAttributeValues: { ':projectId': projectId, ':organization': organization },
        ScanIndexForward: false,
        Limit: limit,
      });
      for await (const items of pages) {
        ids.push(...items.map((item) => z.parse(runSchema, item).id));
        if (ids.length >= limit) break;
      }
      return ids.slice(0, limit);
    },

    /** What these agents made in a run: the steps that succeeded. */
    async listResults(organization: string, runId: string, agentIds: readonly string[]): Promise<AgentResultRecord[]> {
      const results: AgentResultRecord[] = [];
      const agents = Object.fromEntries(agentIds.map((agentId, index) => [`:agent${index}`, agentId]));
      const pages = pagesOf({
        TableName: stepTable,
        IndexName: 'byRun',
        KeyConditionExpression: 'runId = :runId',
        FilterExpression: `organization = :organization AND #status = :succeeded AND agentId IN (${Object.keys(agents).join(', ')})`,
        ProjectionExpression: 'runId, #key, agentId, endedAt, #output, outputKey',
        ExpressionAttributeNames: { '#key': 'key', '#status': 'status', '#output': 'output' },
        ExpressionAttributeValues: {
          ...{ ':runId': runId, ':organization': organization, ':succeeded': 'SUCCEEDED' },
          ...agents,
        },
      });
      for await (const items of pages) results.push(...items.map((item) => resultSchema.parse(item)));
      return results;
    },
  };
}

export type AgentResultReader = ReturnType<typeof createAgentResultReader>;
