import { pick } from '../expressions/project.ts';
import type { DynamoState } from '../state.ts';
import type { RecordUser } from '../streams/stream-log.ts';
import { type Index, type Place, placeInIndex, type Table } from '../tables/table.ts';
import { expiryOf } from '../tables/time-to-live.ts';
import type { Item } from '../values/attribute-value.ts';
import { equalItems } from '../values/compare.ts';
import { itemSize } from '../values/size.ts';
import { type Usage, writeUnits } from './capacity.ts';

/** An item as stored. */
export type Stored = { readonly item: Item; readonly text: string; readonly size: number };

/** Reads an item by its place. */
export function readItem(state: DynamoState, table: Table, place: Place): Stored | undefined {
  const found = readText(state, table, place);
  return found && stored(found.text, found.size);
}

/** An item as its text, for whoever sends it on. */
export function readText(
  state: DynamoState,
  table: Table,
  place: Place,
): { readonly text: string; readonly size: number } | undefined {
  const row = state.store.get(`SELECT item, size FROM ${table.relation} WHERE pk = ? AND sk = ?`, place.pk, place.sk);
  return row && { text: String(row.item), size: Number(row.size) };
}

/** Parsed when first looked into: an overwritten item seldom is. */
export function stored(text: string, size: number): Stored {
  let item: Item | undefined;
  return {
    text,
    size,
    get item() {
      return (item ??= JSON.parse(text) as Item);
    },
  };
}

/**
 * Writes (or with `after` undefined deletes) an item whose place was read as `before`, with its index entries and its
 * stream record, in the caller's transaction. Answers the write units.
 */
export function writeItem(
  state: DynamoState,
  table: Table,
  place: Place,
  change: { before: Stored | undefined; after: Item | undefined; user?: RecordUser; measuresIndexes?: boolean },
): Usage {
  const { before, after } = change;
  const usage: Usage = { table: 0, indexes: new Map() };
  let size = 0;
  let text = '';
  if (after) {
    text = JSON.stringify(after);
    size = itemSize(after);
    state.store.run(
      `INSERT INTO ${table.relation} VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (pk, sk) DO UPDATE SET item = excluded.item, size = excluded.size, expires = excluded.expires`,
      place.pk,
      place.sk,
      text,
      size,
      table.timeToLive === undefined ? null : expiryOf(after, table.timeToLive),
    );
  } else if (before) {
    state.store.run(`DELETE FROM ${table.relation} WHERE pk = ? AND sk = ?`, place.pk, place.sk);
  }
  usage.table = writeUnits(Math.max(size, before?.size ?? 0));
  if (table.count) {
    table.count.items += (after ? 1 : 0) - (before ? 1 : 0);
    table.count.bytes += size - (before?.size ?? 0);
  }
  for (const index of table.indexes) {
    writeIndex(state, index, place, before?.item, after);
    const units = change.measuresIndexes ? indexUnits(index, before?.item, after) : 0;
    if (units > 0) usage.indexes.set(index, units);
  }
  if (!table.definition.stream?.enabled) return usage;
  const isChange = before ? !after || (text !== before.text && !equalItems(before.item, after)) : after !== undefined;
  const source = after ?? before?.item;
  if (isChange && source) {
    const wake = state.streams.append(table, {
      keys: JSON.stringify(table.keyOf(source)),
      ...(before && { before }),
      ...(after && { after: { text, size } }),
      ...(change.user && { user: change.user }),
    });
    if (wake) state.afterCommit(wake);
  }
  return usage;
}

/** Brings one index in line with a changed item; an entry that stays where it is costs nothing. */
function writeIndex(
  state: DynamoState,
  index: Index,
  place: Place,
  before: Item | undefined,
  after: Item | undefined,
): void {
  const old = before && placeInIndex(index, before);
  const now = after && placeInIndex(index, after);
  if (old && now && equalBytes(old.pk, now.pk) && equalBytes(old.sk, now.sk)) return;
  if (old) {
    state.store.run(
      `DELETE FROM ${index.relation} WHERE hash = ? AND range = ? AND pk = ? AND sk = ?`,
      old.pk,
      old.sk,
      place.pk,
      place.sk,
    );
  }
  if (now) {
    state.store.run(`INSERT OR REPLACE INTO ${index.relation} VALUES (?, ?, ?, ?)`, now.pk, now.sk, place.pk, place.sk);
  }
}

/** Write units of an index for a change: none where what it holds stays the same, two writes where its key moves. */
function indexUnits(index: Index, before: Item | undefined, after: Item | undefined): number {
  const old = before && placeInIndex(index, before);
  const now = after && placeInIndex(index, after);
  const held = before && old && heldBy(index, before);
  const holds = after && now && heldBy(index, after);
  if (held && holds && equalBytes(old.pk, now.pk) && equalBytes(old.sk, now.sk)) {
    return equalItems(held, holds) ? 0 : writeUnits(Math.max(itemSize(held), itemSize(holds)));
  }
  return (held ? writeUnits(itemSize(held)) : 0) + (holds ? writeUnits(itemSize(holds)) : 0);
}

/** The part of an item that an index holds. */
export const heldBy = (index: Index, item: Item): Item => (index.projected ? pick(item, [...index.projected]) : item);

function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}
