import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child, Children } from './child-processes.ts';
import { buildWeb, next } from './web-build.ts';

export const root = path.resolve(import.meta.dirname, '..');

export type StackOptions = {
  readonly webPort: number;
  readonly offlinePort: number;
  readonly dataFolder: string;
  readonly outputsFile: string;
  readonly dev: boolean;
  /** Where the children's own lines go. */
  readonly output: 'inherit' | 'ignore';
  progress(step: string): void;
};

const endpoint = ({ offlinePort }: StackOptions) => `http://127.0.0.1:${offlinePort}`;

/** The AWS variables that point every stock client at the offline backend. */
const awsEnvironment = (options: StackOptions) => ({
  AWS_ENDPOINT_URL: endpoint(options),
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoint(options),
  AWS_ENDPOINT_URL_COGNITO_IDENTITY: endpoint(options),
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'offline',
  AWS_SECRET_ACCESS_KEY: 'offline',
  AMPLIFY_OUTPUTS: options.outputsFile,
});

const offline = (children: Children, options: StackOptions, command: string, more: readonly string[] = []) =>
  children.start(
    process.execPath,
    [
      ...[
        '--disable-warning=ExperimentalWarning',
        '--experimental-strip-types',
        path.join(root, 'offline/cli.ts'),
        command,
      ],
      ...['--port', String(options.offlinePort), '--outputs', options.outputsFile, ...more],
    ],
    { cwd: root, output: command === 'start' ? options.output : 'pipe' },
  );

/**
 * Starts the offline backend and resolves with its process id when it serves; starts it again whenever it ends by
 * itself.
 */
export async function startOffline(children: Children, options: StackOptions): Promise<number> {
  const run = () =>
    offline(children, options, 'start', ['--data', options.dataFolder, ...(options.dev ? ['--watch'] : [])]);
  const child = run();
  await ready(child, `${endpoint(options)}/_offline/health`, 'the offline backend', children);
  const supervise = async (running: Child): Promise<void> => {
    await running.ended;
    if (children.isStopping) return;
    process.stderr.write('The offline backend ended unexpectedly; it is started again. Its data is kept.\n');
    await sleep(500);
    await supervise(run());
  };
  void supervise(child);
  return child.process.pid ?? 0;
}

/** Runs the app's seed: the demo organizations and accounts. */
export async function seed(children: Children, options: StackOptions): Promise<void> {
  const { process: child, ended } = offline(children, options, 'seed');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (output += text.toString()));
  if ((await ended) !== 0 && !children.isStopping) {
    throw new Error(`The demo accounts could not be made:\n${output.trim()}`);
  }
}

/** Builds what changed and serves the web app; resolves when it answers. */
export async function startWeb(children: Children, options: StackOptions): Promise<Child> {
  const issuer = path.join(root, 'offline/launch/cognito-issuer.mjs');
  const child = children.start(
    process.execPath,
    [next, options.dev ? 'dev' : 'start', '--port', String(options.webPort), '--hostname', '127.0.0.1'],
    {
      cwd: root,
      env: {
        ...awsEnvironment(options),
        NEXT_TELEMETRY_DISABLED: '1',
        NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import ${issuer}`,
      },
      output: options.dev ? options.output : 'ignore',
    },
  );
  await ready(child, `http://127.0.0.1:${options.webPort}/api/health`, 'the web app', children);
  return child;
}

/** The whole product: backend, build, seed, web. Resolves when a person can sign in. */
export async function startStack(children: Children, options: StackOptions): Promise<Child> {
  const backend = startOffline(children, options).then(async () => {
    options.progress('offline backend ready');
    await seed(children, options);
    options.progress('demo organizations and accounts are there');
  });
  const build = options.dev
    ? Promise.resolve()
    : buildWeb(children).then((built) => {
        options.progress(built ? 'web app built' : 'web app unchanged since its last build');
      });
  await Promise.all([backend, build]);
  const web = await startWeb(children, options);
  options.progress('web app ready');
  return web;
}

async function ready(child: Child, url: string, what: string, children: Children): Promise<void> {
  let exit: number | undefined;
  void child.ended.then((code) => (exit = code));
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    if (exit !== undefined)
      throw new Error(children.isStopping ? 'stopped' : `${what} ended with ${exit} before it was ready`);
    await sleep(50);
  }
}
