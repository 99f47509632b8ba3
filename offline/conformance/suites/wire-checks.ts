import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Suite, SuiteOutcome } from '../suite.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** The independent wire-contract checks, one file a service, run on a fixture app of their own. */
export const wireChecks = {
  name: 'wire-checks',
  title: 'Wire contract',
  about:
    'An independent suite with the stock clients on a fixture app of its own: every service, sign-in to restart after `kill -9`. Not public; its folder is given by `--from wire-checks=DIR`, its version is a fingerprint of its files.',
  async run({ source }) {
    if (!source || !existsSync(path.join(source, 'run.mjs'))) return undefined;
    const output = await print(path.join(source, 'run.mjs'));
    return { version: fingerprint(source), outcome: readOutcome(output) };
  },
} satisfies Suite;

/** Reads the lines `service: N passed, M failed` and the names of failed cases. */
export function readOutcome(output: string): SuiteOutcome {
  const parts = [...output.matchAll(/^([\w-]+): (\d+) passed, (\d+) failed/gm)].map(
    ([, name = '', passed, failed]) => ({
      ...{ name, passed: Number(passed), failed: Number(failed) },
    }),
  );
  const sum = (key: 'passed' | 'failed') => parts.reduce((total, part) => total + part[key], 0);
  const failures = [...output.matchAll(/^\s*(?:✖|not ok \d+ -) (.+?)(?: \([\d.]+ms\))?$/gm)].map(
    ([, name = '']) => name,
  );
  return { passed: sum('passed'), failed: sum('failed'), skipped: 0, failures: [...new Set(failures)], parts };
}

function print(script: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, '--port', '4790'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', () => {
      resolve(output);
    });
  });
}

function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (/\.(mjs|ts|js)$/.test(file) && !file.includes('node_modules'))
      hash.update(readFileSync(path.join(folder, file)));
  }
  return hash.digest('hex').slice(0, 12);
}
