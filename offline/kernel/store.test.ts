import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from './store.ts';

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'store-'));
  store = openStore(folder, 'notes', ['CREATE TABLE note (text TEXT NOT NULL UNIQUE)']);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const write = (text: string) => store.run('INSERT INTO note VALUES (?)', text);
const notes = () => store.all('SELECT text FROM note ORDER BY rowid').map(({ text }) => text);

describe('writes that come together', () => {
  test('are committed in their order, and each hears what its own work answered', async () => {
    const answers = ['a', 'b', 'c'].map((text) => store.together(() => `${text}${write(text).changes}`));
    expect(notes()).toEqual([]);
    expect(await Promise.all(answers)).toEqual(['a1', 'b1', 'c1']);
    expect(notes()).toEqual(['a', 'b', 'c']);
  });

  test('one that is refused before it wrote touches none of the others', async () => {
    let takenBack = 0;
    store.onTakenBack = () => (takenBack += 1);
    const settled = await Promise.allSettled([
      store.together(() => write('a')),
      store.together(() => {
        throw new Error('refused');
      }),
      store.together(() => write('b')),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect([notes(), takenBack]).toEqual([['a', 'b'], 0]);
  });

  test('one that fails after it wrote leaves nothing, the others are written all the same', async () => {
    const settled = await Promise.allSettled([
      store.together(() => write('a')),
      store.together(() => {
        write('half');
        throw new Error('failed');
      }),
      store.together(() => write('a')),
      store.together(() => write('b')),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(notes()).toEqual(['a', 'b']);
  });

  test('what waits for the commit finds everything committed', async () => {
    let seen: unknown[] = [];
    await Promise.all([
      store.together(() => {
        write('a');
        store.afterCommit(() => (seen = notes()));
      }),
      store.together(() => write('b')),
    ]);
    expect(seen).toEqual(['a', 'b']);
    store.afterCommit(() => (seen = []));
    expect(seen).toEqual([]);
  });

  test('those that still wait when the store closes are written', async () => {
    const waiting = store.together(() => write('late'));
    store.close();
    await waiting;
    store = openStore(folder, 'notes', ['']);
    expect(notes()).toEqual(['late']);
  });
});
