import type { FunctionTable, UtilFunction } from '../function-table.ts';
import { toDynamoDBExpression } from '../transform/dynamodb-expression.ts';
import { isList, isRecord, type JsonRecord } from '../values.ts';
import { OPERATIONS } from './operations.ts';
import { typedEntries } from './typed.ts';
import { updateExpression } from './update-expression.ts';

/** A request without the fields that are null or missing. */
function request(fields: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
}

/** A filter object as an expression; empty parts are left out, since DynamoDB refuses them. */
function expressionOf(filter: unknown): JsonRecord | undefined {
  if (filter === undefined || filter === null) return undefined;
  const json = toDynamoDBExpression(filter);
  const parsed: unknown = json === null ? null : JSON.parse(json);
  if (!isRecord(parsed)) throw new Error('Unable to process the filter expression');
  if (parsed.expression === '') return undefined;
  return Object.fromEntries(
    Object.entries(parsed).filter(([, part]) => !isRecord(part) || Object.keys(part).length > 0),
  );
}

/** `['id', 'nested.list[1]']` as a projection expression. */
function projectionOf(paths: unknown): JsonRecord | undefined {
  if (!isList(paths) || paths.length === 0) return undefined;
  const names = new Map<string, string>();
  const placeholder = (name: string): string => {
    const known = names.get(name) ?? `#expName_${names.size + 1}`;
    names.set(name, known);
    return known;
  };
  const expression = paths
    .map((path) => String(path).replace(/[^.[\]]+(?=[.[]|$)/g, (name) => placeholder(name)))
    .join(', ');
  return { expression, expressionNames: Object.fromEntries([...names].map(([name, key]) => [key, name])) };
}

type Payload = JsonRecord;

const get = ({ key, consistentRead, projection }: Payload): JsonRecord =>
  request({ operation: 'GetItem', key: typedEntries(key), consistentRead, projection: projectionOf(projection) });

function put({ key, item, condition, customPartitionKey, populateIndexFields, _version }: Payload): JsonRecord {
  return request({
    operation: 'PutItem',
    key: typedEntries(key),
    attributeValues: typedEntries(item),
    condition: expressionOf(condition),
    customPartitionKey,
    populateIndexFields,
    _version,
  });
}

function update({ key, update: changes, condition, ...rest }: Payload): JsonRecord {
  const { customPartitionKey, populateIndexFields, _version } = rest;
  return request({
    operation: 'UpdateItem',
    key: typedEntries(key),
    update: updateExpression(changes),
    condition: expressionOf(condition),
    customPartitionKey,
    populateIndexFields,
    _version,
  });
}

function remove({ key, condition, customPartitionKey, populateIndexFields, _version }: Payload): JsonRecord {
  return request({
    operation: 'DeleteItem',
    key: typedEntries(key),
    condition: expressionOf(condition),
    customPartitionKey,
    populateIndexFields,
    _version,
  });
}

function reading({
  index,
  limit,
  nextToken,
  consistentRead,
  filter,
  projection,
  select,
  ...rest
}: Payload): JsonRecord {
  const { scanIndexForward, totalSegments, segment } = rest;
  return {
    index,
    limit,
    nextToken,
    consistentRead,
    filter: expressionOf(filter),
    projection: projectionOf(projection),
    select,
    scanIndexForward,
    totalSegments,
    segment,
  };
}

const query = (payload: Payload): JsonRecord =>
  request({ operation: 'Query', query: expressionOf(payload.query), ...reading(payload) });

const scan = (payload: Payload): JsonRecord => request({ operation: 'Scan', ...reading(payload) });

function sync({ basePartitionKey, deltaIndexName, limit, nextToken, lastSync, filter }: Payload): JsonRecord {
  return request({
    operation: 'Sync',
    basePartitionKey,
    deltaIndexName,
    limit,
    nextToken,
    lastSync,
    filter: expressionOf(filter),
  });
}

/** Each table's entry, converted. */
function perTable(tables: unknown, convert: (entry: unknown) => unknown): JsonRecord {
  const entries = isRecord(tables) ? Object.entries(tables) : [];
  return Object.fromEntries(entries.map(([table, entry]) => [table, convert(entry)]));
}

const typedList = (items: unknown): JsonRecord[] => (isList(items) ? items.map(typedEntries) : []);

const batchGet = ({ tables }: Payload): JsonRecord => ({
  operation: 'BatchGetItem',
  tables: perTable(tables, (entry) => {
    const { keys, consistentRead, projection } = isRecord(entry) ? entry : {};
    return request({ keys: typedList(keys), consistentRead, projection: projectionOf(projection) });
  }),
});

const batchPut = ({ tables }: Payload): JsonRecord => ({
  operation: 'BatchPutItem',
  tables: perTable(tables, typedList),
});

const batchDelete = ({ tables }: Payload): JsonRecord => ({
  operation: 'BatchDeleteItem',
  tables: perTable(tables, typedList),
});

const records = (items: unknown): JsonRecord[] => (isList(items) ? items.filter(isRecord) : []);

const transactGet = ({ items }: Payload): JsonRecord => ({
  operation: 'TransactGetItems',
  transactItems: records(items).map(({ table, key, projection }) =>
    request({ table, key: typedEntries(key), projection: projectionOf(projection) }),
  ),
});

const transactWrite = ({ items }: Payload): JsonRecord => ({
  operation: 'TransactWriteItems',
  transactItems: records(items).flatMap(({ putItem, updateItem, deleteItem, conditionCheck }) => {
    if (isRecord(putItem)) return [{ table: putItem.table, ...put(putItem) }];
    if (isRecord(updateItem)) return [{ table: updateItem.table, ...update(updateItem) }];
    if (isRecord(deleteItem)) return [{ table: deleteItem.table, ...remove(deleteItem) }];
    if (!isRecord(conditionCheck)) return [];
    return [{ table: conditionCheck.table, ...remove(conditionCheck), operation: 'ConditionCheck' }];
  }),
});

const fromPayload =
  (build: (payload: Payload) => JsonRecord): UtilFunction =>
  (_run, payload) =>
    build(isRecord(payload) ? payload : {});

const { add, append, decrement, increment, prepend, remove: removal, replace, updateListItem } = OPERATIONS;

/** The module `@aws-appsync/utils/dynamodb`. */
export const DYNAMODB_MODULE: FunctionTable = {
  get: fromPayload(get),
  put: fromPayload(put),
  update: fromPayload(update),
  remove: fromPayload(remove),
  query: fromPayload(query),
  scan: fromPayload(scan),
  sync: fromPayload(sync),
  batchGet: fromPayload(batchGet),
  batchPut: fromPayload(batchPut),
  batchDelete: fromPayload(batchDelete),
  transactGet: fromPayload(transactGet),
  transactWrite: fromPayload(transactWrite),
  toStringSet: (_run, list) => (isList(list) ? { SS: list } : null),
  toNumberSet: (_run, list) => (isList(list) ? { NS: list } : null),
  toBinarySet: (_run, list) => (isList(list) ? { BS: list } : null),
  operations: {
    add: (_run, value) => add(value),
    append: (_run, items) => append(items),
    decrement: (_run, by) => decrement(by ?? undefined),
    increment: (_run, by) => increment(by ?? undefined),
    prepend: (_run, items) => prepend(items),
    remove: () => removal(),
    replace: (_run, value) => replace(value),
    updateListItem: (_run, value, index) => updateListItem(value, index),
  },
};
