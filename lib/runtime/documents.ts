import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { metered, meterPlace } from './meter.ts';

/** The tables' client of a function; one per environment, so that connections are kept. */
export function createDocumentClient(): DynamoDBDocumentClient {
  const client = new DynamoDBClient({});
  client.middlewareStack.add(metered('dynamodb'), meterPlace);
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
