import { existsSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import type { Allowed } from './assembly/unsupported.ts';
import { DefinitionError, OfflineError } from './kernel/errors.ts';
import { inSources } from './kernel/source-places.ts';
import { describeSummary, type Summary } from './summary.ts';

const USAGE = `Runs an Amplify Gen 2 app on this machine, without an AWS account.

  npm run offline -- [start] [--app DIR] [--port N] [--data DIR] [--outputs FILE] [--fresh] [--watch]
                            [--allow NAME]… [--allow-unsupported]
  npm run offline -- status  [--port N]
  npm run offline -- seed    [--app DIR] [--port N] [--outputs FILE]
  npm run offline -- reset   [--app DIR] [--data DIR] [--only SERVICE]
  npm run offline -- secret set NAME [--app DIR] [--port N] [--data DIR]     (the value from standard input)

  --app DIR       the app's folder, with amplify/ in it        (this one)
  --port N        the port of all AWS APIs                     (OFFLINE_PORT, else 4566)
  --data DIR      where its data is kept                       (DIR of the app/.offline)
  --outputs FILE  where amplify_outputs.json is written        (in the app's folder)
  --fresh         synthesize even if nothing changed
  --watch         apply changes of the app's definitions and code as they are saved
  --allow NAME    start although this is not emulated: a logical id, LogicalId.Property, a type or a service (AWS::SNS);
                  may be repeated
  --allow-unsupported  start whatever is not emulated`;

const COMMAND_NAMES = ['start', 'status', 'seed', 'reset', 'secret'] as const;

export type CommandLine = {
  command: (typeof COMMAND_NAMES)[number];
  /** Words after the command: `set NAME` of secret. */
  words: readonly string[];
  /** The one service whose data `reset` deletes. */
  only: string | undefined;
  app: string;
  port: number;
  dataFolder: string;
  outputsFile: string;
  fresh: boolean;
  watch: boolean;
  allowed: Allowed;
};

/** @throws OfflineError with the usage when an option or command is unknown. */
export function parseCommandLine(args: readonly string[], env: NodeJS.ProcessEnv, cwd: string): CommandLine | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help) return 'help';
  const [name = 'start', ...more] = positionals;
  const command = COMMAND_NAMES.find((known) => known === name);
  const isComplete = command === 'secret' ? more[0] === 'set' && more.length === 2 : more.length === 0;
  if (!command || !isComplete) {
    throw new OfflineError(`Unknown command: ${positionals.join(' ')}.`, USAGE);
  }
  const given = values.port ?? env.OFFLINE_PORT ?? '4566';
  const port = Number(given);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new OfflineError(`${given} is no port.`, 'Give --port N or OFFLINE_PORT a number from 1 to 65535.');
  const app = path.resolve(cwd, values.app ?? '.');
  return {
    command,
    words: more,
    only: values.only,
    app,
    port,
    dataFolder: values.data ? path.resolve(cwd, values.data) : path.join(app, '.offline'),
    outputsFile: values.outputs ? path.resolve(cwd, values.outputs) : path.join(app, 'amplify_outputs.json'),
    fresh: values.fresh ?? false,
    watch: values.watch ?? false,
    allowed: { all: values['allow-unsupported'] ?? false, names: values.allow ?? [] },
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        app: { type: 'string' },
        port: { type: 'string' },
        data: { type: 'string' },
        outputs: { type: 'string' },
        fresh: { type: 'boolean' },
        watch: { type: 'boolean' },
        only: { type: 'string' },
        allow: { type: 'string', multiple: true },
        'allow-unsupported': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (cause) {
    throw new OfflineError(cause instanceof Error ? cause.message : String(cause), USAGE, cause);
  }
}

