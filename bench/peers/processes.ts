import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../scripts/ports.ts';

const bench = path.resolve(import.meta.dirname, '..');
// Not beside the benchmarks: their own clients would then be the peers' older ones.
const folder = path.resolve(bench, '../node_modules/.cache/factory-peers');
export const peerPackages = path.join(folder, 'node_modules');

/** A server that is measured. */
export type Peer = {
  readonly name: string;
  readonly endpoint: string;
  readonly pids: readonly number[];
  stop(): Promise<void>;
};

/** Installs what bench/package.json names, once for each state of its lockfile. */
export function installPeers(): void {
  const stamp = path.join(folder, '.installed-lockfile');
  const lockfile = createHash('sha256')
    .update(readFileSync(path.join(bench, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile) return;
  process.stdout.write('Installing the peers (bench/package.json) …\n');
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) cpSync(path.join(bench, file), path.join(folder, file));
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0)
    throw new Error('The peers cannot be installed; run `npm ci` in a copy of bench/package*.json to see why.');
  writeFileSync(stamp, lockfile);
}

/** Whether `java` runs: DynamoDB Local needs it. On Debian: `apt-get install default-jre-headless`. */
export const hasJava = (): boolean => spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0;

async function launch(
  name: string,
  command: string,
  args: readonly string[],
  options: { port?: number; data?: string } = {},
): Promise<Peer> {
  const child = spawn(command, args, {
    cwd: folder,
    // The simulator's own client takes its credentials from here.
    env: { ...process.env, PEERS: peerPackages, AWS_ACCESS_KEY_ID: 'fake', AWS_SECRET_ACCESS_KEY: 'fake' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (printed = `${printed}${chunk.toString()}`.slice(-4000)));
  }
  const endpoint = await whenReady(child, () => printed, options.port);
  return {
    name,
    endpoint,
    pids: [child.pid ?? 0],
    async stop() {
      child.kill('SIGKILL');
      await sleep(50);
      if (options.data) rmSync(options.data, { recursive: true, force: true });
    },
  };
}

/** Either the process says where it is, or its port answers. */
async function whenReady(child: ChildProcess, printed: () => string, port: number | undefined): Promise<string> {
  for (;;) {
    const said = /ready (\S+)/.exec(printed())?.[1];
    if (said) return said;
    if (child.exitCode !== null) throw new Error(`${child.spawnargs.join(' ')} ended:\n${printed()}`);
    const answers =
      port !== undefined &&
      (await fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => false,
      ));
    if (answers) return `http://127.0.0.1:${port}`;
    await sleep(50);
  }
}

const quiet = ['--disable-warning=ExperimentalWarning'];
const bin = (file: string) => path.join(peerPackages, file);
const script = (file: string) => path.join(import.meta.dirname, file);

/** The servers, each on a free port. */
export const peers = {
  ours: () => launch('ours', process.execPath, [...quiet, script('our-services.ts')]),
  async dynalite() {
    const port = await freePort();
    return launch('dynalite', process.execPath, [bin('dynalite/cli.js'), '--port', String(port)], { port });
  },
  async dynamodbLocal() {
    const port = await freePort();
    const emulator = bin('amplify-dynamodb-simulator/emulator');
    return launch(
      'DynamoDB Local',
      'java',
      [
        `-Djava.library.path=${emulator}/DynamoDBLocal_lib`,
        ...['-jar', `${emulator}/DynamoDBLocal.jar`, '-inMemory', '-sharedDb', '-port', String(port)],
      ],
      { port },
    );
  },
  async appsyncSimulator(dynamodb: string) {
    const args = [...quiet, script('appsync-simulator.mjs'), String(await freePort()), dynamodb];
    return launch('amplify-appsync-simulator', process.execPath, args);
  },
  async s3rver() {
    const port = await freePort();
    const data = mkdtempSync(path.join(tmpdir(), 's3rver-'));
    const args = [bin('s3rver/bin/s3rver.js'), '-d', data, '-a', '127.0.0.1', '-p', String(port), '--silent'];
    return launch('s3rver', process.execPath, args, { port, data });
  },
  async localAwsSqs() {
    return launch('local-aws-sqs', process.execPath, [script('local-aws-sqs.mjs'), String(await freePort())]);
  },
};
