import { DeleteCommand, type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Belonging } from './belongings.ts';
import type { ProjectCleanerPorts } from './remove-project.ts';

/** One by one: who may write in batches may put rows, too. */
const removedAtOnce = 25;

/** Rows of the models' tables; `tableOf` gives a table's name. */
export function createTableRows(
  client: DynamoDBDocumentClient,
  tableOf: (model: string) => string,
): ProjectCleanerPorts['rows'] {
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
        const isOlder = typeof createdAt !== 'string' || createdAt < project.until;
        return organization === project.organization && (!isShared || projectId === project.id) && isOlder;
      });
      const keys = own.map((row) => Object.fromEntries(key.map((name) => [name, row[name] as unknown])));
      return { keys, next: LastEvaluatedKey };
    },

    async remove({ model }, keys) {
      const TableName = tableOf(model);
      for (let start = 0; start < keys.length; start += removedAtOnce) {
        const some = keys.slice(start, start + removedAtOnce);
        await Promise.all(some.map((Key) => client.send(new DeleteCommand({ TableName, Key: { ...Key } }))));
      }
    },
  };
}
