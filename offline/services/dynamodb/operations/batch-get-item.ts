import type { ServiceError } from '../../../kernel/errors.ts';
import { invalid } from '../failures.ts';
import { addUsage, type CapacityMode, describeUsage, noUsage, readUnits, type Usage } from '../items/capacity.ts';
import { checkKey } from '../items/check-keys.ts';
import { readItem } from '../items/item-store.ts';
import { type ReadInput, readShown, type Shown } from '../items/read-request.ts';
import { authorize, defineOperation } from '../operation.ts';
import type { Table } from '../tables/table.ts';
import {
  attributes,
  attributesToGet,
  boolean,
  list,
  names,
  returnConsumedCapacity,
  string,
  structure,
} from '../validation/shapes.ts';
import type { Item } from '../values/attribute-value.ts';
import { checkItem } from '../values/check-value.ts';

type TableKeys = ReadInput & { Keys: Item[] };
type Input = { RequestItems?: Record<string, TableKeys>; ReturnConsumedCapacity?: CapacityMode };

const MOST_KEYS = 100;
const RESPONSE_BYTES = 16 * 1024 * 1024;

export const batchGetItem = defineOperation<Input>({
  members: {
    ReturnConsumedCapacity: returnConsumedCapacity,
    RequestItems: {
      kind: 'map',
      of: structure('KeysAndAttributes', {
        Keys: list(attributes, { min: 1, required: true }),
        AttributesToGet: attributesToGet,
        ConsistentRead: boolean,
        ProjectionExpression: string,
        ExpressionAttributeNames: names,
      }),
    },
  },
  execute(state, input, call) {
    const requested = Object.entries(input.RequestItems ?? {});
    if (requested.length === 0) throw invalid('The requestItems parameter is required for BatchGetItem');
    checkCounts(requested);
    const shown = new Map(requested.map(([name, keys]) => [name, readKeys(keys)]));
    for (const [name] of requested)
      authorize(state, call, 'BatchGetItem', state.find(name)?.arn ?? state.tableArn(name));
    const tables = requested.map(([name, keys]) => ({ name, keys, table: state.table(name) }));
    for (const { name, keys, table } of tables) checkAgainst(table, keys, shown.get(name));

    const responses: Record<string, Item[]> = {};
    const unprocessed: Record<string, TableKeys> = {};
    const capacity: unknown[] = [];
    let bytes = 0;
    let refusal: ServiceError | undefined;
    let isNothingDone = true;
    for (const { name, keys, table } of tables) {
      const items: Item[] = [];
      const usage: Usage = noUsage();
      const left: Item[] = [];
      for (const key of keys.Keys) {
        refusal = state.throttle.refusal({ table, kind: 'Read', operation: call.operation });
        if (refusal) {
          left.push(key);
          continue;
        }
        const stored = bytes < RESPONSE_BYTES ? readItem(state, table, table.place(key)) : undefined;
        if (bytes >= RESPONSE_BYTES || bytes + (stored?.size ?? 0) > RESPONSE_BYTES) {
          left.push(key);
          continue;
        }
        isNothingDone = false;
        bytes += stored?.size ?? 0;
        addUsage(usage, { table: readUnits(stored?.size ?? 0, keys.ConsistentRead), indexes: new Map() });
        if (stored) items.push(shown.get(name)?.show(stored.item) ?? stored.item);
      }
      responses[name] = items;
      if (left.length > 0) unprocessed[name] = { ...keys, Keys: left };
      state.throttle.spend(table, 'Read', usage);
      const described = describeUsage(table, usage, input.ReturnConsumedCapacity);
      if (described) capacity.push(described);
    }
    if (refusal && isNothingDone) throw refusal;
    return {
      Responses: responses,
      UnprocessedKeys: unprocessed,
      ...(capacity.length > 0 && { ConsumedCapacity: capacity }),
    };
  },
});

function checkCounts(requested: readonly (readonly [string, TableKeys])[]): void {
  let total = 0;
  for (const [name, { Keys }] of requested) {
    if (Keys.length > MOST_KEYS) {
      throw invalid(
        `1 validation error detected: Value at 'RequestItems.${name}.member.Keys' failed to satisfy constraint: Member must have length less than or equal to ${MOST_KEYS}`,
      );
    }
    total += Keys.length;
  }
  if (total > MOST_KEYS) throw invalid('Too many items requested for the BatchGetItem call');
}

function readKeys(keys: TableKeys): Shown {
  const shown = readShown(keys, () => undefined);
  const seen = new Set<string>();
  for (const key of keys.Keys) {
    checkItem(key);
    const text = JSON.stringify(Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1)));
    if (seen.has(text)) throw invalid('Provided list of item keys contains duplicates');
    seen.add(text);
  }
  return shown;
}

function checkAgainst(table: Table, keys: TableKeys, shown: Shown | undefined): void {
  for (const key of keys.Keys) checkKey(table, key);
  shown?.check(table);
}
