import type { ServiceError } from '../../../kernel/errors.ts';
import { invalid } from '../failures.ts';
import { addUsage, type CapacityMode, describeUsage, noUsage } from '../items/capacity.ts';
import { checkItemKeys, checkKey } from '../items/check-keys.ts';
import { readItem, writeItem } from '../items/item-store.ts';
import { collectionMetric } from '../items/write-one.ts';
import { authorize, defineOperation } from '../operation.ts';
import type { Place, Table } from '../tables/table.ts';
import {
  attributes,
  list,
  required,
  returnConsumedCapacity,
  returnItemCollectionMetrics,
  structure,
} from '../validation/shapes.ts';
import type { Item } from '../values/attribute-value.ts';
import { checkItem } from '../values/check-value.ts';
import { itemSize, LARGEST_ITEM } from '../values/size.ts';

type Write = { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } };
type Input = {
  RequestItems?: Record<string, Write[]>;
  ReturnConsumedCapacity?: CapacityMode;
  ReturnItemCollectionMetrics?: string;
};

const MOST_WRITES = 25;

export const batchWriteItem = defineOperation<Input>({
  members: {
    ReturnConsumedCapacity: returnConsumedCapacity,
    ReturnItemCollectionMetrics: returnItemCollectionMetrics,
    RequestItems: {
      kind: 'map',
      valueMin: 1,
      valueMax: MOST_WRITES,
      of: list(
        structure('WriteRequest', {
          DeleteRequest: structure('DeleteRequest', { Key: required(attributes) }),
          PutRequest: structure('PutRequest', { Item: required(attributes) }),
        }),
      ),
    },
  },
  execute(state, input, call) {
    const requested = Object.entries(input.RequestItems ?? {});
    if (requested.length === 0) throw invalid('The requestItems parameter is required for BatchWriteItem');
    for (const [, writes] of requested) for (const write of writes) checkWrite(write);
    if (requested.reduce((sum, [, writes]) => sum + writes.length, 0) > MOST_WRITES) {
      throw invalid('Too many items requested for the BatchWriteItem call');
    }
    for (const [name] of requested) {
      authorize(state, call, 'BatchWriteItem', state.find(name)?.arn ?? state.tableArn(name));
    }
    const located = requested.map(([name, writes]) => {
      const table = state.table(name);
      return { name, table, writes: locate(table, writes) };
    });
    return state.transaction(() => {
      const capacity: unknown[] = [];
      const metrics: Record<string, unknown[]> = {};
      const unprocessed: Record<string, Write[]> = {};
      let refusal: ServiceError | undefined;
      let isNothingDone = true;
      for (const { name, table, writes } of located) {
        const usage = noUsage();
        for (const { place, item, write } of writes) {
          refusal = state.throttle.refusal({ table, kind: 'Write', operation: call.operation });
          if (refusal) {
            (unprocessed[name] ??= []).push(write);
            continue;
          }
          isNothingDone = false;
          const before = readItem(state, table, place);
          const measuresIndexes = input.ReturnConsumedCapacity !== undefined || state.throttle.measures(table);
          addUsage(usage, writeItem(state, table, place, { before, after: item, measuresIndexes }));
        }
        state.throttle.spend(table, 'Write', usage);
        const described = describeUsage(table, usage, input.ReturnConsumedCapacity);
        if (described) capacity.push(described);
        if (input.ReturnItemCollectionMetrics === 'SIZE') {
          const found = writes.map(({ key }) => collectionMetric(table, key)).filter((metric) => metric !== undefined);
          if (found.length > 0) metrics[table.name] = found;
        }
      }
      if (refusal && isNothingDone) throw refusal;
      return {
        UnprocessedItems: unprocessed,
        ...(Object.keys(metrics).length > 0 && { ItemCollectionMetrics: metrics }),
        ...(capacity.length > 0 && { ConsumedCapacity: capacity }),
      };
    });
  },
});

function checkWrite({ PutRequest, DeleteRequest }: Write): void {
  if ((PutRequest === undefined) === (DeleteRequest === undefined)) {
    throw invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  checkItem(PutRequest?.Item ?? DeleteRequest?.Key ?? {});
  if (PutRequest && itemSize(PutRequest.Item) > LARGEST_ITEM) {
    throw invalid('Item size has exceeded the maximum allowed size');
  }
}

type Located = { place: Place; key: Item; item: Item | undefined; write: Write };

function locate(table: Table, writes: readonly Write[]): Located[] {
  const seen = new Set<string>();
  return writes.map((write) => {
    const { PutRequest, DeleteRequest } = write;
    const source = PutRequest?.Item ?? DeleteRequest?.Key ?? {};
    checkKey(table, PutRequest ? table.keyOf(source) : source);
    if (PutRequest) checkItemKeys(table, source);
    const place = table.place(source);
    const mark = `${Buffer.from(place.pk).toString('hex')}/${Buffer.from(place.sk).toString('hex')}`;
    if (seen.has(mark)) throw invalid('Provided list of item keys contains duplicates');
    seen.add(mark);
    return { place, key: table.keyOf(source), item: PutRequest?.Item, write };
  });
}
