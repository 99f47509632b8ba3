import * as z from 'zod/mini';
import { type DocumentStatus, documentKinds, documentStatuses } from '#lib/domain/document/states';
import type { Documents } from '#lib/runtime/documents';

const recordSchema = z.object({
  id: z.string(),
  organization: z.string(),
  projectId: z.string(),
  name: z.string(),
  kind: z.nullish(z.enum(documentKinds)),
  status: z.enum(documentStatuses),
});
export type StandingDocument = z.infer<typeof recordSchema>;

/** DynamoDB reads so many records a request. */
const batchSize = 100;
/** What a throttled table leaves out is asked for again, so often at most. */
const mostRounds = 5;
const fields = 'id, organization, projectId, #name, #kind, #status';
const names = { '#name': 'name', '#kind': 'kind', '#status': 'status' };

/** Whether documents are still there and how far they are; nothing of what is in them. */
export function createDocumentStanding({ documents, tableName }: { documents: Documents; tableName: string }) {
  return {
    /** Those that there are, in no order. */
    async list(ids: readonly string[]): Promise<StandingDocument[]> {
      const found: StandingDocument[] = [];
      for (let start = 0; start < ids.length; start += batchSize) {
        let Keys: Record<string, unknown>[] | undefined = ids.slice(start, start + batchSize).map((id) => ({ id }));
        for (let round = 0; Keys && Keys.length > 0; round += 1) {
          if (round === mostRounds) throw new Error('The table of documents is throttled. Try again.');
          const query = { ProjectionExpression: fields, ExpressionAttributeNames: names, ConsistentRead: true };
          const answer = await documents.batchGet({ RequestItems: { [tableName]: { Keys, ...query } } });
          found.push(...(answer.Responses?.[tableName] ?? []).map((item) => recordSchema.parse(item)));
          Keys = answer.UnprocessedKeys?.[tableName]?.Keys;
        }
      }
      return found;
    },

    /** A project's documents in a status, newest first; the index may lag behind by moments. */
    async listOfProject(projectId: string, status: DocumentStatus, most: number): Promise<StandingDocument[]> {
      const found: StandingDocument[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await documents.query({
          TableName: tableName,
          IndexName: 'byProject',
          KeyConditionExpression: 'projectId = :projectId',
          FilterExpression: '#status = :status',
          ProjectionExpression: fields,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ':projectId': projectId, ':status': status },
          ScanIndexForward: false,
          ...(start ? { ExclusiveStartKey: start } : {}),
        });
        found.push(...Items.map((item) => recordSchema.parse(item)));
        start = LastEvaluatedKey;
      } while (start && found.length < most);
      return found.slice(0, most);
    },
  };
}

export type DocumentStanding = ReturnType<typeof createDocumentStanding>;
