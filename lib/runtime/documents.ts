import type * as Sdk from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { fromWire, itemSchema, type NativeItem, toAttributes, toWire } from './attribute-values.ts';
import { type AwsConnection, AwsError, createAwsRequest } from './aws-json.ts';

/** The tables' client: the part that is needed of the SDK's `DynamoDBDocument`, which can stand in its place. */
export interface Documents {
  get(input: Sdk.GetCommandInput): Promise<Pick<Sdk.GetCommandOutput, 'Item'>>;
  put(input: Sdk.PutCommandInput): Promise<unknown>;
  update(input: Sdk.UpdateCommandInput): Promise<unknown>;
  query(input: Sdk.QueryCommandInput): Promise<Pick<Sdk.QueryCommandOutput, 'Items' | 'LastEvaluatedKey'>>;
  batchGet(input: Sdk.BatchGetCommandInput): Promise<Pick<Sdk.BatchGetCommandOutput, 'Responses' | 'UnprocessedKeys'>>;
}

const answerSchema = z.object({
  Item: z.optional(itemSchema),
  Items: z.optional(z.array(itemSchema)),
  LastEvaluatedKey: z.optional(itemSchema),
  Responses: z.optional(z.record(z.string(), z.array(itemSchema))),
  UnprocessedKeys: z.optional(
    z.record(
      z.string(),
      z.object({
        Keys: z.array(itemSchema),
        ConsistentRead: z.optional(z.boolean()),
        ProjectionExpression: z.optional(z.string()),
        ExpressionAttributeNames: z.optional(z.record(z.string(), z.string())),
      }),
    ),
  ),
});

/** The parts of an input that hold values of an item. */
interface ItemInput {
  readonly Key?: NativeItem | undefined;
  readonly Item?: NativeItem | undefined;
  readonly ExclusiveStartKey?: NativeItem | undefined;
  readonly ExpressionAttributeValues?: NativeItem | undefined;
  readonly ConsistentRead?: boolean | undefined;
}

/** The tables' client of a function; one per environment, so that connections are kept. */
export function createDocumentClient(connection?: AwsConnection): Documents {
  const request = createAwsRequest('dynamodb', connection);

  async function ask(operation: string, input: ItemInput) {
    const { Key, Item, ExclusiveStartKey, ExpressionAttributeValues } = input;
    const body = toWire({
      ...input,
      ...(Key && { Key: toAttributes(Key) }),
      ...(Item && { Item: toAttributes(Item) }),
      ...(ExclusiveStartKey && { ExclusiveStartKey: toAttributes(ExclusiveStartKey) }),
      ...(ExpressionAttributeValues && { ExpressionAttributeValues: toAttributes(ExpressionAttributeValues) }),
    });
    const isConsistent = input.ConsistentRead === true;
    return answerSchema.parse(fromWire(await request(operation, body, { isConsistent })));
  }

  return {
    get: (input) => ask('GetItem', input),
    put: (input) => ask('PutItem', input),
    update: (input) => ask('UpdateItem', input),
    query: (input) => ask('Query', input),

    async batchGet(input) {
      const tables = Object.entries(input.RequestItems ?? {});
      const weight = {
        entries: tables.reduce((count, [, { Keys = [] }]) => count + Keys.length, 0),
        isConsistent: tables.some(([, { ConsistentRead }]) => ConsistentRead === true),
      };
      const RequestItems = Object.fromEntries(
        tables.map(([name, { Keys = [], ...how }]) => [name, { ...how, Keys: Keys.map(toAttributes) }]),
      );
      const body = toWire({ ...input, RequestItems });
      return answerSchema.parse(fromWire(await request('BatchGetItem', body, weight)));
    },
  };
}

const refusalSchema = z.object({ Item: z.optional(itemSchema) });

/** Of a write whose condition did not hold: the item that stands, where the write asked for it. Else undefined. */
export function conditionFailure(error: unknown): { readonly item: NativeItem | undefined } | undefined {
  if (!(error instanceof AwsError) || error.name !== 'ConditionalCheckFailedException') return undefined;
  return { item: refusalSchema.parse(fromWire(error.text)).Item };
}
