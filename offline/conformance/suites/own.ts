import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Suite } from '../suite.ts';
import { runWithJsonReport } from '../test-runner.ts';

const root = path.resolve(import.meta.dirname, '../../..');

const runOwn = async (env: Record<string, string>) => ({
  version: execFileSync('git', ['log', '-1', '--format=%H', '--', 'offline'], { cwd: root, encoding: 'utf8' }).trim(),
  outcome: await runWithJsonReport({
    runner: 'node_modules/vitest/vitest.mjs',
    args: ['run', 'conformance.test', '--reporter=json'],
    cwd: root,
    env,
    partOf: (file) => path.basename(path.dirname(file)),
  }),
});

/** The cases beside each service, against the offline backend. */
export const own = {
  name: 'own',
  title: 'Our cases, offline',
  about:
    '`offline/services/*/conformance.test.ts`: what AWS documents, asked with the stock clients. The same cases run against AWS with `REMOTE=1`.',
  run: () => runOwn({}),
} satisfies Suite;

/** The same against an AWS account; only where its user says so. */
export const ownRemote = {
  name: 'own-remote',
  title: 'Our cases, on AWS',
  about:
    'The same cases with `REMOTE=1`, by the credentials and the region of the environment. It creates tables, queues, buckets and pools, and removes them.',
  run: () => (process.env.REMOTE === '1' ? runOwn({ REMOTE: '1' }) : Promise.resolve(undefined)),
} satisfies Suite;
