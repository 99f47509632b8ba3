import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'own-process-'));
  // A module of its own, so that there is something to strip types from.
  writeFileSync(path.join(folder, 'service.ts'), 'export const answer: number = 42;\n');
  writeFileSync(path.join(folder, 'late.ts'), 'export const late: boolean = true;\n');
  writeFileSync(
    path.join(folder, 'main.ts'),
    `import { becomeSmall } from '${pathToFileURL(path.join(import.meta.dirname, 'own-process.ts')).href}';
const say = (what: string) => console.log(process.pid + ' ' + what);
say('begun');
await becomeSmall(process.argv[2] ?? '', { now: () => import('./service.ts'), later: () => import('./late.ts') });
const { answer }: { answer: number } = await import('./service.ts');
const modules: string[] = Reflect.get(process, 'moduleLoadList');
say('ready ' + JSON.stringify({
  answer,
  arguments: process.argv.slice(3),
  options: process.execArgv,
  readsTypeScript: modules.some((name) => name.includes('amaro')),
  variables: Object.keys(process.env).filter((name) => /OFFLINE_PROCESS|COMPILE_CACHE|MALLOC/.test(name)),
}));
`,
  );
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Ready = { answer: number; arguments: string[]; options: string[]; readsTypeScript: boolean; variables: string[] };

/** What a run said, up to its end; `hasParent`: with a channel to the process that started it. */
async function run({ hasParent = false } = {}): Promise<{ pids: string[]; begun: number; ready: Ready[] }> {
  const child = spawn(
    process.execPath,
    ['--no-warnings', path.join(folder, 'main.ts'), path.join(folder, 'compiled'), '--port', '4650'],
    { stdio: ['ignore', 'pipe', 'inherit', ...(hasParent ? (['ipc'] as const) : [])] },
  );
  const said = (child.stdout ? await text(child.stdout) : '').trim().split('\n');
  const ready = said.flatMap((line) => /^\d+ ready (.*)$/.exec(line)?.[1] ?? []);
  return {
    pids: [...new Set(said.map((line) => line.split(' ')[0] ?? ''))],
    begun: said.filter((line) => line.endsWith(' begun')).length,
    ready: ready.map((line) => JSON.parse(line) as Ready),
  };
}

test('the process becomes one that needs no TypeScript, with the same id, options and arguments', async () => {
  const first = await run();
  expect(first.pids).toHaveLength(1);
  expect(first.begun).toBeGreaterThan(1);
  const small = { answer: 42, arguments: ['--port', '4650'], readsTypeScript: false, variables: [] };
  const options = ['--no-warnings', '--max-semi-space-size=8'];
  expect(first.ready).toEqual([{ ...small, options }]);

  const second = await run();
  expect(second.begun).toBe(2);
  expect(second.ready).toEqual([{ ...small, options }]);
});

test('a process with a channel to its parent goes on as it is', async () => {
  const { begun, ready } = await run({ hasParent: true });
  expect(begun).toBe(1);
  expect(ready).toMatchObject([{ answer: 42, arguments: ['--port', '4650'], options: ['--no-warnings'] }]);
});
