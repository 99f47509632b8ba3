import * as z from 'zod/mini';
import { addUsage, type UsageLine, usageLineSchema } from '#lib/domain/cost/usage';
import { decide, pendingCommands } from '#lib/domain/run/decide';
import { type RunCommand, type RunState, runStateSchema } from '#lib/domain/run/state';
import { nextWake } from '#lib/domain/run/wake';
import type { RunRecord } from '#lib/repositories/run';
import type { SupervisorPorts } from './ports.ts';
import type { RunNews } from './read-message.ts';
import { type DecisionShare, usageOfDecision } from './usage.ts';

/** Beyond this many collisions something else is wrong; the messages come again later. */
const maximumRounds = 8;

/** The batch that a run's news came with. */
export interface BatchShare extends Pick<DecisionShare, 'memoryMb' | 'runs' | 'batchSize'> {
  /** Billed time of the call so far. */
  readonly elapsedMs: () => number;
}

export interface Advanced {
  readonly record: RunRecord;
  readonly state: RunState;
  readonly commands: readonly RunCommand[];
}

/**
 * Decides on all news of a run at once and writes what came of it, on condition that nobody was faster; whoever was
 * slower loads what the other wrote and decides again. News that came before may have been decided on without its
 * commands carried out: then everything that is under way is commanded again.
 */
export async function advanceRun(
  runId: string,
  news: readonly RunNews[],
  batch: BatchShare,
  ports: Pick<SupervisorPorts, 'runs' | 'logger'>,
): Promise<Advanced | undefined> {
  let written:
    | { readonly version: number; readonly text: string; readonly commands: readonly RunCommand[] }
    | undefined;
  for (let round = 0; round < maximumRounds; round += 1) {
    const record = await ports.runs.get(runId);
    if (!record) {
      ports.logger.warn('news of a run that is gone', { runId });
      return undefined;
    }
    // The answer to a write may be lost and the write repeated beneath: then what stands there is our own.
    const isOurs = written?.version === record.version && written.text === textOf(record.state);
    if (written && isOurs) return { record, state: record.state, commands: written.commands };
    const { state, commands } = fold(record, news);
    // Whether a lost write of ours lies beneath what others wrote since, nobody can tell any more.
    const mayBeLost = written !== undefined && record.version > written.version;
    const again = mayBeLost || news.some(({ isAgain }) => isAgain) ? pendingCommands(record.definition, state) : [];
    const all = withoutRepeats([...commands, ...again]);
    const isSaved =
      state === record.state ||
      (await ports.runs.save({
        record,
        state,
        usage: addUsage(usageSchema.parse(record.usage ?? []), used(state, all, news.length, batch)),
        steps: changedSteps(record.state, state),
        wakeAt: nextWake(state),
      }));
    if (!isSaved) {
      ports.logger.info('the run moved meanwhile; deciding again', { runId });
      written ??= { version: record.version + 1, text: textOf(state), commands: all };
      continue;
    }
    return { record, state, commands: all };
  }
  throw new Error(`Run ${runId} moved ${maximumRounds} times during one decision.`);
}

/** The same for the same state: reading it orders its fields anew. */
const textOf = (state: RunState): string => JSON.stringify(runStateSchema.parse(JSON.parse(JSON.stringify(state))));

const usageSchema = z.array(usageLineSchema);

function used(state: RunState, commands: readonly RunCommand[], messages: number, batch: BatchShare): UsageLine[] {
  const { elapsedMs, ...shared } = batch;
  return usageOfDecision({ ...shared, state, commands, messages, milliseconds: elapsedMs() / batch.runs });
}

function fold(record: RunRecord, news: readonly RunNews[]): { state: RunState; commands: RunCommand[] } {
  const commands: RunCommand[] = [];
  let state = record.state;
  for (const { input, organization } of news) {
    // An id that was freed with its project may be another organization's by now.
    if (organization !== undefined && organization !== record.organization) continue;
    const decision = decide(record.definition, state, input);
    state = decision.state;
    commands.push(...decision.commands);
  }
  return { state, commands };
}

/** States of steps that are new, by key. */
export function changedSteps(before: RunState, after: RunState): Record<string, unknown> {
  return Object.fromEntries(Object.entries(after.steps).filter(([key, step]) => before.steps[key] !== step));
}

function withoutRepeats(commands: readonly RunCommand[]): RunCommand[] {
  return [...new Map(commands.map((command) => [JSON.stringify(command), command])).values()];
}
