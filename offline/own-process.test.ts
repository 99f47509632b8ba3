import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
const sourceOf = (file: string) => path.join(import.meta.dirname, file);

const SERVICE = (answer: string) =>
  `export const answer: string = '${answer}';\nexport const fails = (): never => {\n  throw new Error('no');\n};\n`;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'own process-'));
  writeFileSync(path.join(folder, 'service.ts'), SERVICE('42 «»'));
  writeFileSync(
    path.join(folder, 'main.ts'),
    `import { inSources } from '${sourceOf('kernel/source-places.ts')}';
import { becomeSmall } from '${sourceOf('own-process.ts')}';
const say = (what: string) => console.log(process.pid + ' ' + what);
say('begun');
const [, , data = '', ...rest] = process.argv;
await becomeSmall('${path.join(folder, 'main.ts')}', data);
const { answer, fails } = await import('./service.ts');
const modules: string[] = Reflect.get(process, 'moduleLoadList');
let stack = '';
try { fails(); } catch (error) { stack = inSources((error as Error).stack ?? ''); }
say('ready ' + JSON.stringify({
  answer,
  arguments: rest,
  options: process.execArgv,
  readsTypeScript: modules.some((name) => name.includes('amaro')),
  variables: Object.keys(process.env).filter((name) => /OFFLINE_PROCESS|COMPILE_CACHE|MALLOC/.test(name)),
  failedAt: stack.split('\\n')[1]?.trim(),
}));
`,
  );
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Ready = {
  answer: string;
  arguments: string[];
  options: string[];
  readsTypeScript: boolean;
  variables: string[];
  failedAt: string;
};

/** What a run said, up to its end; `hasParent`: with a channel to the process that started it. */
async function run({ hasParent = false } = {}): Promise<{ pids: string[]; begun: number; ready: Ready[] }> {
  const child = spawn(
    process.execPath,
    ['--no-warnings', path.join(folder, 'main.ts'), path.join(folder, 'compiled'), '--port', '4650'],
    { stdio: ['ignore', 'pipe', 'ignore', ...(hasParent ? (['ipc'] as const) : [])] },
  );
  const said = (child.stdout ? await text(child.stdout) : '').trim().split('\n');
  const ready = said.flatMap((line) => /^\d+ ready (.*)$/.exec(line)?.[1] ?? []);
  return {
    pids: [...new Set(said.map((line) => line.split(' ')[0] ?? ''))],
    begun: said.filter((line) => line.endsWith(' begun')).length,
    ready: ready.map((line) => JSON.parse(line) as Ready),
  };
}

const inFolder = (name: string) => path.join(folder, 'compiled', name);
const bundles = () => readdirSync(path.join(folder, 'compiled')).filter((name) => name.endsWith('.mjs'));

test('the process becomes one of a single file without TypeScript, with the same id, options and arguments', async () => {
  const first = await run();
  expect(first.pids).toHaveLength(1);
  expect(first.begun).toBe(2);
  expect(first.ready).toEqual([
    {
      ...{ answer: '42 «»', arguments: ['--port', '4650'], readsTypeScript: false, variables: [] },
      options: ['--no-warnings', '--max-semi-space-size=8'],
      failedAt: `at fails (${path.join(folder, 'service.ts')}:3:9)`,
    },
  ]);
  expect(bundles()).toHaveLength(1);
  const { mtimeMs } = statSync(inFolder('bundle.json'));
  writeFileSync(path.join(folder, 'beside.txt'), 'nothing of the program');
  expect((await run()).ready).toEqual(first.ready);
  expect(statSync(inFolder('bundle.json')).mtimeMs).toBe(mtimeMs);
});

test('a source that changed is in the next process', async () => {
  await run();
  writeFileSync(path.join(folder, 'service.ts'), SERVICE('forty-three'));
  const { ready } = await run();
  expect(ready).toMatchObject([{ answer: 'forty-three', readsTypeScript: false }]);
});

test('what earlier programs left goes, but the last: another start may be about to become it', async () => {
  await run();
  for (const answer of ['43', '44']) {
    writeFileSync(path.join(folder, 'service.ts'), SERVICE(answer));
    await run();
  }
  expect(bundles()).toHaveLength(2);
});

test('a file that was torn is made anew', async () => {
  await run();
  for (const name of bundles()) truncateSync(inFolder(name), 10);
  expect((await run()).ready).toMatchObject([{ answer: '42 «»', readsTypeScript: false }]);
});

test('another program that keeps its files in the same folder is not taken for it', async () => {
  await run();
  const manifest = readFileSync(inFolder('bundle.json'), 'utf8');
  writeFileSync(inFolder('bundle.json'), manifest.replace(/"entry":"[^"]*"/, '"entry":"/elsewhere/main.ts"'));
  await run();
  expect(readFileSync(inFolder('bundle.json'), 'utf8')).toContain(`"entry":"${path.join(folder, 'main.ts')}"`);
});

test('a process with a channel to its parent goes on as it is', async () => {
  const { begun, ready } = await run({ hasParent: true });
  expect(begun).toBe(1);
  expect(ready).toMatchObject([
    { answer: '42 «»', arguments: ['--port', '4650'], options: ['--no-warnings'], readsTypeScript: true },
  ]);
});

test('a bundle that cannot be made leaves the process as it is', async () => {
  writeFileSync(path.join(folder, 'compiled'), 'a file where a folder should be');
  const { begun, ready } = await run();
  expect(begun).toBe(1);
  expect(ready).toMatchObject([{ answer: '42 «»' }]);
});
