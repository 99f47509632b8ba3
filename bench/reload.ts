import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, Children } from '../scripts/child-processes.ts';
import { freePort } from '../scripts/ports.ts';
import { root } from '../scripts/stack.ts';
import type { Measurement } from './measurement.ts';

const ROUNDS = 3;
/** Long enough for the next synthesizer to stand by. */
const BETWEEN_MS = 6000;
const HANDLER = 'amplify/functions/conversation/handler.ts';
const DEFINITION = 'amplify/data/resource.ts';

/** From saving a file to the line that says it is live, in watch mode, on a copy of this app. */
export async function measureReloads(): Promise<Measurement[]> {
  // Not below node_modules: what stands there counts as a package.
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-reload-'));
  const app = path.join(folder, 'app');
  mkdirSync(app);
  for (const name of ['amplify', 'lib', 'package.json', 'package-lock.json', 'tsconfig.json']) {
    cpSync(path.join(root, name), path.join(app, name), { recursive: true });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(app, 'node_modules'));
  const children = new Children();
  const flags = ['--disable-warning=ExperimentalWarning', '--experimental-strip-types'];
  const places = ['--port', String(await freePort()), '--data', path.join(folder, 'data')];
  const command = [path.join(root, 'offline/cli.ts'), 'start', '--app', app, '--watch', ...places];
  const child = children.start(process.execPath, [...flags, ...command], { cwd: root, output: 'pipe' });
  try {
    const lines = linesOf(child);
    await lines(/ready at/);
    const measure = async (file: string) => {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        await sleep(BETWEEN_MS);
        const live = lines(/(live|applied) in/);
        const saved = performance.now();
        const source = readFileSync(path.join(app, file), 'utf8');
        writeFileSync(path.join(app, file), `${source}\nexport const round${round} = ${round};\n`);
        await live;
        times.push(performance.now() - saved);
      }
      return times.toSorted((left, right) => left - right)[Math.floor(ROUNDS / 2)] ?? 0;
    };
    return [
      {
        name: 'watch mode: code saved to live',
        value: await measure(HANDLER),
        unit: 'ms',
        goal: '≤ 3000 ms',
      },
      { name: 'watch mode: definition saved to live', value: await measure(DEFINITION), unit: 'ms' },
    ];
  } finally {
    await children.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Waits for the next line of a child that fits. */
function linesOf({ process: child, ended }: Child): (wanted: RegExp) => Promise<void> {
  let waiting: { wanted: RegExp; resolve: () => void } | undefined;
  const read = (chunk: Buffer) => {
    if (!waiting?.wanted.test(chunk.toString())) return;
    waiting.resolve();
    waiting = undefined;
  };
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  return (wanted) =>
    new Promise((resolve, reject) => {
      waiting = { wanted, resolve };
      void ended.then((code) => reject(new Error(`the backend ended with ${code} while it was waited for`)));
    });
}
