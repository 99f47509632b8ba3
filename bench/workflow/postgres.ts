import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../scripts/ports.ts';

export type Postgres = {
  readonly version: string;
  readonly pid: number;
  /** Of a database of that name. */
  url(database: string): string;
  sql(statement: string, database?: string): void;
  stop(): Promise<void>;
};

/** Where Debian keeps the programs that are not in PATH. */
const DEBIAN = '/usr/lib/postgresql';

/** @throws Error that names the command that installs it */
function program(name: string): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...(process.env.PATH ?? '').split(':'), ...versions.map((version) => `${DEBIAN}/${version}/bin`)];
  const found = folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
  if (!found) throw new Error(`There is no ${name}, which the peers need: apt-get install postgresql`);
  return found;
}

/** PostgreSQL refuses to run as root: then as the user that Debian made for it, or as nobody. */
function owner(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody.');
}

/** A cluster of its own in a temporary folder, with Debian's defaults but for the port. */
export async function startPostgres(): Promise<Postgres> {
  const as = owner();
  const folder = mkdtempSync(path.join(tmpdir(), 'factory-postgres-'));
  if (as.uid !== undefined && as.gid !== undefined) chownSync(folder, as.uid, as.gid);
  const data = path.join(folder, 'data');
  const initialized = spawnSync(program('initdb'), ['-D', data, '-A', 'trust', '-U', 'bench', '-E', 'UTF8'], {
    ...as,
    cwd: folder,
    encoding: 'utf8',
  });
  if (initialized.status !== 0) throw new Error(`initdb failed: ${initialized.stderr}`);
  const port = await freePort();
  const server = spawn(
    program('postgres'),
    ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1'],
    { ...as, cwd: folder, stdio: 'ignore' },
  );
  const ended = new Promise((resolve) => server.once('close', resolve));
  const psql = (statement: string, database: string) =>
    spawnSync(
      program('psql'),
      ['-h', '127.0.0.1', '-p', String(port), '-U', 'bench', '-d', database, '-Atqc', statement],
      { encoding: 'utf8' },
    );
  const hasEnded = () => server.exitCode !== null;
  let answer = psql('SHOW server_version', 'postgres');
  while (answer.status !== 0 && !hasEnded()) {
    await sleep(100);
    answer = psql('SHOW server_version', 'postgres');
  }
  if (hasEnded()) throw new Error(`PostgreSQL ended with ${server.exitCode} before it was ready.`);
  return {
    version: answer.stdout.trim().split(' ')[0] ?? '',
    pid: server.pid ?? 0,
    url: (database) => `postgresql://bench@127.0.0.1:${port}/${database}`,
    sql(statement, database = 'postgres') {
      const { status, stderr } = psql(statement, database);
      if (status !== 0) throw new Error(`${statement}: ${stderr}`);
    },
    async stop() {
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
