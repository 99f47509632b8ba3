import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from './errors.ts';
import { localOrigin, type Outputs, readOutputs } from './outputs.ts';

export const root = path.resolve(import.meta.dirname, '..');
export const outputsFile = (): string => process.env.AMPLIFY_OUTPUTS ?? path.join(root, 'amplify_outputs.json');

export type Backend = {
  outputs: Outputs;
  /** Of a backend on this machine; absent in the cloud. */
  origin: string | undefined;
  /** Stops the backend if this command started it. */
  stop(): Promise<void>;
};

const answers = (origin: string) =>
  fetch(`${origin}/_offline/health`).then(
    ({ ok }) => ok,
    () => false,
  );

/** The backend that the outputs file names, where it runs; else an offline one started for this command alone. */
export async function openBackend(say: (line: string) => void): Promise<Backend> {
  const outputs = readOutputs(outputsFile());
  const origin = outputs && localOrigin(outputs);
  if (outputs && (origin === undefined || (await answers(origin)))) {
    return { outputs, origin, stop: () => Promise.resolve() };
  }
  say('no backend runs: starting an offline one for this command …');
  return startOwn();
}

async function startOwn(): Promise<Backend> {
  const folder = mkdtempSync(path.join(tmpdir(), 'factory-'));
  const file = path.join(folder, 'amplify_outputs.json');
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  let output = '';
  const run = (command: string, ...more: string[]) => {
    const script = [path.join(root, 'offline/cli.ts'), command, '--port', String(port), '--outputs', file, ...more];
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...script], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
    const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
    return { child, ended };
  };
  const { child, ended } = run('start', '--data', path.join(root, '.offline'));
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const fail = async (what: string) => {
    await stop();
    throw new CommandError(
      `${what}\n${output.trim()}`,
      '`npm run factory -- doctor` says what is wrong with this set-up.',
    );
  };
  while (!(await answers(origin))) {
    if (hasEnded()) await fail('The offline backend did not start.');
    await sleep(100);
  }
  if ((await run('seed').ended) !== 0) await fail('The demo accounts could not be made.');
  const outputs = readOutputs(file);
  if (!outputs) return fail('The offline backend wrote no outputs.');
  return { outputs, origin, stop };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
