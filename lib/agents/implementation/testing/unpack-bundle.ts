import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { onTestFinished } from 'vitest';
import { runImplementation } from '../embedded.ts';
import type { ImplementationInput } from '../schema.ts';

const typescript = path.join(import.meta.dirname, '../../../../node_modules/typescript/bin/tsc');

/** The machine's own Node, which is older than the one that runs the tests where it has one. */
const plainNode = ['/usr/local/bin/node', '/usr/bin/node'].find((file) => existsSync(file)) ?? process.execPath;

export type Outcome = { code: number; output: string };

/** Runs the agent on an input. */
export function build(input: ImplementationInput) {
  return runImplementation(input, { now: () => new Date(0), emit() {}, remainingMs: () => 60_000 });
}

/** The entries of the archive that the agent made. */
export async function unzip(input: ImplementationInput): Promise<Record<string, string>> {
  const { artifacts } = await build(input);
  const body = artifacts[0]?.body;
  if (!(body instanceof Uint8Array)) throw new Error('The agent made no archive.');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return Object.fromEntries(Object.entries(unzipSync(body)).map(([name, bytes]) => [name, decoder.decode(bytes)]));
}

/** Unpacks the archive into a folder of its own, until the test ends, and gives the project's folder. */
export async function unpack(input: ImplementationInput): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'implementation-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const entries = await unzip(input);
  for (const [name, text] of Object.entries(entries)) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return root;
}

/** Runs plain Node in a folder, with an empty environment. */
export function runNode(folder: string, args: readonly string[]): Promise<Outcome> {
  return run(plainNode, args, folder, { PATH: path.dirname(plainNode) });
}

/** Type-checks a folder with the TypeScript of this repository. */
export function typeCheck(folder: string): Promise<Outcome> {
  return run(process.execPath, [typescript, '-p', folder], folder, { PATH: path.dirname(process.execPath) });
}

function run(
  program: string,
  args: readonly string[],
  cwd: string,
  environment: Record<string, string>,
): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      program,
      [...args],
      { cwd, env: { NODE_ENV: 'test', ...environment }, maxBuffer: 16_000_000 },
      (error, out, err) => {
        resolve({ code: error ? (typeof error.code === 'number' ? error.code : 1) : 0, output: out + err });
      },
    );
  });
}
