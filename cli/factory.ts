import { parseArgs } from 'node:util';
import { CommandError, exitCodes, UsageError } from './errors.ts';

const USAGE = `The Agentic AI Factory on the command line.

  npm run factory -- run BLUEPRINT [--answers FILE.json] [--input FILE.json] [--project NAME] [--out DIR]
                         [--knowledge DIR] [--approve all|none] [--json]
  npm run factory -- run technical-design [--source DIR|ZIP] [--target DIR|ZIP] [--document FILE]...
                         [--answers FILE.json] ...
  npm run factory -- drift --run RUN | --project PROJECT --source DIR|ZIP [--json]
  npm run factory -- replay RUN --from STEP [--input FILE.json] [--out DIR] [--approve all|none] [--json]
  npm run factory -- approve APPROVAL [--reject | --request-changes] [--comment TEXT] [--json]
  npm run factory -- chat PROJECT AGENT "message" [--json]
  npm run factory -- status PROJECT|RUN [--json]
  npm run factory -- questions AGENT [--json]
  npm run factory -- scan DIR|ZIP [--json]
  npm run factory -- token EMAIL
  npm run factory -- doctor [--json]

  BLUEPRINT is built in (transformation, technical-design) or one of your organization's. PROJECT is an id or an exact name. It talks to the backend that runs, or starts an offline one for itself.
  --user EMAIL   who signs in (pm@demo.test); the password comes from FACTORY_PASSWORD, offline the demo's

  Exit: 0 completed, 1 failed, 2 not understood, 3 waiting at a gate.`;

/** Progress goes to standard error: standard output is the result's. */
const say = (line: string) => {
  process.stderr.write(`${line}\n`);
};

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        answers: { type: 'string' },
        approve: { type: 'string', default: 'none' },
        comment: { type: 'string', default: '' },
        document: { type: 'string', multiple: true },
        from: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
        input: { type: 'string' },
        json: { type: 'boolean', default: false },
        knowledge: { type: 'string' },
        out: { type: 'string' },
        project: { type: 'string' },
        run: { type: 'string' },
        source: { type: 'string' },
        target: { type: 'string' },
        reject: { type: 'boolean', default: false },
        'request-changes': { type: 'boolean', default: false },
        user: { type: 'string', default: 'pm@demo.test' },
      },
    });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Runs one command; answers the exit code. @throws UsageError, CommandError */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args);
  const [command, ...operands] = positionals;
  const { json, user } = values;
  if (values.help || command === 'help') {
    process.stdout.write(`${USAGE}\n`);
    return exitCodes.completed;
  }
  if (!['all', 'none'].includes(values.approve)) throw new UsageError('--approve takes all or none.');
  switch (command) {
    case 'run': {
      const [blueprint] = exactly(operands, 'run BLUEPRINT');
      return (await import('./commands/run.ts')).run({ ...values, blueprint, say });
    }
    case 'drift':
      exactly(operands, 'drift');
      return (await import('./commands/drift.ts')).drift({ ...values, say });
    case 'replay': {
      const [runId] = exactly(operands, 'replay RUN');
      return (await import('./commands/replay.ts')).replay({ ...values, runId, say });
    }
    case 'approve': {
      const [approvalId] = exactly(operands, 'approve APPROVAL');
      const { reject, comment } = values;
      const isChange = values['request-changes'];
      if (reject && isChange) throw new UsageError('--reject and --request-changes exclude each other.');
      const decision = reject ? 'reject' : isChange ? 'request_changes' : 'approve';
      return (await import('./commands/approve.ts')).approve({ approvalId, decision, comment, json, user, say });
    }
    case 'chat': {
      const [project, agent, message] = exactly(operands, 'chat PROJECT AGENT "message"');
      return (await import('./commands/chat.ts')).chat({ project, agent, message, json, user, say });
    }
    case 'status': {
      const [project] = exactly(operands, 'status PROJECT');
      return (await import('./commands/status.ts')).status({ project, json, user, say });
    }
    case 'questions': {
      const [agent] = exactly(operands, 'questions AGENT');
      return (await import('./commands/questions.ts')).questions({ agent, json });
    }
    case 'scan': {
      const [source] = exactly(operands, 'scan SOURCE');
      return (await import('./commands/scan.ts')).scan({ source, json, say });
    }
    case 'token': {
      const [email] = exactly(operands, 'token EMAIL');
      return (await import('./commands/token.ts')).token({ email, say });
    }
    case 'doctor':
      exactly(operands, 'doctor');
      return (await import('./commands/doctor.ts')).doctor({ json, user });
    case undefined:
      throw new UsageError('Name a command.');
    default:
      throw new UsageError(`There is no command ${JSON.stringify(command)}.`);
  }
}

/** The operands that the usage line names, no more and no less. */
function exactly(operands: readonly string[], usage: string): [string, string, string] {
  const count = usage.match(/\b[A-Z]{2,}\b|"message"/g)?.length ?? 0;
  if (operands.length !== count) throw new UsageError(`Usage: npm run factory -- ${usage}`);
  const [first = '', second = '', third = ''] = operands;
  return [first, second, third];
}

/** A pipe takes 64 KB at a time: the process ends when the rest is written, or nobody reads any more. */
function end(code: number): void {
  process.stdout.once('error', () => process.exit(code));
  process.stdout.write('', () => process.exit(code));
}

if (process.argv[1] === import.meta.filename) {
  main(process.argv.slice(2)).then(end, (error: unknown) => {
    if (error instanceof UsageError) {
      say(`${error.message}\n\nAll commands: npm run factory -- --help`);
      end(exitCodes.usage);
      return;
    }
    say(
      error instanceof CommandError
        ? `${error.message}\n${error.remedy}`
        : String(error instanceof Error ? error.stack : error),
    );
    end(exitCodes.failed);
  });
}
