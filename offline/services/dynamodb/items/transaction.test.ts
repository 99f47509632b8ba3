import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { startServices } from '../../../kernel/testing.ts';
import { dynamodb } from '../index.ts';

test('a client token is forgotten after ten minutes, and survives a restart until then', async () => {
  let services = await startServices([dynamodb]);
  const TableName = 'counters';
  const Key = { id: { S: '1' } };
  // A client of its own for each moment: SDKs remember how far their clock was off.
  const client = () => new DynamoDBClient({ ...services.client, systemClockOffset: services.clock.offsetMs });
  const add = async () => {
    await client().send(
      new TransactWriteItemsCommand({
        ClientRequestToken: 'token',
        TransactItems: [
          {
            Update: {
              ...{ TableName, Key, UpdateExpression: 'ADD n :one' },
              ExpressionAttributeValues: { ':one': { N: '1' } },
            },
          },
        ],
      }),
    );
    return (await client().send(new GetItemCommand({ TableName, Key }))).Item?.n?.N;
  };
  await client().send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  expect(await add()).toBe('1');
  const { folder } = services;
  await services.stop({ keep: true });
  services = await startServices([dynamodb], { folder });
  services.clock.setOffset(9 * 60 * 1000);
  expect(await add()).toBe('1');
  services.clock.setOffset(11 * 60 * 1000);
  expect(await add()).toBe('2');
  await services.stop();
});
