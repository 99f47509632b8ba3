/** `src/platform/store.js` */
export const storeSource = String.raw`import { RequestError } from './errors.js';

/** @typedef {import('./types.js').StoredRecord} StoredRecord */

/**
 * Records of one entity in memory, in the order in which they came. A write names the version that it was made from, so no
 * writer undoes what another wrote. What goes in and out is copied.
 * @param {string} name
 */
export function createCollection(name) {
  /** @type {Map<string, StoredRecord>} */
  const records = new Map();

  /**
   * @param {string} id
   * @param {number} version
   */
  function expect(id, version) {
    const stored = records.get(id);
    if (!stored) throw new RequestError(404, 'not-found', 'There is no ' + name + ' with the id ' + id + '.');
    if (stored.version !== version) {
      throw new RequestError(
        412,
        'version-conflict',
        'The ' + name + ' has version ' + stored.version + ', not ' + version + '. Read it again and repeat the change.',
      );
    }
  }

  return {
    get size() {
      return records.size;
    },
    /** @param {string} id */
    get(id) {
      const stored = records.get(id);
      return stored && structuredClone(stored);
    },
    /** @param {StoredRecord} record */
    insert(record) {
      if (records.has(record.id)) {
        throw new RequestError(409, 'exists', 'There is already a ' + name + ' with the id ' + record.id + '.');
      }
      records.set(record.id, structuredClone({ ...record, version: 1 }));
    },
    /**
     * Writes a record over the version that it names and gives the new version.
     * @param {StoredRecord} record
     */
    replace(record) {
      expect(record.id, record.version);
      const version = record.version + 1;
      records.set(record.id, structuredClone({ ...record, version }));
      return version;
    },
    /**
     * @param {string} id
     * @param {number} version
     */
    remove(id, version) {
      expect(id, version);
      records.delete(id);
    },
    /**
     * A page of records and the id after which the next begins.
     * @param {{ after?: string | undefined, limit: number }} page
     */
    list({ after, limit }) {
      const ids = [...records.keys()];
      const start = after === undefined ? 0 : ids.indexOf(after) + 1;
      if (after !== undefined && start === 0) {
        throw new RequestError(400, 'unknown-page', 'No page begins after the id ' + after + '.');
      }
      const page = ids.slice(start, start + limit);
      const items = page.flatMap((id) => structuredClone(records.get(id)) ?? []);
      return { items, next: start + limit < ids.length ? page.at(-1) : undefined };
    },
    /** Every record, as copies. */
    all() {
      return structuredClone([...records.values()]);
    },
  };
}

/**
 * The collections of one store by entity.
 * @param {readonly string[]} names
 */
export function createStore(names) {
  const collections = new Map(names.map((name) => [name, createCollection(name)]));
  return {
    /** @param {string} name */
    collection(name) {
      const collection = collections.get(name);
      if (!collection) throw new Error('The store keeps no ' + name + '.');
      return collection;
    },
  };
}

/** @typedef {ReturnType<typeof createCollection>} Collection */
`;

export const storeTest = String.raw`import assert from 'node:assert/strict';
import test from 'node:test';
import { createCollection, createStore } from '../../src/platform/store.js';

/**
 * @param {string} id
 * @param {number} [version]
 * @returns {import('../../src/platform/types.js').StoredRecord}
 */
const record = (id, version = 1) => ({
  id,
  version,
  status: 'active',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  author: 'ada',
  data: { list: ['a'] },
});

test('of two writers with the same version one wins and the other is told', () => {
  const collection = createCollection('thing');
  collection.insert(record('1'));
  assert.equal(collection.replace(record('1', 1)), 2);
  assert.throws(() => collection.replace(record('1', 1)), { code: 'version-conflict', status: 412 });
  assert.throws(() => collection.remove('1', 1), { code: 'version-conflict' });
  assert.equal(collection.get('1')?.version, 2);
});

test('copies what goes in and out', () => {
  const collection = createCollection('thing');
  const original = { ...record('1'), data: { list: ['a'] } };
  collection.insert(original);
  original.data.list.push('b');
  assert.deepEqual(collection.get('1')?.data, { list: ['a'] });
  Reflect.set(collection.get('1') ?? {}, 'status', 'rejected');
  assert.equal(collection.get('1')?.status, 'active');
});

test('refuses an id twice, and what is not there', () => {
  const collection = createCollection('thing');
  collection.insert(record('1'));
  assert.throws(() => collection.insert(record('1')), { code: 'exists' });
  assert.throws(() => collection.replace(record('2')), { code: 'not-found' });
  assert.equal(collection.get('2'), undefined);
});

test('lists page by page, each record once', () => {
  const collection = createCollection('thing');
  for (const id of ['a', 'b', 'c']) collection.insert(record(id));
  const first = collection.list({ limit: 2 });
  assert.deepEqual(first.items.map(({ id }) => id), ['a', 'b']);
  assert.equal(first.next, 'b');
  const second = collection.list({ after: first.next, limit: 2 });
  assert.deepEqual(second.items.map(({ id }) => id), ['c']);
  assert.equal(second.next, undefined);
  assert.throws(() => collection.list({ after: 'z', limit: 2 }), { code: 'unknown-page' });
});

test('keeps the collections of a store apart', () => {
  const store = createStore(['one', 'two']);
  store.collection('one').insert(record('1'));
  assert.equal(store.collection('two').size, 0);
  assert.equal(store.collection('one').size, 1);
  assert.throws(() => store.collection('three'), /keeps no three/);
});
`;
