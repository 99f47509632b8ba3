import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { watchFolders } from './watch-folders.ts';

let root: string;
let also: string[];
let watched: ReturnType<typeof watchFolders>;
let next: () => Promise<void>;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'watch-'));
  mkdirSync(path.join(root, 'a/b'), { recursive: true });
  writeFileSync(path.join(root, 'a/b/file.ts'), '1');
  let tell: () => void = () => undefined;
  also = [];
  watched = watchFolders(
    [path.join(root, 'a'), path.join(root, 'missing')],
    () => tell(),
    () => also,
  );
  next = () =>
    new Promise((resolve) => {
      tell = resolve;
    });
});
afterEach(() => {
  watched.stop();
  rmSync(root, { recursive: true, force: true });
});

test('a file that is written, and one that is replaced again and again as editors do, is noticed', async () => {
  const written = next();
  writeFileSync(path.join(root, 'a/b/file.ts'), '2');
  await expect(written).resolves.toBeUndefined();
  for (const content of ['3', '4', '5']) {
    const replaced = next();
    writeFileSync(path.join(root, 'a/temporary'), content);
    renameSync(path.join(root, 'a/temporary'), path.join(root, 'a/b/file.ts'));
    await expect(replaced).resolves.toBeUndefined();
  }
});

test('files in folders that came later are noticed', async () => {
  const made = next();
  mkdirSync(path.join(root, 'a/later'));
  await made;
  const written = next();
  writeFileSync(path.join(root, 'a/later/file.ts'), '1');
  await expect(written).resolves.toBeUndefined();
});

test('single folders that come to matter are noticed from the next look on', async () => {
  mkdirSync(path.join(root, 'shared'));
  also = [path.join(root, 'shared'), path.join(root, 'gone')];
  watched.scan();
  const written = next();
  writeFileSync(path.join(root, 'shared/file.ts'), '1');
  await expect(written).resolves.toBeUndefined();
});
