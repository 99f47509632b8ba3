// `npm start`: the whole product on this machine. `npm run dev` is the same with hot reload of app and backend.
import path from 'node:path';
import { Children } from './child-processes.ts';
import { portFrom, requireFreePort } from './ports.ts';
import { root, type StackOptions, startStack } from './stack.ts';

const began = performance.now();
const children = new Children();

function progress(step: string): void {
  process.stdout.write(`  ${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${step}\n`);
}

let isEnding = false;
function end(code: number): void {
  if (isEnding) return;
  isEnding = true;
  void children.stop().then(() => process.exit(code));
}
function fail(message: string): void {
  if (isEnding) return;
  process.stderr.write(message);
  end(1);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));

try {
  const options: StackOptions = {
    webPort: portFrom('PORT', 3000),
    offlinePort: portFrom('OFFLINE_PORT', 4566),
    dataFolder: path.join(root, '.offline'),
    outputsFile: path.join(root, 'amplify_outputs.json'),
    dev: process.argv.includes('--dev'),
    output: 'inherit',
    progress,
  };
  await requireFreePort(options.webPort, 'PORT');
  await requireFreePort(options.offlinePort, 'OFFLINE_PORT');
  process.stdout.write('\nAgentic AI Factory\n\n');
  progress('synthesizing amplify/, building what changed');
  const web = await startStack(children, options);
  process.stdout.write(welcome(options));
  void web.ended.then((code) => fail(`The web app ended with ${code}.\n`));
} catch (error) {
  fail(`\n${error instanceof Error ? error.message : String(error)}\n\n`);
}

function welcome({ webPort, offlinePort }: StackOptions): string {
  return `
  Open       http://localhost:${webPort}
  AWS APIs   http://localhost:${offlinePort}  (inspector: /_offline)

  Sign in with one of these; the password of all is Factory-demo-1
    admin@demo.test      platform administrator
    pm@demo.test         project manager, organization demo
    architect@demo.test  architect, organization demo
    developer@demo.test  developer, organization demo
    pm@other.test, architect@other.test, developer@other.test  another organization

  Ctrl-C stops everything; the data stays in .offline/.

`;
}
