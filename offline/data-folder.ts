import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { OfflineError } from './kernel/errors.ts';

/** What a running backend tells of itself to `status` and `reset`. */
export type Occupant = { pid: number; port: number; app: string; startedAt: string };

/** Sole use of a data folder, until `release` or the end of the process. */
export type Claim = { release(): void };

const lockFile = (folder: string) => path.join(folder, 'backend.lock');
const occupantFile = (folder: string) => path.join(folder, 'backend.json');

/**
 * Claims the folder. The lock is SQLite's on a file, so the operating system frees it however the process ends.
 * @throws OfflineError naming who holds it.
 */
export function claim(folder: string, occupant: Occupant): Claim {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new OfflineError(`${folder} cannot be created.`, 'Choose a writable folder with --data DIR.', cause);
  }
  const database = new DatabaseSync(lockFile(folder));
  try {
    database.exec(
      'PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; PRAGMA user_version = 1; COMMIT;',
    );
  } catch (cause) {
    database.close();
    const other = readOccupant(folder);
    throw new OfflineError(
      `${folder} is in use by ${other ? `the offline backend on port ${other.port} (process ${other.pid})` : 'another offline backend'}.`,
      'Stop that one first, or choose another folder with --data DIR and another port with --port N.',
      cause,
    );
  }
  writeFileSync(occupantFile(folder), JSON.stringify(occupant));
  return {
    release() {
      rmSync(occupantFile(folder), { force: true });
      database.close();
    },
  };
}

/** Who runs on the folder, as it last said; it may have been killed since. */
export function readOccupant(folder: string): Occupant | undefined {
  if (!existsSync(occupantFile(folder))) return undefined;
  try {
    return JSON.parse(readFileSync(occupantFile(folder), 'utf8')) as Occupant;
  } catch {
    return undefined;
  }
}

/**
 * Deletes the data of a folder: tables, accounts, objects, messages; or those of one service. The cached synthesis stays.
 * @throws OfflineError when it is in use, no data folder, or has no data of that service
 */
export function emptyDataFolder(folder: string, only?: string): void {
  if (!existsSync(folder)) return;
  if (!existsSync(lockFile(folder)) && readdirSync(folder).length > 0) {
    throw new OfflineError(
      `${folder} is not a data folder of the offline backend.`,
      'Name the right one with --data DIR.',
    );
  }
  const held = claim(folder, { pid: process.pid, port: 0, app: '', startedAt: new Date().toISOString() });
  try {
    const doomed = only === undefined ? ['services', 'blobs'] : dataOf(folder, only);
    for (const name of doomed) rmSync(path.join(folder, name), { recursive: true, force: true });
  } finally {
    held.release();
  }
}

function dataOf(folder: string, service: string): string[] {
  const services = path.join(folder, 'services');
  const files = existsSync(services) ? readdirSync(services) : [];
  if (!files.includes(`${service}.sqlite`)) {
    const names = files.flatMap((file) => /^(.+)\.sqlite$/.exec(file)?.[1] ?? []);
    throw new OfflineError(
      `${folder} has no data of a service ${service}.`,
      `There are: ${names.join(', ') || 'none'}.`,
    );
  }
  const own = files.filter((file) => file.startsWith(`${service}.sqlite`)).map((file) => path.join('services', file));
  return [...own, path.join('blobs', service)];
}
