import type { KeyRange } from '../expressions/key-condition.ts';
import type { DynamoState } from '../state.ts';
import { type Index, type Place, placeInIndex, type Table } from '../tables/table.ts';
import type { Item } from '../values/attribute-value.ts';

/** A row of a query or scan: the item's text and size. Where it stands follows from the item. */
type Row = { readonly text: string; readonly size: number };

/** Where a page ended: the place of the item, and in an index the place of its entry. */
export type Position = { readonly item: Place; readonly entry?: Place };

export type RowsRequest = {
  readonly table: Table;
  readonly index: Index | undefined;
  /** The partition of a query. */
  readonly partition?: Uint8Array;
  readonly range?: KeyRange;
  readonly isBackward?: boolean;
  /** Partition keys of a scan's segment: from, inclusive, and to, exclusive. */
  readonly from?: Uint8Array;
  readonly to?: Uint8Array;
};

/** Reads rows after a position, in the order of the keys. */
export function readRows(state: DynamoState, request: RowsRequest, after: Position | undefined, limit: number): Row[] {
  const { sql, values } = selection(request, after, limit);
  return state.store.all(sql, ...values) as Row[];
}

/** Between texts: no text of an item holds a bare line break, and JSON allows one between its elements. */
const SEPARATOR = ',\n';

/**
 * The rows' items as one text, the elements of a JSON array (none where there is no row): SQLite joins them in a third of
 * the time that it takes to hand over a row each. A subquery with a LIMIT keeps its order.
 */
export function readTexts(
  state: DynamoState,
  request: RowsRequest,
  after: Position | undefined,
  limit: number,
): { texts: string[]; last: string | undefined; count: number; bytes: number } {
  const { sql, values } = selection(request, after, limit);
  const row = state.store.get(
    `SELECT group_concat(text, '${SEPARATOR}') AS texts, count(*) AS count, sum(size) AS bytes FROM (${sql})`,
    ...values,
  );
  const { texts } = row ?? {};
  if (typeof texts !== 'string') return { texts: [], last: undefined, count: 0, bytes: 0 };
  const end = texts.lastIndexOf(SEPARATOR);
  return {
    texts: [texts],
    last: end === -1 ? texts : texts.slice(end + SEPARATOR.length),
    count: Number(row?.count),
    bytes: Number(row?.bytes),
  };
}

function selection(
  request: RowsRequest,
  after: Position | undefined,
  limit: number,
): { sql: string; values: (Uint8Array | number)[] } {
  const { table, index } = request;
  const [hash, range] = index ? ['x.hash', 'x.range'] : ['i.pk', 'i.sk'];
  const columns = index ? [hash, range, 'x.pk', 'x.sk'] : [hash, range];
  const where: string[] = [];
  const values: (Uint8Array | number)[] = [];
  const add = (condition: string, ...bound: Uint8Array[]) => {
    where.push(condition);
    values.push(...bound);
  };
  if (request.partition) add(`${hash} = ?`, request.partition);
  // A position lies beyond the bound where the reading began: with that bound beside it SQLite might seek there again.
  const [isForwardOn, isBackwardOn] = [after && !request.isBackward, after && request.isBackward];
  if (request.range?.low && !isForwardOn)
    add(`${range} ${request.range.low.inclusive ? '>=' : '>'} ?`, request.range.low.key);
  if (request.range?.high && !isBackwardOn)
    add(`${range} ${request.range.high.inclusive ? '<=' : '<'} ?`, request.range.high.key);
  if (request.from && !after) add(`${hash} >= ?`, request.from);
  if (request.to) add(`${hash} < ?`, request.to);
  if (after) {
    const keys = after.entry
      ? [after.entry.pk, after.entry.sk, after.item.pk, after.item.sk]
      : [after.item.pk, after.item.sk];
    // Within a partition its key is left out of the comparison, so that SQLite seeks instead of filtering.
    const skipped = request.partition ? 1 : 0;
    const compared = columns.slice(skipped);
    const marks = compared.map(() => '?').join(', ');
    add(`(${compared.join(', ')}) ${request.isBackward ? '<' : '>'} (${marks})`, ...keys.slice(skipped));
  }
  const source = index
    ? `${index.relation} x CROSS JOIN ${table.relation} i ON i.pk = x.pk AND i.sk = x.sk`
    : `${table.relation} i`;
  const order = columns.map((column) => (request.isBackward ? `${column} DESC` : column)).join(', ');
  const sql = `SELECT i.item AS text, i.size AS size FROM ${source}${
    where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''
  } ORDER BY ${order} LIMIT ?`;
  return { sql, values: [...values, limit] };
}

/** Where an item that was read stands. */
export function positionOf({ table, index }: RowsRequest, item: Item): Position {
  const entry = index && placeInIndex(index, item);
  return { item: table.place(item), ...(entry && { entry }) };
}
