import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Bundle } from './bundles.ts';
import type { CloudAssembly } from './cloud-assembly.ts';
import { collectInputs } from './inputs.ts';
import { reloadCode } from './reload-code.ts';

let app: string;
let folder: string;
const write = (file: string, content: string) => {
  mkdirSync(path.dirname(path.join(app, file)), { recursive: true });
  writeFileSync(path.join(app, file), content);
};

beforeEach(() => {
  app = mkdtempSync(path.join(tmpdir(), 'app-'));
  folder = path.join(app, '.offline/assembly/1');
  symlinkSync(path.resolve(import.meta.dirname, '../../node_modules'), path.join(app, 'node_modules'));
  write('package.json', '{"type":"module"}');
  write('amplify/backend.ts', "import './names';");
  write('amplify/names.ts', "export const name = 'n';");
  write(
    'amplify/functions/one/handler.ts',
    "import { answer } from '../../../lib/answer'; export const handler = () => answer;",
  );
  write('amplify/data/resolver.js', 'export function request() {}');
  write('lib/answer.ts', 'export const answer = 41;');
  write('.offline/assembly/1/asset.one/index.mjs', 'old');
  write('.offline/assembly/1/asset.one/font.ttf', 'a file that the bundle came with');
});
afterEach(() => {
  rmSync(app, { recursive: true, force: true });
});

/** The app as it was synthesized, and where its function's code stands after a reload. */
async function synthesized() {
  const bundle: Bundle = {
    displayName: 'data/one-lambda/Code',
    workingFolder: app,
    args: [
      '--bundle',
      'amplify/functions/one/handler.ts',
      '--format=esm',
      '--log-level=error',
      `--outfile=${folder}/tmp/index.mjs`,
    ],
    sources: ['amplify/functions/one/handler.ts', 'lib/answer.ts'],
  };
  let asset = path.join(folder, 'asset.one');
  const assembly: CloudAssembly = {
    ...{
      folder,
      stacks: [],
      asset: () => asset,
      nested: () => {
        throw new Error('not asked for');
      },
    },
    assetNamed: (name) => (name === bundle.displayName ? asset : undefined),
    replaceAsset: (_location, replacement) => {
      asset = replacement;
    },
  };
  const { inputs, definitions } = await collectInputs(app);
  const synthesis = { folder, inputs, definitions, bundles: [bundle], cached: false, milliseconds: 0 };
  return {
    app,
    synthesis,
    assembly,
    code: () => readFileSync(path.join(asset, 'index.mjs'), 'utf8'),
    asset: () => asset,
  };
}

test('a changed module is bundled again into the functions that import it, beside their other files', async () => {
  const app = await synthesized();
  write('lib/answer.ts', 'export const answer = 42;');
  const reload = await reloadCode(app);
  expect(reload?.reloaded).toEqual(['data/one-lambda/Code']);
  expect(app.code()).toContain('42');
  expect(existsSync(path.join(app.asset(), 'font.ttf'))).toBe(true);
});

test('a module that the code came to import is watched from then on', async () => {
  const app = await synthesized();
  write('lib/other.ts', 'export const other = 1;');
  write('lib/answer.ts', "export { other as answer } from './other';");
  const first = await reloadCode(app);
  write('lib/other.ts', 'export const other = 1234;');
  const second = first && (await reloadCode({ ...app, synthesis: first.synthesis }));
  expect(second?.reloaded).toEqual(['data/one-lambda/Code']);
  expect(app.code()).toContain('1234');
});

test('what has a say in the definitions asks for a synthesis', async () => {
  for (const file of ['amplify/names.ts', 'amplify/data/resolver.js', 'amplify/functions/two/handler.ts']) {
    const app = await synthesized();
    write(file, `export const changed = '${file}';`);
    expect(await reloadCode(app)).toBeUndefined();
  }
});

test('nothing changed, nothing is done', async () => {
  expect((await reloadCode(await synthesized()))?.reloaded).toEqual([]);
});

test('code that does not bundle is told with its place, and the code before stays', async () => {
  const app = await synthesized();
  write('lib/answer.ts', 'export const answer = ;');
  await expect(reloadCode(app)).rejects.toThrow(/lib\/answer\.ts:1:22/);
  expect(app.code()).toBe('old');
});
