import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type Answer, badRequest } from '../data-source.ts';
import { type AttributeMap, attributeMap, toPlainItem } from './attribute-values.ts';
import { readExpression } from './expressions.ts';
import type { Table } from './table.ts';

type Request = Readonly<Record<string, unknown>>;
type Tables<Entry> = [table: string, entry: Entry][];

const itemsByTable = z.record(z.string(), z.array(z.unknown()));
const wireItems = z.record(z.string(), z.array(z.record(z.string(), z.record(z.string(), z.unknown()))));
const wireKeys = z.record(z.string(), z.object({ Keys: z.array(z.unknown()) }));

/** Items in the order of their keys, null where there is none. */
export async function batchGetItem(table: Table, request: Request): Promise<Answer> {
  const asked = readGets(request.tables);
  const answer = await table.execute('BatchGetItem', {
    RequestItems: Object.fromEntries(
      asked.map(([name, { keys, consistentRead, projection }]) => [
        name,
        {
          Keys: keys,
          ...(consistentRead && { ConsistentRead: true }),
          ...(projection && {
            ProjectionExpression: projection.expression,
            ...(Object.keys(projection.names).length > 0 && { ExpressionAttributeNames: projection.names }),
          }),
        },
      ]),
    ),
  });
  const found = wireItems.parse(answer.Responses ?? {});
  const unprocessed = wireKeys.parse(answer.UnprocessedKeys ?? {});
  return {
    result: {
      data: Object.fromEntries(
        asked.map(([name, { keys }]) => [
          name,
          keys.map((key) => toPlainItem((found[name] ?? []).find((item) => hasKey(item, key)))),
        ]),
      ),
      unprocessedKeys: Object.fromEntries(
        asked.map(([name]) => [name, (unprocessed[name]?.Keys ?? []).map(toPlainItem)]),
      ),
    },
  };
}

function readGets(value: unknown): Tables<{
  keys: AttributeMap[];
  consistentRead: boolean;
  projection: ReturnType<typeof readExpression>;
}> {
  const parsed = z
    .record(
      z.string(),
      z.looseObject({
        keys: z.array(z.unknown()),
        consistentRead: z.boolean().nullish(),
        projection: z.unknown().optional(),
      }),
    )
    .safeParse(value);
  if (!parsed.success) throw badRequest("Value for field '$[tables]' not found.");
  return Object.entries(parsed.data).map(([name, { keys, consistentRead, projection }]) => [
    name,
    {
      keys: keys.map((key) => attributeMap(key, `$[tables][${name}][keys]`)),
      consistentRead: consistentRead === true,
      projection: readExpression(projection, `$[tables][${name}][projection]`),
    },
  ]);
}

const hasKey = (item: AttributeMap, key: AttributeMap) =>
  Object.entries(key).every(([name, value]) => isDeepStrictEqual(item[name], value));

export const batchPutItem = (table: Table, request: Request): Promise<Answer> =>
  batchWrite(table, request.tables, (Item) => ({ PutRequest: { Item } }));

export const batchDeleteItem = (table: Table, request: Request): Promise<Answer> =>
  batchWrite(table, request.tables, (Key) => ({ DeleteRequest: { Key } }));

async function batchWrite(
  table: Table,
  tables: unknown,
  toRequest: (entry: AttributeMap) => Record<string, unknown>,
): Promise<Answer> {
  const parsed = itemsByTable.safeParse(tables);
  if (!parsed.success) throw badRequest("Value for field '$[tables]' not found.");
  const asked: Tables<AttributeMap[]> = Object.entries(parsed.data).map(([name, entries]) => [
    name,
    entries.map((entry) => attributeMap(entry, `$[tables][${name}]`)),
  ]);
  const answer = await table.execute('BatchWriteItem', {
    RequestItems: Object.fromEntries(asked.map(([name, entries]) => [name, entries.map(toRequest)])),
  });
  const left = wireItems.parse(answer.UnprocessedItems ?? {});
  const unprocessed = Object.fromEntries(
    asked.map(([name]) => [
      name,
      (left[name] ?? []).map((entry) => toPlainItem(entry.PutRequest?.Item ?? entry.DeleteRequest?.Key)),
    ]),
  );
  return {
    result: {
      data: Object.fromEntries(asked.map(([name, entries]) => [name, entries.map(toPlainItem)])),
      unprocessedItems: unprocessed,
      unprocessedKeys: unprocessed,
    },
  };
}
