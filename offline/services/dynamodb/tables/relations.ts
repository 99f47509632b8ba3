import type { Store } from '../../../kernel/store.ts';
import type { Item } from '../values/attribute-value.ts';
import { type Index, placeInIndex, type Table } from './table.ts';
import { expiryOf } from './time-to-live.ts';

/** Makes the SQLite relations of a new table: its items, ordered by key, and the keys of each index. */
export function createRelations(store: Store, table: Table): void {
  store.exec(
    `CREATE TABLE ${table.relation} (pk BLOB NOT NULL, sk BLOB NOT NULL, item TEXT NOT NULL, size INTEGER NOT NULL,
       expires INTEGER, PRIMARY KEY (pk, sk)) WITHOUT ROWID;
     CREATE INDEX ${table.relation}_expiry ON ${table.relation} (expires) WHERE expires IS NOT NULL;`,
  );
  for (const index of table.indexes) createIndexRelation(store, table, index);
}

export function dropRelations(store: Store, table: Table): void {
  store.exec(`DROP TABLE ${table.relation}`);
  for (const index of table.indexes) dropIndexRelation(store, index);
}

/** Makes an index and fills it from the items that have its keys. */
export function createIndexRelation(store: Store, table: Table, index: Index): void {
  store.exec(
    `CREATE TABLE ${index.relation} (hash BLOB NOT NULL, range BLOB NOT NULL, pk BLOB NOT NULL, sk BLOB NOT NULL,
       PRIMARY KEY (hash, range, pk, sk)) WITHOUT ROWID`,
  );
  for (const row of store.iterate(`SELECT pk, sk, item FROM ${table.relation}`)) {
    const place = placeInIndex(index, JSON.parse(String(row.item)) as Item);
    if (!place) continue;
    store.run(
      `INSERT INTO ${index.relation} VALUES (?, ?, ?, ?)`,
      place.pk,
      place.sk,
      row.pk as Uint8Array,
      row.sk as Uint8Array,
    );
  }
}

export function dropIndexRelation(store: Store, index: Index): void {
  store.exec(`DROP TABLE ${index.relation}`);
}

/** Brings the expiry column in line with the table's time-to-live attribute. */
export function refreshExpiry(store: Store, table: Table): void {
  store.run(`UPDATE ${table.relation} SET expires = NULL WHERE expires IS NOT NULL`);
  const attribute = table.timeToLive;
  if (attribute === undefined) return;
  const found: { pk: Uint8Array; sk: Uint8Array; expires: number }[] = [];
  for (const row of store.iterate(`SELECT pk, sk, item FROM ${table.relation}`)) {
    const expires = expiryOf(JSON.parse(String(row.item)) as Item, attribute);
    if (expires !== null) found.push({ pk: row.pk as Uint8Array, sk: row.sk as Uint8Array, expires });
  }
  for (const { pk, sk, expires } of found) {
    store.run(`UPDATE ${table.relation} SET expires = ? WHERE pk = ? AND sk = ?`, expires, pk, sk);
  }
}
