import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { outputsFile, root } from '../backend.ts';
import { CommandError, exitCodes } from '../errors.ts';
import { localOrigin, readOutputs } from '../outputs.ts';
import { openSession } from '../session.ts';

type Finding = { what: string; state: 'good' | 'note' | 'bad'; detail: string; remedy?: string };

const MEBIBYTE = 1024 * 1024;
const LEAST_FREE = 500 * MEBIBYTE;

/** Says what is wrong with a set-up and how to mend it. Exits 1 when something is. */
export async function doctor({ json, user }: { json: boolean; user: string }): Promise<number> {
  const backend = await checkBackend(user);
  const findings = [
    checkNode(),
    checkPackages(),
    checkDisk(),
    checkDataFolder(),
    ...(await checkPorts(backend.some(({ state }) => state === 'good'))),
    ...backend,
    checkChromium(),
  ];
  if (json) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  else {
    const marks = { good: '✓', note: '·', bad: '✗' };
    for (const { what, state, detail, remedy } of findings) {
      process.stdout.write(
        `${marks[state]} ${what.padEnd(14)} ${detail}\n${remedy ? `${' '.repeat(17)}→ ${remedy}\n` : ''}`,
      );
    }
  }
  return findings.some(({ state }) => state === 'bad') ? exitCodes.failed : exitCodes.completed;
}

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isGood = major > 22 || (major === 22 && minor >= 13);
  return isGood
    ? { what: 'Node', state: 'good', detail: process.version }
    : { what: 'Node', state: 'bad', detail: `${process.version} is too old`, remedy: 'Install Node 24.' };
}

function checkPackages(): Finding {
  const what = 'packages';
  const stamp = path.join(root, 'node_modules/.installed-lockfile');
  const lockfile = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile
    ? { what, state: 'good', detail: 'as the lockfile says' }
    : {
        what,
        state: 'bad',
        detail: 'not as the lockfile says',
        remedy: 'Run `npm ci`; every npm script of the project does so by itself.',
      };
}

function checkDisk(): Finding {
  const { bavail, bsize } = statfsSync(root);
  const free = bavail * bsize;
  const detail = `${Math.round(free / MEBIBYTE)} MiB free`;
  return free >= LEAST_FREE
    ? { what: 'disk', state: 'good', detail }
    : { what: 'disk', state: 'bad', detail, remedy: 'Free some space: what cannot be written is refused.' };
}

function checkDataFolder(): Finding {
  const what = 'data folder';
  const folder = path.join(root, '.offline');
  if (!existsSync(folder))
    return { what, state: 'note', detail: `${folder} does not exist yet; the first start makes it` };
  try {
    accessSync(folder, constants.R_OK | constants.W_OK);
    return { what, state: 'good', detail: folder };
  } catch {
    return {
      what,
      state: 'bad',
      detail: `${folder} is not writable`,
      remedy: `Give yourself the right to write there: chown -R $USER ${folder}`,
    };
  }
}

async function checkPorts(isBackendUp: boolean): Promise<Finding[]> {
  const ports = [
    { what: 'web port', variable: 'PORT', port: Number(process.env.PORT ?? 3000) },
    { what: 'API port', variable: 'OFFLINE_PORT', port: Number(process.env.OFFLINE_PORT ?? 4566) },
  ];
  return Promise.all(
    ports.map(async ({ what, variable, port }): Promise<Finding> => {
      if (await isFree(port)) return { what, state: 'good', detail: `${port} is free` };
      if (isBackendUp) return { what, state: 'note', detail: `${port} is in use, by the running product as it seems` };
      return {
        what,
        state: 'bad',
        detail: `${port} is taken`,
        remedy: `Stop the program that listens there, or start with ${variable}=N npm start.`,
      };
    }),
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1' }, () => probe.close(() => resolve(true)));
  });
}

async function checkBackend(user: string): Promise<Finding[]> {
  const what = 'backend';
  try {
    const outputs = readOutputs(outputsFile());
    if (!outputs)
      return [
        { what, state: 'note', detail: 'no outputs file: it was not started yet', remedy: '`npm start` starts all.' },
      ];
    const origin = localOrigin(outputs);
    if (origin === undefined) return [{ what, state: 'note', detail: `in the cloud: ${outputs.data.url}` }];
    const response = await fetch(`${origin}/_offline/health`).catch(() => undefined);
    if (!response?.ok) {
      return [
        {
          what,
          state: 'note',
          detail: `does not run at ${origin}`,
          remedy: '`npm start` or `npm run offline` starts it.',
        },
      ];
    }
    const running: Finding = { what, state: 'good', detail: `runs at ${origin}` };
    return [running, await checkSignIn({ outputs, origin, stop: () => Promise.resolve() }, user)];
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return [{ what, state: 'bad', detail: error.message, remedy: error.remedy }];
  }
}

async function checkSignIn(backend: Parameters<typeof openSession>[0], user: string): Promise<Finding> {
  const what = 'sign-in';
  try {
    await openSession(backend, user);
    return { what, state: 'good', detail: `${user} can sign in` };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { what, state: 'bad', detail: error.message, remedy: 'Make the demo accounts: npm run offline -- seed' };
  }
}

function checkChromium(): Finding {
  const found = [process.env.CHROMIUM_PATH ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
    (file) => file !== '' && existsSync(file),
  );
  return found === undefined
    ? { what: 'Chromium', state: 'note', detail: 'none found; `npm test` installs one where it may' }
    : { what: 'Chromium', state: 'good', detail: found };
}
