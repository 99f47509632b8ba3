import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { OfflineError } from '../kernel/errors.ts';
import { locatePackage } from './app-packages.ts';
import { readOwnJson } from './json-file.ts';
import { listOf, textOf } from './values.ts';

const SCRIPT = path.join(import.meta.dirname, 'synthesizer-process.mjs');
const PRELOAD = ['@aws-amplify/backend', 'aws-cdk-lib'];
const WARM_AFTER_MS = 300;
const KEPT_OUTPUT = 1_000_000;

export type SynthesisJob = {
  /** Absolute path of the module that defines the backend. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  /** A lockfile to pretend, where the app has none. */
  readonly lockfile: string | undefined;
};
export type SynthesisResult = {
  readonly code: number | null;
  /** What it printed. */
  readonly output: string;
  /** Files and folders that the definitions read, absolute. */
  readonly reads: readonly string[];
};

type Started = { child: ChildProcessByStdio<Writable, Readable, Readable>; output: () => string; pins: string };

/**
 * Runs the app's definitions, each time in a process of its own. While it is kept warm, the next process stands by with
 * the packages loaded, which takes two seconds off a synthesis; it costs some 250 MB while it waits.
 */
export class Synthesizer {
  readonly #app: string;
  readonly #folder: string;
  #isKeptWarm = false;
  #spare: Started | undefined;
  #running: Started | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param folder where it keeps what it learned about the app */
  constructor(app: string, folder: string) {
    this.#app = app;
    this.#folder = folder;
    process.once('exit', this.stop);
  }

  /** From now on a process stands by. */
  keepWarm(): void {
    this.#isKeptWarm = true;
    this.#timer = setTimeout(() => {
      this.#spare ??= this.#start(true);
    }, WARM_AFTER_MS);
    this.#timer.unref();
  }

  async run(job: SynthesisJob): Promise<SynthesisResult> {
    const spare = this.#spare?.pins === pinsOf(this.#app) ? this.#spare : undefined;
    if (!spare) this.#spare?.child.kill();
    this.#spare = undefined;
    const started = spare ?? this.#start(false);
    this.#running = started;
    started.child.ref();
    const code = new Promise<number | null>((resolve, reject) => {
      started.child.on('error', reject);
      started.child.on('close', resolve);
    });
    // A process that ended by itself cannot take its job; its exit code says so.
    started.child.stdin.on('error', () => undefined);
    started.child.stdin.end(JSON.stringify({ ...job, report: this.#report }));
    try {
      const ended = await code;
      return { code: ended, output: started.output(), reads: listOf(readOwnJson(this.#report).reads).map(textOf) };
    } finally {
      this.#running = undefined;
      if (this.#isKeptWarm) this.keepWarm();
    }
  }

  stop = (): void => {
    this.#isKeptWarm = false;
    clearTimeout(this.#timer);
    this.#spare?.child.kill();
    this.#running?.child.kill();
    process.off('exit', this.stop);
  };

  get #report(): string {
    return path.join(this.#folder, 'synthesizer.json');
  }

  #start(ahead: boolean): Started {
    const tsx = locatePackage(this.#app, 'tsx');
    if (!tsx) throw new OfflineError('tsx is not installed in the app.', 'Install it: npm install -D tsx.');
    const order = JSON.stringify({ app: this.#app, preload: ahead ? PRELOAD : [], report: ahead ? this.#report : '' });
    const child = spawn(process.execPath, ['--import', pathToFileURL(tsx).href, SCRIPT, order], {
      cwd: this.#app,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-KEPT_OUTPUT);
      });
    }
    if (ahead) {
      // It is awaited only when it gets its job; waiting, it shall not keep the backend alive.
      child.on('error', () => undefined);
      child.unref();
    }
    return { child, output: () => output, pins: pinsOf(this.#app) };
  }
}

/** Changes when packages are installed: a process that loaded the old ones must not be used. */
function pinsOf(app: string): string {
  return ['package.json', 'tsconfig.json', 'node_modules/.package-lock.json', 'pnpm-lock.yaml', 'yarn.lock']
    .map((name) => path.join(app, name))
    .map((file) => (existsSync(file) ? `${statSync(file).mtimeMs}` : ''))
    .join();
}
