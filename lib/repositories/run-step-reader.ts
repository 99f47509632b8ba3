import * as z from 'zod/mini';
import { stepRecordStatuses } from '#lib/domain/run/statuses';
import type { Documents } from '#lib/runtime/documents';
import { storedJson } from './stored-json.ts';

const recordSchema = z.object({
  id: z.string(),
  runId: z.string(),
  key: z.string(),
  agentId: z.string(),
  status: z.enum(stepRecordStatuses),
  attempt: z.number(),
  endedAt: z.nullish(z.string()),
  output: z.nullish(storedJson),
  outputKey: z.nullish(z.string()),
  usage: z.nullish(storedJson),
});
export type ReadRunStep = z.infer<typeof recordSchema>;

/** What workers made of the steps of runs, for reading. */
export function createRunStepReader(ports: { readonly documents: Documents; readonly tableName: string }) {
  const { documents, tableName } = ports;
  return {
    /** All of a run, page after page; the index may lag behind by moments. */
    async listByRun(runId: string): Promise<ReadRunStep[]> {
      const steps: ReadRunStep[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await documents.query({
          TableName: tableName,
          IndexName: 'byRun',
          KeyConditionExpression: 'runId = :runId',
          ExpressionAttributeValues: { ':runId': runId },
          ...(start ? { ExclusiveStartKey: start } : {}),
        });
        steps.push(...Items.map((item) => recordSchema.parse(item)));
        start = LastEvaluatedKey;
      } while (start);
      return steps;
    },
  };
}

export type RunStepReader = ReturnType<typeof createRunStepReader>;
