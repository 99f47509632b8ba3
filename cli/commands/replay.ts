import path from 'node:path';
import { readInput } from '../answers.ts';
import { openBackend } from '../backend.ts';
import { UsageError } from '../errors.ts';
import { findProject } from '../projects.ts';
import { readRun, replayRun } from '../runs.ts';
import { openSession } from '../session.ts';
import { finish } from './run.ts';

export type ReplayOptions = {
  runId: string;
  from?: string;
  input?: string;
  out?: string;
  approve: string;
  json: boolean;
  user: string;
  say: (line: string) => void;
};

/** Runs a blueprint again from a step on; what came before is taken over. Answers the exit code. */
export async function replay({ runId, from, input, say, ...options }: ReplayOptions): Promise<number> {
  if (from === undefined) throw new UsageError('Usage: npm run factory -- replay RUN --from STEP');
  const changed = input === undefined ? {} : { input: readInput(input) };
  const backend = await openBackend(say);
  try {
    const session = await openSession(backend, options.user);
    const { projectId, blueprintId } = await readRun(session, runId);
    const { name } = await findProject(session, projectId);
    const newRunId = await replayRun(session, { runId, fromStepId: from, ...changed });
    say(`run ${newRunId}, from ${from} of ${runId}`);
    const out = path.resolve(options.out ?? `factory-${blueprintId}`);
    return await finish(session, { ...options, say, projectId, runId: newRunId, name, out, blueprint: blueprintId });
  } finally {
    await backend.stop();
  }
}
