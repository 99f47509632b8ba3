import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claim, emptyDataFolder, readOccupant } from './data-folder.ts';

let folder: string;
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'data-')), 'data');
});
afterEach(() => {
  rmSync(path.dirname(folder), { recursive: true, force: true });
});

const occupant = { pid: process.pid, port: 4566, app: '/app', startedAt: '2026-11-21T00:00:00.000Z' };

/** Claims the folder in another process, which then ends as `end` says. */
const claimElsewhere = (end: string) =>
  promisify(execFile)(process.execPath, [
    '--experimental-strip-types',
    '--no-warnings',
    '--input-type=module',
    '--eval',
    `import { claim } from '${path.join(import.meta.dirname, 'data-folder.ts')}';
     try { claim('${folder}', { pid: process.pid, port: 1, app: '', startedAt: '' }); } catch (error) { console.log(error.message); process.exit(0); }
     console.log('claimed'); ${end}`,
  ]).catch((error: unknown) => error as { stdout: string });

test('two backends do not share a folder, and the second is told who has it', async () => {
  const held = claim(folder, occupant);
  const { stdout } = await claimElsewhere('process.exit(0)');
  expect(stdout).toContain(`is in use by the offline backend on port 4566 (process ${process.pid})`);
  held.release();
  expect((await claimElsewhere('process.exit(0)')).stdout).toContain('claimed');
});

test('the claim of a killed process is void', async () => {
  expect((await claimElsewhere("process.kill(process.pid, 'SIGKILL')")).stdout).toContain('claimed');
  claim(folder, occupant).release();
});

test('release forgets who was there', () => {
  const held = claim(folder, occupant);
  expect(readOccupant(folder)).toEqual(occupant);
  held.release();
  expect(readOccupant(folder)).toBeUndefined();
});

test('emptying deletes data, keeps the synthesis, and refuses while a backend runs', async () => {
  const held = claim(folder, occupant);
  for (const name of ['services', 'blobs', 'assembly']) mkdirSync(path.join(folder, name));
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--experimental-strip-types',
    '--no-warnings',
    '--input-type=module',
    '--eval',
    `import { emptyDataFolder } from '${path.join(import.meta.dirname, 'data-folder.ts')}';
     try { emptyDataFolder('${folder}'); } catch (error) { console.log(error.message); }`,
  ]);
  expect(stdout).toContain('is in use by');
  held.release();
  emptyDataFolder(folder);
  expect(['services', 'blobs', 'assembly'].map((name) => existsSync(path.join(folder, name)))).toEqual([
    false,
    false,
    true,
  ]);
});

test('a folder that is something else is not emptied', () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'thesis.txt'), 'years of work');
  mkdirSync(path.join(folder, 'services'));
  expect(() => emptyDataFolder(folder)).toThrow(/is not a data folder/);
  expect(existsSync(path.join(folder, 'services'))).toBe(true);
});

test('one service is emptied by its name, the others keep their data', () => {
  claim(folder, occupant).release();
  for (const file of ['services/sqs.sqlite', 'services/sqs.sqlite-wal', 'services/dynamodb.sqlite', 'blobs/sqs/a']) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), '');
  }
  expect(() => emptyDataFolder(folder, 'kinesis')).toThrow(/no data of a service kinesis/);
  emptyDataFolder(folder, 'sqs');
  expect(readdirSync(path.join(folder, 'services'))).toEqual(['dynamodb.sqlite']);
  expect(readdirSync(path.join(folder, 'blobs'))).toEqual([]);
});
