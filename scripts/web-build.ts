import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Children } from './child-processes.ts';
import { contentHash } from './content-hash.ts';

const root = path.resolve(import.meta.dirname, '..');
const stamp = path.join(root, '.next', 'inputs');
const INPUTS = [
  'app',
  'components',
  'lib',
  'messages',
  'public',
  'amplify/data',
  'next.config.mjs',
  'postcss.config.mjs',
  'proxy.ts',
  'tailwind.config.ts',
  'tsconfig.json',
  'package-lock.json',
];

export const next = path.join(root, 'node_modules/next/dist/bin/next');

/** Builds the web app unless nothing that it is made of changed since the last build. Says whether it built. */
export async function buildWeb(children: Children): Promise<boolean> {
  const inputs = contentHash(root, INPUTS);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return false;
  const { process: child, ended } = children.start(process.execPath, [next, 'build'], {
    cwd: root,
    env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    output: 'pipe',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (output += text.toString()));
  const code = await ended;
  if (code !== 0) throw new Error(children.isStopping ? 'stopped' : `next build failed:\n${output}`);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, inputs);
  return true;
}
