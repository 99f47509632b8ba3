import { compileProjection } from '../expressions/project.ts';
import { authorize, type Call } from '../operation.ts';
import type { DynamoState } from '../state.ts';
import type { Table } from '../tables/table.ts';
import { attributeOf, type Item } from '../values/attribute-value.ts';
import { describeUsage } from './capacity.ts';
import { readItem, writeItem } from './item-store.ts';
import { assertCondition, type WriteRequest } from './prepared-write.ts';

/** Executes PutItem, UpdateItem or DeleteItem in one transaction and builds its response. */
export function writeOne(
  state: DynamoState,
  action: string,
  request: WriteRequest,
  call: Call,
): Record<string, unknown> {
  const { input } = request;
  authorize(state, call, action, state.find(input.TableName)?.arn ?? state.tableArn(input.TableName));
  const table = state.table(input.TableName);
  const place = request.locate(table);
  state.throttle.admit({ table, kind: 'Write', operation: call.operation });
  return state.transaction(() => {
    const before = readItem(state, table, place);
    assertCondition(request, before?.item);
    const after = request.produce(table, before?.item);
    const usage = writeItem(state, table, place, {
      before,
      after,
      measuresIndexes: input.ReturnConsumedCapacity !== undefined || state.throttle.measures(table),
    });
    state.throttle.spend(table, 'Write', usage);
    const capacity = describeUsage(table, usage, input.ReturnConsumedCapacity);
    const attributes = returned(request, before?.item, after);
    return {
      ...(attributes && Object.keys(attributes).length > 0 && { Attributes: attributes }),
      ...(capacity && { ConsumedCapacity: capacity }),
      ...collectionMetrics(table, input.ReturnItemCollectionMetrics, after ?? input.Key ?? {}),
    };
  });
}

function returned(request: WriteRequest, before: Item | undefined, after: Item | undefined): Item | undefined {
  switch (request.input.ReturnValues) {
    case 'ALL_OLD':
      return before;
    case 'ALL_NEW':
      return after;
    case 'UPDATED_OLD':
      return before && compileProjection(request.touched)(before);
    case 'UPDATED_NEW':
      return after && compileProjection(request.touched)(after);
    case 'NONE':
    case undefined:
      return undefined;
  }
}

/** ItemCollectionMetrics exist for tables with local indexes only; sizes here stay within the first gigabyte. */
function collectionMetrics(table: Table, mode: string | undefined, item: Item): Record<string, unknown> {
  const metrics = mode === 'SIZE' ? collectionMetric(table, item) : undefined;
  return metrics ? { ItemCollectionMetrics: metrics } : {};
}

export function collectionMetric(table: Table, item: Item): Record<string, unknown> | undefined {
  if (table.indexes.every(({ isGlobal }) => isGlobal)) return undefined;
  const hash = table.keys.hash.name;
  return { ItemCollectionKey: { [hash]: attributeOf(item, hash) }, SizeEstimateRangeGB: [0, 1] };
}
