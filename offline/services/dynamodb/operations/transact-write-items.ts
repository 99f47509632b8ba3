import { invalid } from '../failures.ts';
import type { CapacityMode } from '../items/capacity.ts';
import {
  readCheck,
  readDelete,
  readPut,
  readUpdate,
  type WriteInput,
  type WriteRequest,
} from '../items/prepared-write.ts';
import { transactWrites, withToken } from '../items/transaction.ts';
import { defineOperation } from '../operation.ts';
import type { Members } from '../validation/shape.ts';
import {
  attributes,
  expressionMembers,
  list,
  required,
  returnConsumedCapacity,
  returnItemCollectionMetrics,
  returnValuesOnConditionCheckFailure,
  string,
  structure,
  tableName,
} from '../validation/shapes.ts';

type Write = { Put?: WriteInput; Update?: WriteInput; Delete?: WriteInput; ConditionCheck?: WriteInput };
type Input = {
  TransactItems: Write[];
  ClientRequestToken?: string;
  ReturnConsumedCapacity?: CapacityMode;
  ReturnItemCollectionMetrics?: string;
};

const common: Members = {
  TableName: tableName,
  ConditionExpression: string,
  ReturnValuesOnConditionCheckFailure: returnValuesOnConditionCheckFailure,
  ...expressionMembers,
};

export const transactWriteItems = defineOperation<Input>({
  members: {
    ReturnConsumedCapacity: returnConsumedCapacity,
    ReturnItemCollectionMetrics: returnItemCollectionMetrics,
    ClientRequestToken: { kind: 'string', min: 1, max: 36 },
    TransactItems: list(
      structure('TransactWriteItem', {
        ConditionCheck: structure('ConditionCheck', {
          ...common,
          Key: required(attributes),
          ConditionExpression: required(string),
        }),
        Put: structure('Put', { ...common, Item: required(attributes) }),
        Delete: structure('Delete', { ...common, Key: required(attributes) }),
        Update: structure('Update', {
          ...common,
          Key: required(attributes),
          UpdateExpression: required(string),
        }),
      }),
      { min: 1, max: 100, required: true },
    ),
  },
  execute: (state, input, call) =>
    withToken(state, input.ClientRequestToken, input.TransactItems, () =>
      transactWrites(state, input.TransactItems.map(readWrite), call, {
        capacityMode: input.ReturnConsumedCapacity,
        metricsMode: input.ReturnItemCollectionMetrics,
      }),
    ),
});

function readWrite(write: Write): { request: WriteRequest; action: string } {
  if (Object.keys(write).length !== 1) {
    throw invalid('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  if (write.Put) return { request: readPut(write.Put), action: 'PutItem' };
  if (write.Update) return { request: readUpdate(write.Update), action: 'UpdateItem' };
  if (write.Delete) return { request: readDelete(write.Delete), action: 'DeleteItem' };
  return { request: readCheck(write.ConditionCheck ?? { TableName: '' }), action: 'ConditionCheckItem' };
}
