import type { Condition } from '../expressions/condition.ts';
import { holds } from '../expressions/evaluate.ts';
import type { DynamoState } from '../state.ts';
import type { Item } from '../values/attribute-value.ts';
import { attributeOf } from '../values/attribute-value.ts';
import { JsonText } from '../values/json-text.ts';
import { itemSize } from '../values/size.ts';
import { type CapacityMode, describeUsage, readUnits } from './capacity.ts';
import { heldBy } from './item-store.ts';
import { type Position, positionOf, type RowsRequest, readRows, readTexts } from './rows.ts';

/** What a page of a query or scan may weigh before it ends. */
const PAGE_BYTES = 1024 * 1024;
const FIRST_CHUNK = 100;

type PageRequest = RowsRequest & {
  readonly after: Position | undefined;
  readonly limit: number | undefined;
  readonly filter: Condition | undefined;
  /** Whether whole items are shown though the index holds parts only: local indexes fetch the rest. */
  readonly fetchesItems: boolean;
  readonly countsOnly: boolean;
  readonly show: (item: Item) => Item;
  /** Whether `show` shows all that is there. */
  readonly showsWhole: boolean;
  /** Whether items may be answered as the text they are stored as. */
  readonly asText: boolean;
  readonly isConsistent: boolean | undefined;
  readonly capacityMode: CapacityMode;
  /** The operation that asks. */
  readonly operation: string | undefined;
};

/** Reads one page: at most `limit` items, or until they weigh a megabyte; then filters and projects them. */
export function readPage(state: DynamoState, request: PageRequest): Record<string, unknown> {
  const { table, index, filter } = request;
  state.throttle.admit({ table, kind: 'Read', operation: request.operation, ...(index && { index }) });
  // A global index shows what it holds; a local one or the table whole items.
  const isWhole = !index?.projected || request.fetchesItems;
  const isExamined = filter !== undefined || index?.projected !== undefined;
  // Whole items go out as their texts, or are read all at once in the end where nobody looks into one before.
  const asText = request.showsWhole && isWhole && (request.asText || !isExamined);
  const isRead = isExamined || !asText;
  const items: Item[] = [];
  const texts: string[] = [];
  let count = 0;
  let scanned = 0;
  let bytes = 0;
  let fetchedUnits = 0;
  let position = request.after;
  let last: string | undefined;
  let isCut = false;
  let chunk = Math.min(FIRST_CHUNK, request.limit ?? FIRST_CHUNK);
  let isAtEnd = false;
  const first = isRead ? undefined : readTexts(state, request, position, chunk);
  if (first && first.bytes < PAGE_BYTES) {
    ({ last, bytes } = first);
    count = scanned = first.count;
    texts.push(...first.texts);
    isCut = scanned === request.limit;
    isAtEnd = isCut || scanned < chunk || last === undefined;
    if (!isAtEnd && last !== undefined) {
      position = positionOf(request, JSON.parse(last) as Item);
      chunk = nextChunk(request.limit, scanned, bytes);
    }
  }
  reading: while (!isAtEnd) {
    const rows = readRows(state, request, position, chunk);
    for (const { text, size } of rows) {
      const whole = isRead ? (JSON.parse(text) as Item) : undefined;
      const held = whole && index?.projected ? heldBy(index, whole) : whole;
      const visible = isWhole ? whole : held;
      scanned += 1;
      bytes += held === whole || !held ? size : itemSize(held);
      if (request.fetchesItems && held !== whole) fetchedUnits += readUnits(size, request.isConsistent);
      last = text;
      if (!filter || holds(filter, visible)) {
        count += 1;
        if (!request.countsOnly) {
          if (asText) texts.push(text);
          else if (visible) items.push(request.show(visible));
        }
      }
      if (scanned === request.limit || bytes >= PAGE_BYTES) {
        isCut = true;
        break reading;
      }
    }
    if (rows.length < chunk || last === undefined) break;
    position = positionOf(request, JSON.parse(last) as Item);
    chunk = nextChunk(request.limit, scanned, bytes);
  }
  const usage = { table: fetchedUnits, indexes: new Map() };
  const units = readUnits(bytes, request.isConsistent);
  if (index) usage.indexes.set(index, units);
  else usage.table = units;
  state.throttle.spend(table, 'Read', usage);
  const capacity = describeUsage(table, usage, request.capacityMode);
  const list = asText ? new JsonText(`[${texts.join(',')}]`) : undefined;
  return {
    ...(!request.countsOnly && {
      Items: list && !request.asText ? (JSON.parse(list.text) as Item[]) : (list ?? items),
    }),
    Count: count,
    ScannedCount: scanned,
    ...(isCut && last !== undefined && { LastEvaluatedKey: startKey(request, JSON.parse(last) as Item) }),
    ...(capacity && { ConsumedCapacity: capacity }),
  };
}

/** About as many rows as the page still takes. */
function nextChunk(limit: number | undefined, scanned: number, bytes: number): number {
  const fitting = Math.ceil(((PAGE_BYTES - bytes) * scanned) / Math.max(1, bytes)) + 1;
  return Math.max(1, Math.min(fitting, 2000, (limit ?? Number.POSITIVE_INFINITY) - scanned));
}

function startKey({ table, index }: PageRequest, item: Item): Item {
  const key = table.keyOf(item);
  for (const { name } of index?.keyAttributes ?? []) {
    const value = attributeOf(item, name);
    if (value) key[name] = value;
  }
  return key;
}
