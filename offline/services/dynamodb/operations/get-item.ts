import { type CapacityMode, describeUsage, readUnits } from '../items/capacity.ts';
import { checkKey } from '../items/check-keys.ts';
import { readText } from '../items/item-store.ts';
import { type ReadInput, readShown } from '../items/read-request.ts';
import { authorize, defineOperation } from '../operation.ts';
import {
  attributes,
  attributesToGet,
  boolean,
  names,
  required,
  returnConsumedCapacity,
  string,
  tableName,
} from '../validation/shapes.ts';
import type { Item } from '../values/attribute-value.ts';
import { checkItem } from '../values/check-value.ts';
import { JsonText } from '../values/json-text.ts';

type Input = ReadInput & { TableName: string; Key: Item; ReturnConsumedCapacity?: CapacityMode };

export const getItem = defineOperation<Input>({
  members: {
    ReturnConsumedCapacity: returnConsumedCapacity,
    TableName: tableName,
    Key: required(attributes),
    AttributesToGet: attributesToGet,
    ConsistentRead: boolean,
    ProjectionExpression: string,
    ExpressionAttributeNames: names,
  },
  execute(state, input, call) {
    const shown = readShown(input, () => {
      checkItem(input.Key);
    });
    authorize(state, call, 'GetItem', state.find(input.TableName)?.arn ?? state.tableArn(input.TableName));
    const table = state.table(input.TableName);
    checkKey(table, input.Key);
    shown.check(table);
    state.throttle.admit({ table, kind: 'Read', operation: call.operation });
    const stored = readText(state, table, table.place(input.Key));
    const usage = { table: readUnits(stored?.size ?? 0, input.ConsistentRead), indexes: new Map() };
    state.throttle.spend(table, 'Read', usage);
    const capacity = describeUsage(table, usage, input.ReturnConsumedCapacity);
    const isText = call.asText === true && shown.paths === undefined;
    return {
      ...(stored && { Item: isText ? new JsonText(stored.text) : shown.show(JSON.parse(stored.text) as Item) }),
      ...(capacity && { ConsumedCapacity: capacity }),
    };
  },
});
