import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { areUnchanged, collectInputs } from './inputs.ts';

let app: string;
const write = (file: string, content: string) => {
  mkdirSync(path.dirname(path.join(app, file)), { recursive: true });
  writeFileSync(path.join(app, file), content);
};

beforeEach(() => {
  app = mkdtempSync(path.join(tmpdir(), 'app-'));
  symlinkSync(path.resolve(import.meta.dirname, '../../node_modules'), path.join(app, 'node_modules'));
  write('package.json', '{"type":"module","imports":{"#lib/*":"./lib/*.ts"}}');
  write('package-lock.json', '{}');
  write('amplify/backend.ts', "import 'aws-cdk-lib'; import '../shared/names';");
  write('amplify/functions/one/handler.ts', "import { two } from '#lib/two'; export const handler = () => two;");
  write('shared/names.ts', 'export const name = 1;');
  write('lib/two.ts', "export { three as two } from './three.ts';");
  write('lib/three.ts', 'export const three = 3;');
  write('lib/unused.ts', 'export const unused = 1;');
});
afterEach(() => {
  rmSync(app, { recursive: true, force: true });
});

test('inputs are amplify/, what handlers and definitions import from elsewhere, and the pins', async () => {
  expect(Object.keys(await collectInputs(app)).toSorted()).toEqual([
    'amplify/backend.ts',
    'amplify/functions/one/handler.ts',
    'lib/three.ts',
    'lib/two.ts',
    'package-lock.json',
    'package.json',
    'shared/names.ts',
  ]);
});

test('nothing else that changes asks for a synthesis', async () => {
  const inputs = await collectInputs(app);
  write('lib/unused.ts', 'export const unused = 2;');
  write('amplify/functions/one/handler.test.ts', 'a test');
  expect(areUnchanged(app, inputs)).toBe(true);
});

const CHANGES = {
  'a changed definition': () => write('amplify/backend.ts', ''),
  'a changed module that only a handler imports': () => write('lib/three.ts', 'export const three = 4;'),
  'a new file in amplify/': () => write('amplify/data/resource.ts', ''),
  'a removed import': () => rmSync(path.join(app, 'shared/names.ts')),
  'another lockfile': () => write('package-lock.json', '{"lockfileVersion":3}'),
};
for (const [name, change] of Object.entries(CHANGES)) {
  test(`${name} asks for one`, async () => {
    const inputs = await collectInputs(app);
    change();
    expect(areUnchanged(app, inputs)).toBe(false);
  });
}
