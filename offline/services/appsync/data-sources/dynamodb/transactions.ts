import { z } from 'zod';
import { ServiceError } from '../../../../kernel/errors.ts';
import { type Answer, badRequest } from '../data-source.ts';
import { attributeMap, toPlainItem } from './attribute-values.ts';
import { readExpression, wireNames } from './expressions.ts';
import { type Table, toAnswer } from './table.ts';

type Request = Readonly<Record<string, unknown>>;

const entrySchema = z.looseObject({ table: z.string(), operation: z.string().optional() });
type Entry = z.infer<typeof entrySchema>;

function readEntries(request: Request): Entry[] {
  const parsed = z.array(entrySchema).min(1).max(100).safeParse(request.transactItems);
  if (!parsed.success)
    throw badRequest("Value for field '$[transactItems]' not found, or not a list of 1 to 100 items.");
  return parsed.data;
}

export async function transactGetItems(table: Table, request: Request): Promise<Answer> {
  const entries = readEntries(request);
  const TransactItems = entries.map((entry, index) => {
    const projection = readExpression(entry.projection, `$[transactItems][${index}][projection]`);
    return {
      Get: {
        TableName: entry.table,
        Key: attributeMap(entry.key, `$[transactItems][${index}][key]`),
        ...(projection && { ProjectionExpression: projection.expression }),
        ...wireNames([projection]),
      },
    };
  });
  try {
    const { Responses } = await table.execute('TransactGetItems', { TransactItems });
    const found = z.array(z.looseObject({ Item: z.unknown().optional() })).parse(Responses ?? []);
    return { result: { items: entries.map((_, index) => toPlainItem(found[index]?.Item)), cancellationReasons: null } };
  } catch (error) {
    return toAnswer(error, { items: null, cancellationReasons: cancellationReasons(error) });
  }
}

export async function transactWriteItems(table: Table, request: Request): Promise<Answer> {
  const entries = readEntries(request);
  const TransactItems = entries.map(toWire);
  try {
    await table.execute('TransactWriteItems', { TransactItems });
    const keys = entries.map((entry) => toPlainItem(entry.key));
    return { result: { keys, cancellationReasons: null } };
  } catch (error) {
    return toAnswer(error, { keys: null, cancellationReasons: cancellationReasons(error) });
  }
}

function toWire(entry: Entry, index: number): Record<string, unknown> {
  const place = `$[transactItems][${index}]`;
  const key = attributeMap(entry.key, `${place}[key]`);
  const condition = readExpression(entry.condition, `${place}[condition]`);
  const target = {
    TableName: entry.table,
    ...(condition && {
      ConditionExpression: condition.expression,
      ReturnValuesOnConditionCheckFailure: wantsOldItem(entry.condition) ? 'ALL_OLD' : 'NONE',
    }),
  };
  switch (entry.operation) {
    case 'PutItem': {
      const values = attributeMap(entry.attributeValues ?? {}, `${place}[attributeValues]`);
      return { Put: { ...target, Item: { ...values, ...key }, ...wireNames([condition]) } };
    }
    case 'UpdateItem': {
      const update = readExpression(entry.update, `${place}[update]`);
      if (!update) throw badRequest(`Value for field '${place}[update]' not found.`);
      return {
        Update: { ...target, Key: key, UpdateExpression: update.expression, ...wireNames([update, condition]) },
      };
    }
    case 'DeleteItem':
      return { Delete: { ...target, Key: key, ...wireNames([condition]) } };
    case 'ConditionCheck':
      if (!condition) throw badRequest(`Value for field '${place}[condition]' not found.`);
      return { ConditionCheck: { ...target, Key: key, ...wireNames([condition]) } };
    case undefined:
    default:
      throw badRequest(`Unsupported operation '${entry.operation ?? ''}' in '${place}'.`);
  }
}

/** True unless the request says otherwise. */
const wantsOldItem = (condition: unknown) =>
  !(
    typeof condition === 'object' &&
    condition !== null &&
    'returnValuesOnConditionCheckFailure' in condition &&
    condition.returnValuesOnConditionCheckFailure === false
  );

function cancellationReasons(error: unknown): unknown {
  const reasons = error instanceof ServiceError ? error.details.CancellationReasons : undefined;
  if (!Array.isArray(reasons)) return null;
  return reasons.map((reason: unknown) => {
    const { Code, Message, Item } = z
      .looseObject({ Code: z.string().nullish(), Message: z.string().nullish(), Item: z.unknown().optional() })
      .parse(reason);
    return { type: Code ?? 'None', message: Message ?? null, item: toPlainItem(Item) };
  });
}
