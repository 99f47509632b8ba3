import type { DynamoDbPort } from '../../../../kernel/ports.ts';
import type { Principal } from '../../../../kernel/principal.ts';
import { type Answer, badRequest, type DataSource, requestObject } from '../data-source.ts';
import { batchDeleteItem, batchGetItem, batchPutItem } from './batches.ts';
import { deleteItem, getItem, putItem, updateItem } from './items.ts';
import { query, scan } from './lists.ts';
import type { PageTokens } from './pagination.ts';
import { type Table, toAnswer } from './table.ts';
import { transactGetItems, transactWriteItems } from './transactions.ts';

type Operation = (table: Table, request: Readonly<Record<string, unknown>>) => Promise<Answer>;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  GetItem: getItem,
  PutItem: putItem,
  UpdateItem: updateItem,
  DeleteItem: deleteItem,
  Query: query,
  Scan: scan,
  BatchGetItem: batchGetItem,
  BatchPutItem: batchPutItem,
  BatchDeleteItem: batchDeleteItem,
  TransactGetItems: transactGetItems,
  TransactWriteItems: transactWriteItems,
};

/** A data source of type AMAZON_DYNAMODB. `Sync` belongs to versioned data sources, which are refused at start. */
export function dynamoDbDataSource(input: {
  name: string;
  tableName: string;
  principal: Principal;
  tokens: PageTokens;
  dynamodb: () => DynamoDbPort;
}): DataSource {
  const { name, tableName, principal, tokens, dynamodb } = input;
  const table: Table = {
    tableName,
    tokens,
    execute: (operation, wireInput) => dynamodb().execute(operation, wireInput, principal),
  };
  return {
    name,
    async invoke(raw) {
      const request = requestObject(raw);
      const operation = Object.hasOwn(OPERATIONS, String(request.operation))
        ? OPERATIONS[String(request.operation)]
        : undefined;
      if (!operation) throw badRequest(`Unsupported operation '${String(request.operation)}'.`);
      try {
        return await operation(table, request);
      } catch (error) {
        return toAnswer(error);
      }
    },
  };
}