async function start(line: CommandLine): Promise<void> {
  // Before anything is made there: a mistyped folder must not come to be.
  for (const folder of [line.app, path.join(line.app, 'amplify')]) {
    if (existsSync(folder)) continue;
    throw new OfflineError(`${folder} does not exist.`, 'Name the folder of an Amplify Gen 2 app with --app DIR.');
  }
  const { becomeSmall } = await import('./own-process.ts');
  await becomeSmall(path.join(import.meta.dirname, 'launch', 'bundled-cli.ts'), path.join(line.dataFolder, 'compiled'));
  const { startBackend } = await import('./backend.ts');
  let isStopping = false;
  let stopAll = (): Promise<void> => Promise.resolve();
  const stop = (signal: NodeJS.Signals) => {
    // An impatient second Ctrl-C ends at once; the same wish told by another way does not.
    if (isStopping && signal === 'SIGINT') process.exit(1);
    if (isStopping) return;
    isStopping = true;
    void stopAll().finally(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

  const backend = await startBackend({ ...line, onProgress: say });
  const stopWatching = line.watch ? (await import('./watch.ts')).watchApp(line.app, backend, say) : undefined;
  stopAll = () => {
    stopWatching?.();
    return backend.stop();
  };
  say(describeSummary(backend.summary()));
}

async function status({ port }: CommandLine): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/_offline/status`).catch(() => undefined);
  if (!response?.ok) {
    throw new OfflineError(
      response ? `What answers on port ${port} is not ready.` : `No offline backend answers on port ${port}.`,
      'Start it with `npm run offline`, or name its port with --port N.',
    );
  }
  say(describeSummary((await response.json()) as Summary));
}

async function reset({ dataFolder, only }: CommandLine): Promise<void> {
  const { emptyDataFolder } = await import('./data-folder.ts');
  if (!existsSync(dataFolder)) return say(`${dataFolder} does not exist: there is nothing to delete.`);
  emptyDataFolder(dataFolder, only);
  say(
    only === undefined
      ? `${dataFolder} is empty: accounts, records, files and messages are deleted.`
      : `The data of ${only} in ${dataFolder} is deleted; the other services keep theirs.`,
  );
}

async function secret({ words, port, dataFolder }: CommandLine): Promise<void> {
  const { setSecret } = await import('./set-secret.ts');
  const [, name = ''] = words;
  if (process.stdin.isTTY) say(`Type the value of ${name} and end it with Ctrl-D:`);
  const value = (await text(process.stdin)).replace(/\r?\n$/, '');
  say(await setSecret({ name, value, port, dataFolder }));
}

async function seed(line: CommandLine): Promise<void> {
  const { runSeed } = await import('./seed.ts');
  process.exitCode = await runSeed(line);
}

const say = (text: string) => {
  process.stdout.write(`${text}\n`);
};

const COMMANDS = { start, status, seed, reset, secret };

async function main(): Promise<void> {
  const line = parseCommandLine(process.argv.slice(2), process.env, process.cwd());
  if (line === 'help') say(USAGE);
  else await COMMANDS[line.command](line);
}

/** Does what the process's arguments say; ends the process with what is wrong where that fails. */
export function runCommandLine(): void {
  main().catch((error: unknown) => {
    process.stderr.write(`\n${describeFailure(error).join('\n')}\n\n`);
    process.exit(1);
  });
}

if (process.argv[1] === import.meta.filename) runCommandLine();

function describeFailure(error: unknown): unknown[] {
  if (error instanceof OfflineError) return [error.message, error.remedy];
  if (error instanceof DefinitionError) return [error.message];
  if (!(error instanceof Error)) return [error];
  const { code, path: file } = error as NodeJS.ErrnoException;
  const isDisk = code === 'ENOSPC' || code === 'EACCES' || code === 'EROFS' || code === 'EDQUOT';
  if (!isDisk) return [inSources(error.stack ?? error.message)];
  const reason = code === 'EACCES' || code === 'EROFS' ? 'is not writable' : 'cannot be written: the disk is full';
  return [
    `${file ?? 'A file'} ${reason}.`,
    'Make room or choose another folder with --data DIR; what was there is intact.',
  ];
}
