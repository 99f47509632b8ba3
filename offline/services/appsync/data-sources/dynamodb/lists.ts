import { type Answer, badRequest } from '../data-source.ts';
import { toPlainItem } from './attribute-values.ts';
import { readExpression, wireNames } from './expressions.ts';
import type { Table } from './table.ts';

type Request = Readonly<Record<string, unknown>>;

export async function query(table: Table, request: Request): Promise<Answer> {
  const keys = readExpression(request.query, '$[query]');
  if (!keys) throw badRequest("Value for field '$[query]' not found.");
  const filter = readExpression(request.filter, '$[filter]');
  const projection = readExpression(request.projection, '$[projection]');
  return list(table, 'Query', request, {
    KeyConditionExpression: keys.expression,
    ...(request.scanIndexForward === false && { ScanIndexForward: false }),
    ...(filter && { FilterExpression: filter.expression }),
    ...(projection && { ProjectionExpression: projection.expression }),
    ...wireNames([keys, filter, projection]),
  });
}

export async function scan(table: Table, request: Request): Promise<Answer> {
  const filter = readExpression(request.filter, '$[filter]');
  const projection = readExpression(request.projection, '$[projection]');
  return list(table, 'Scan', request, {
    ...(typeof request.totalSegments === 'number' && {
      TotalSegments: request.totalSegments,
      Segment: request.segment,
    }),
    ...(filter && { FilterExpression: filter.expression }),
    ...(projection && { ProjectionExpression: projection.expression }),
    ...wireNames([filter, projection]),
  });
}

async function list(
  table: Table,
  operation: 'Query' | 'Scan',
  request: Request,
  members: Record<string, unknown>,
): Promise<Answer> {
  const { tableName, tokens } = table;
  const index = typeof request.index === 'string' && request.index !== '' ? request.index : undefined;
  const place = `${tableName}/${index ?? ''}`;
  const { Items, ScannedCount, LastEvaluatedKey } = await table.execute(operation, {
    TableName: tableName,
    ...members,
    ...(index && { IndexName: index }),
    ...(request.limit !== undefined && request.limit !== null && { Limit: Number(request.limit) }),
    ...(request.consistentRead === true && { ConsistentRead: true }),
    ...(typeof request.select === 'string' && { Select: request.select }),
    ...(typeof request.nextToken === 'string' && { ExclusiveStartKey: tokens.open(request.nextToken, place) }),
  });
  return {
    result: {
      items: Array.isArray(Items) ? Items.map(toPlainItem) : [],
      nextToken: LastEvaluatedKey ? tokens.seal(LastEvaluatedKey, place) : null,
      scannedCount: ScannedCount ?? 0,
    },
  };
}
