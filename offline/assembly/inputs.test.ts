import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { areUnchanged, changedFiles, collectInputs, withFiles } from './inputs.ts';

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
  expect(Object.keys((await collectInputs(app)).inputs).toSorted()).toEqual([
    'amplify/backend.ts',
    'amplify/functions/one/handler.ts',
    'lib/three.ts',
    'lib/two.ts',
    'package-lock.json',
    'package.json',
    'shared/names.ts',
  ]);
});

test('imports of workspaces and by aliases are followed, those of packages are not', async () => {
  write('packages/shared/package.json', '{"name":"@acme/shared","main":"index.ts"}');
  write('packages/shared/index.ts', 'export const shared = 1;');
  write('src/aliased.ts', 'export const aliased = 1;');
  write('tsconfig.json', '{"compilerOptions":{"paths":{"@/*":["./src/*"]}}}');
  rmSync(path.join(app, 'node_modules'));
  mkdirSync(path.join(app, 'node_modules/@acme'), { recursive: true });
  symlinkSync('../../packages/shared', path.join(app, 'node_modules/@acme/shared'));
  write('node_modules/installed/index.js', 'module.exports = 1;');
  write('amplify/backend.ts', "import '@acme/shared'; import '@/aliased'; import 'installed'; import 'node:fs';");
  const { inputs, definitions } = await collectInputs(app);
  expect(definitions.toSorted()).toEqual(['amplify/backend.ts', 'packages/shared/index.ts', 'src/aliased.ts']);
  expect(Object.keys(inputs)).toEqual(expect.arrayContaining([...definitions]));
  expect(Object.keys(inputs).filter((file) => file.includes('node_modules'))).toEqual([]);
});

test('only what the entry reaches has a say in the definitions', async () => {
  const { definitions } = await collectInputs(app);
  expect(definitions.toSorted()).toEqual(['amplify/backend.ts', 'shared/names.ts']);
});

test('a folder that is read changes when something comes or goes in it', async () => {
  const { inputs } = await collectInputs(app);
  const more = withFiles(app, inputs, ['lib']);
  expect(areUnchanged(app, more)).toBe(true);
  write('lib/new.ts', '');
  expect(changedFiles(app, more).files).toEqual(['lib']);
});

test('a file that changed while it was read asks for another synthesis', () => {
  write('schema.sql', 'one');
  expect(areUnchanged(app, withFiles(app, {}, ['schema.sql'], 0))).toBe(false);
});

test('nothing else that changes asks for a synthesis', async () => {
  const { inputs } = await collectInputs(app);
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
    const { inputs } = await collectInputs(app);
    change();
    expect(areUnchanged(app, inputs)).toBe(false);
  });
}
