import { invalid } from '../failures.ts';
import type { Reason } from '../items/cancellation-reason.ts';
import { addUsage, type CapacityMode, describeUsage, noUsage, readUnits, type Usage } from '../items/capacity.ts';
import { checkKey } from '../items/check-keys.ts';
import { readItem } from '../items/item-store.ts';
import { type ReadInput, readShown } from '../items/read-request.ts';
import { assertDistinct, attempt, cancelled } from '../items/transaction.ts';
import { authorize, defineOperation } from '../operation.ts';
import type { Table } from '../tables/table.ts';
import {
  attributes,
  list,
  names,
  required,
  returnConsumedCapacity,
  string,
  structure,
  tableName,
} from '../validation/shapes.ts';
import type { Item } from '../values/attribute-value.ts';
import { checkItem } from '../values/check-value.ts';

type Get = ReadInput & { TableName: string; Key: Item };
type Input = { TransactItems: { Get: Get }[]; ReturnConsumedCapacity?: CapacityMode };

const MOST_BYTES = 4 * 1024 * 1024;

export const transactGetItems = defineOperation<Input>({
  members: {
    ReturnConsumedCapacity: returnConsumedCapacity,
    TransactItems: list(
      structure('TransactGetItem', {
        Get: structure(
          'Get',
          {
            Key: required(attributes),
            TableName: tableName,
            ProjectionExpression: string,
            ExpressionAttributeNames: names,
          },
          true,
        ),
      }),
      { min: 1, max: 100, required: true },
    ),
  },
  execute(state, input, call) {
    const gets = input.TransactItems.map(({ Get }) => {
      const shown = readShown(Get, () => {
        checkItem(Get.Key);
      });
      return { get: Get, shown };
    });
    for (const { get } of gets) {
      authorize(state, call, 'GetItem', state.find(get.TableName)?.arn ?? state.tableArn(get.TableName));
    }
    const tables = gets.map(({ get }) => state.table(get.TableName));
    const reasons: Reason[] = [];
    const located = gets.map(({ get, shown }, position) => {
      const table = tables[position] ?? state.table(get.TableName);
      const place = attempt(reasons, position, () => {
        checkKey(table, get.Key);
        shown.check(table);
        state.throttle.admit({ table, kind: 'Read', operation: call.operation });
        return table.place(get.Key);
      });
      return { table, place, shown };
    });
    if (reasons.length > 0) throw cancelled(reasons, gets.length);
    assertDistinct(located);
    const usages = new Map<Table, Usage>();
    let bytes = 0;
    const responses = located.map(({ table, place, shown }) => {
      const stored = place && readItem(state, table, place);
      bytes += stored?.size ?? 0;
      const usage = usages.get(table) ?? noUsage();
      addUsage(usage, { table: 2 * readUnits(stored?.size ?? 0, true), indexes: new Map() });
      usages.set(table, usage);
      return stored ? { Item: shown.show(stored.item) } : {};
    });
    if (bytes > MOST_BYTES) {
      throw invalid('Collection size of items in transaction exceeded the maximum allowed size (4 MB)');
    }
    for (const [table, usage] of usages) state.throttle.spend(table, 'Read', usage);
    const capacity = [...usages]
      .map(([table, usage]) => describeUsage(table, usage, input.ReturnConsumedCapacity, 'Read'))
      .filter((described) => described !== undefined);
    return { Responses: responses, ...(capacity.length > 0 && { ConsumedCapacity: capacity }) };
  },
});
