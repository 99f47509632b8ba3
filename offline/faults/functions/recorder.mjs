// Notes in the table `seen` what reached it, and by which way: of a stream, a queue, a rule, an asynchronous call.
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({});

const note = (way, id) =>
  client.send(
    new UpdateItemCommand({
      TableName: 'seen',
      Key: { id: { S: `${way}/${id}` } },
      UpdateExpression: 'ADD times :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    }),
  );

export const handler = async (event) => {
  if (event.way) return note(event.way, event.id);
  if (event.detail) return note('rule', event.detail.id);
  await Promise.all(
    event.Records.map((record) => {
      if (record.dynamodb) return note('stream', record.dynamodb.Keys.id.S);
      const body = JSON.parse(record.body);
      return body.detail ? note('rule-queue', body.detail.id) : note('queue', body.id);
    }),
  );
};
