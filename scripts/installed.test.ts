import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isInstalled } from './installed.mjs';

const machine = { platform: 'linux', arch: 'x64' };
const zod = { version: '4.0.0', resolved: 'https://registry.npmjs.org/zod/-/zod-4.0.0.tgz', integrity: 'sha512-a' };
const binary = (os: string, cpu: string) => ({
  version: '1.0.0',
  integrity: `${os}-${cpu}`,
  optional: true,
  os: [os],
  cpu: [cpu],
});
const wanted = {
  '': { name: 'app' },
  'node_modules/zod': zod,
  'node_modules/@x/linux-x64': binary('linux', 'x64'),
  'node_modules/@x/darwin-arm64': binary('darwin', 'arm64'),
  'node_modules/@x/wasm-runtime': { version: '1.0.0', optional: true },
};
const complete = { 'node_modules/zod': { ...zod, dev: true }, 'node_modules/@x/linux-x64': binary('linux', 'x64') };

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'installed-'));
  mkdirSync(path.join(root, 'node_modules'));
  writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify({ packages: wanted }));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const installedAs = (packages: object): boolean => {
  writeFileSync(path.join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
  return isInstalled(root, machine);
};

test('what npm installed by itself is what the lockfile says, without what is for other machines', () => {
  expect(installedAs(complete)).toBe(true);
});

test('another version, a missing or a further package is not', () => {
  const other = { ...complete, 'node_modules/zod': { ...zod, version: '4.0.1' } };
  const { 'node_modules/zod': _, ...withoutZod } = complete;
  const { 'node_modules/@x/linux-x64': __, ...withoutBinary } = complete;
  const further = { ...complete, 'node_modules/left-over': zod };
  for (const packages of [other, withoutZod, withoutBinary, further]) expect(installedAs(packages)).toBe(false);
});

test('an installation that was broken off, or none, has no record', () => {
  expect(isInstalled(root, machine)).toBe(false);
  writeFileSync(path.join(root, 'node_modules/.package-lock.json'), '{"packages": {"node_mod');
  expect(isInstalled(root, machine)).toBe(false);
});
