import { BatchWriteCommand, type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Belonging } from './belongings.ts';
import type { ProjectCleanerPorts, RowKey } from './remove-project.ts';

/** DynamoDB takes so many writes a request. */
const batchSize = 25;
const mostAttempts = 8;

/** Rows of the models' tables; `tableOf` gives a table's name. */
export function createTableRows(
  client: DynamoDBDocumentClient,
  tableOf: (model: string) => string,
): ProjectCleanerPorts['rows'] {
  async function removeBatch(table: string, keys: readonly RowKey[]): Promise<void> {
    let waiting = keys.map((Key) => ({ DeleteRequest: { Key: { ...Key } } }));
    for (let attempt = 0; waiting.length > 0; attempt += 1) {
      if (attempt === mostAttempts)
        throw new Error(`${waiting.length} rows of ${table} were not deleted: it is throttled.`);
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, 50 * 2 ** attempt));
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [table]: waiting } }));
      const left = UnprocessedItems?.[table] ?? [];
      waiting = left.flatMap(({ DeleteRequest }) =>
        DeleteRequest?.Key ? [{ DeleteRequest: { Key: DeleteRequest.Key } }] : [],
      );
    }
  }

  return {
    async page({ model, index, attribute, key, isShared }: Belonging, { value, project, next }) {
      // Not by a filter: some of it is part of an index's key, which none may ask for.
      const names = [...new Set([...key, 'organization', 'projectId', 'createdAt'])];
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: tableOf(model),
          ...(index ? { IndexName: index } : {}),
          KeyConditionExpression: '#by = :value',
          ProjectionExpression: names.map((_, at) => `#name${at}`).join(', '),
          ExpressionAttributeNames: {
            '#by': attribute,
            ...Object.fromEntries(names.map((name, at) => [`#name${at}`, name])),
          },
          ExpressionAttributeValues: { ':value': value },
          ...(next ? { ExclusiveStartKey: { ...next } } : {}),
        }),
      );
      const own = Items.filter(({ organization, projectId, createdAt }) => {
        const isOlder = typeof createdAt !== 'string' || createdAt <= project.removedAt;
        return organization === project.organization && (!isShared || projectId === project.id) && isOlder;
      });
      const keys = own.map((row) => Object.fromEntries(key.map((name) => [name, row[name] as unknown])));
      return { keys, next: LastEvaluatedKey };
    },

    async remove({ model }, keys) {
      const table = tableOf(model);
      for (let start = 0; start < keys.length; start += batchSize) {
        await removeBatch(table, keys.slice(start, start + batchSize));
      }
    },
  };
}
