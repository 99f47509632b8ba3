import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../scripts/ports.ts';
import { peerPackages } from '../peers/processes.ts';
import type { Driven, Load } from './drive.ts';
import { type Postgres, startPostgres } from './postgres.ts';

/** What survives once a step's result is acknowledged: the end of a process only, or that of the machine too. */
export type Durability = 'kill -9' | 'power failure';

/** Something that runs the workflow. */
export type Engine = {
  readonly name: string;
  readonly durability: Durability;
  readonly pids: readonly number[];
  drive(load: Load): Promise<Driven>;
};

type Engines = { readonly engines: readonly Engine[]; stop(): Promise<void> };

const script = (name: string) => path.resolve(import.meta.dirname, `../peers/workflow-${name}.mjs`);

async function startPeer(
  name: string,
  durability: Durability,
  file: string,
  args: readonly string[],
  others: readonly number[] = [],
): Promise<Engine & { child: ChildProcess }> {
  const child = fork(script(file), args, {
    env: { ...process.env, PEERS: peerPackages },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answer = <Message>() =>
    new Promise<Message>((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`${name} ended with ${code}.`));
      child.once('exit', ended);
      child.once('message', (message) => {
        child.off('exit', ended);
        resolve(message as Message);
      });
    });
  await answer();
  return {
    ...{ name, durability, child },
    pids: [child.pid ?? 0, ...others],
    async drive(load) {
      const answered = answer<Driven | { error: string }>();
      child.send(load);
      const driven = await answered;
      if ('error' in driven) throw new Error(`${name}: ${driven.error}`);
      return driven;
    },
  };
}

function disconnect({ child }: { child: ChildProcess }): void {
  if (child.connected) child.disconnect();
}

/** Each engine on a database of its own; of a cluster for each class, for `fsync` is a cluster's. */
async function startOnPostgres(): Promise<Engines> {
  const safe = await startPostgres();
  const fast = await startPostgres();
  // Commits are in the operating system's hands before they are acknowledged, as with ours, and not on the disk.
  fast.sql('ALTER SYSTEM SET fsync = off');
  fast.sql('SELECT pg_reload_conf()');
  const database = (cluster: Postgres, name: string, isSynchronous = true) => {
    cluster.sql(`CREATE DATABASE ${name}`);
    if (!isSynchronous) cluster.sql(`ALTER DATABASE ${name} SET synchronous_commit = off`);
    return [cluster.url(name)];
  };
  const { version } = safe;
  const engines = [
    await startPeer(`DBOS on PostgreSQL ${version}`, 'power failure', 'dbos', database(safe, 'dbos'), [safe.pid]),
    await startPeer(`DBOS on PostgreSQL ${version}, fsync off`, 'kill -9', 'dbos', database(fast, 'dbos'), [fast.pid]),
    await startPeer(
      `DBOS on PostgreSQL ${version}, synchronous_commit off`,
      'kill -9',
      'dbos',
      database(safe, 'dbos_asynchronous', false),
      [safe.pid],
    ),
    await startPeer(
      `LangGraph.js on PostgreSQL ${version}`,
      'power failure',
      'langgraph',
      ['postgres', ...database(safe, 'langgraph')],
      [safe.pid],
    ),
  ];
  return {
    engines,
    async stop() {
      for (const engine of engines) disconnect(engine);
      await sleep(200);
      await Promise.all([safe.stop(), fast.stop()]);
    },
  };
}

async function startLangGraphOnSqlite(): Promise<Engines> {
  const folder = mkdtempSync(path.join(tmpdir(), 'factory-langgraph-'));
  const engine = await startPeer('LangGraph.js on SQLite', 'kill -9', 'langgraph', [
    'sqlite',
    path.join(folder, 'checkpoints.sqlite'),
  ]);
  return {
    engines: [engine],
    stop() {
      disconnect(engine);
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

async function startRestate(): Promise<Engines> {
  const folder = mkdtempSync(path.join(tmpdir(), 'factory-restate-'));
  const [ingress, admin, node, endpoint] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  const server = spawn(
    // Not the script in .bin, which would outlive its end or be outlived by it.
    path.join(peerPackages, `@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`),
    ['--no-logo', '--base-dir', path.join(folder, 'data'), '--listen-mode', 'tcp', '--bind-ip', '127.0.0.1'],
    {
      cwd: folder,
      env: {
        ...process.env,
        RESTATE_DISABLE_TELEMETRY: 'true',
        RESTATE_LOG_FILTER: 'error',
        RESTATE_BIND_PORT: String(node),
        RESTATE_INGRESS__BIND_PORT: String(ingress),
        RESTATE_ADMIN__BIND_PORT: String(admin),
      },
      stdio: 'ignore',
    },
  );
  const ended = new Promise((resolve) => server.once('close', resolve));
  const isHealthy = () =>
    fetch(`http://127.0.0.1:${admin}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isHealthy())) {
    if (server.exitCode !== null) throw new Error(`restate-server ended with ${server.exitCode}.`);
    await sleep(100);
  }
  const ports = [ingress, admin, endpoint].map(String);
  const engine = await startPeer('Restate', 'power failure', 'restate', ports, [server.pid ?? 0]);
  return {
    engines: [engine],
    async stop() {
      disconnect(engine);
      server.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** All that ours is measured beside. */
export async function startPeers(): Promise<Engines> {
  const started: Engines[] = [];
  const stop = async () => {
    await Promise.all(started.map((one) => one.stop()));
  };
  try {
    for (const start of [startOnPostgres, startLangGraphOnSqlite, startRestate]) started.push(await start());
    return { engines: started.flatMap(({ engines }) => engines), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
