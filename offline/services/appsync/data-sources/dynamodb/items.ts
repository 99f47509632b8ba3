import { type Answer, badRequest } from '../data-source.ts';
import { attributeMap, toPlainItem } from './attribute-values.ts';
import { readExpression, wireNames } from './expressions.ts';
import { isFailedCondition, isSameItem, type Table, toAnswer } from './table.ts';

type Request = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export async function getItem(table: Table, request: Request): Promise<Answer> {
  const projection = readExpression(request.projection, '$[projection]');
  const { Item } = await table.execute('GetItem', {
    TableName: table.tableName,
    Key: attributeMap(request.key, '$[key]'),
    ...(request.consistentRead === true && { ConsistentRead: true }),
    ...(projection && { ProjectionExpression: projection.expression }),
    ...wireNames([projection]),
  });
  return { result: toPlainItem(Item) };
}

export async function putItem(table: Table, request: Request): Promise<Answer> {
  const item = {
    ...attributeMap(request.attributeValues ?? {}, '$[attributeValues]'),
    ...attributeMap(request.key, '$[key]'),
  };
  const { members, ignored } = readCondition(request.condition);
  try {
    await table.execute('PutItem', { TableName: table.tableName, Item: item, ...members });
    return { result: toPlainItem(item) };
  } catch (error) {
    const current = currentItem(error);
    if (isFailedCondition(error) && current && isSameItem(current, item, ignored)) {
      return { result: toPlainItem(current) };
    }
    return toAnswer(error, toPlainItem(current));
  }
}

export async function updateItem(table: Table, request: Request): Promise<Answer> {
  const update = readExpression(request.update, '$[update]');
  const condition = readExpression(request.condition, '$[condition]');
  const { members } = readCondition(request.condition);
  try {
    const { Attributes } = await table.execute('UpdateItem', {
      TableName: table.tableName,
      Key: attributeMap(request.key, '$[key]'),
      ...(update && { UpdateExpression: update.expression }),
      ...members,
      ...wireNames([update, condition]),
      ReturnValues: 'ALL_NEW',
    });
    return { result: toPlainItem(Attributes) };
  } catch (error) {
    return toAnswer(error, toPlainItem(currentItem(error)));
  }
}

export async function deleteItem(table: Table, request: Request): Promise<Answer> {
  const { members } = readCondition(request.condition);
  try {
    const { Attributes } = await table.execute('DeleteItem', {
      TableName: table.tableName,
      Key: attributeMap(request.key, '$[key]'),
      ...members,
      ReturnValues: 'ALL_OLD',
    });
    return { result: toPlainItem(Attributes) };
  } catch (error) {
    const current = currentItem(error);
    // What shall be gone is gone: AppSync takes that for success.
    if (isFailedCondition(error) && !current) return { result: null };
    return toAnswer(error, toPlainItem(current));
  }
}

function readCondition(value: unknown): { members: Record<string, unknown>; ignored: readonly string[] } {
  const condition = readExpression(value, '$[condition]');
  if (!condition || !isRecord(value)) return { members: {}, ignored: [] };
  const handler = value.conditionalCheckFailedHandler;
  if (isRecord(handler) && handler.strategy === 'Custom') {
    throw badRequest("The offline backend does not know the strategy 'Custom' of conditionalCheckFailedHandler.");
  }
  return {
    members: {
      ConditionExpression: condition.expression,
      ...wireNames([condition]),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
    ignored: Array.isArray(value.equalsIgnore) ? value.equalsIgnore.map(String) : [],
  };
}

function currentItem(error: unknown): Record<string, unknown> | undefined {
  const item = isFailedCondition(error) ? error.details.Item : undefined;
  return isRecord(item) ? item : undefined;
}
