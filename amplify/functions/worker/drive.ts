import * as z from 'zod/mini';
import { addUsage, usageLineSchema } from '#lib/domain/cost/usage';
import { decide } from '#lib/domain/run/decide';
import { isPlain } from '#lib/domain/run/plain-command';
import type { Facts, RunCommand } from '#lib/domain/run/state';
import { nextWake } from '#lib/domain/run/wake';
import type { RunStepWrite } from '#lib/repositories/run-step';
import { changedSteps } from '../supervisor/advance-run.ts';
import { messageFor } from '../supervisor/assignments.ts';
import { usageOfAdvance } from './advance-usage.ts';
import { carryOut } from './plain-commands.ts';
import type { Invocation, WorkerPorts } from './ports.ts';
import { followingWork, type Reading, resultOf, type Work } from './work.ts';

const usageSchema = z.array(usageLineSchema);

/** What follows from a result that was stored with the run that it brings about. */
export interface Following {
  /** Steps and branches that are done in this call. */
  readonly next: readonly Reading[];
  /** Hands out what is not, and tells what is to be told. Until that is done, the message at hand must come again. */
  readonly carryOut: () => Promise<void>;
}

type Advance =
  | { readonly kind: 'advanced'; readonly following: Following }
  /** Nothing was stored: to decide is the supervisor's. */
  | { readonly kind: 'left' }
  /** The result is stored; the run is as others left it. */
  | { readonly kind: 'overtaken' }
  /** Nothing was stored: the step's record is not the worker's to write, or is its own of a moment ago. */
  | { readonly kind: 'refused' };

interface Success {
  readonly write: RunStepWrite & { readonly usd: number };
  readonly facts: Facts;
}

/**
 * A run that its worker drives on: it decides on what it has made, as the supervisor would, and goes on with what
 * follows. What is not plain sailing is left to the supervisor, who hears of it by events as ever: gates, budgets,
 * failures, and a run that somebody else has written meanwhile. The message that the drive began with is its safety
 * net: it stays in the queue until all is done, and has the supervisor command everything again when it comes again.
 */
export interface Drive {
  /** Stores a success and what the run becomes by it, in one request; one after the other. */
  advance(work: Work, success: Success): Promise<Advance>;
}

export function createDrive(first: Work, invocation: Invocation, ports: WorkerPorts): Drive | undefined {
  const { driving } = ports;
  // A message that comes again may be of a worker that was lost in the middle of a drive: it alone is seen to.
  if (!driving || invocation.isAgain) return undefined;
  const { lines } = invocation;
  const { limits } = driving;
  const known = new Map([...first.opened.steps].filter(([, { status }]) => status === 'SUCCEEDED'));
  let record = first.run;
  let isOver = false;
  let turn: Promise<unknown> = Promise.resolve();

  function isMine(command: Extract<RunCommand, { kind: 'execute' }>): boolean {
    const { attempt, since, delaySeconds, feedback } = command;
    // Of a first attempt there is no record to be looked at before.
    const isFirst = attempt === 1 && since === 1 && feedback === undefined;
    return isFirst && delaySeconds === 0 && invocation.ageMs() < limits.youngMs;
  }

  async function advance(work: Work, { write, facts }: Success): Promise<Advance> {
    const { key, attempt, since } = work.message;
    const { definition } = record;
    const input = { kind: 'step.succeeded', at: ports.now(), key, attempt, facts, usd: write.usd } as const;
    const { state, commands } = decide(definition, record.state, input);
    if (isOver || state === record.state || !commands.every(isPlain) || !driving) {
      isOver = true;
      return { kind: 'left' };
    }
    const executes = commands.filter((command) => command.kind === 'execute');
    // The step that has ended makes room for one.
    const mine = executes.filter(isMine).slice(0, 1 + Math.max(0, limits.lines - lines.active));
    const others = executes.filter((command) => !mine.includes(command));
    const usage = addUsage(
      usageSchema.parse(record.usage ?? []),
      usageOfAdvance({ state, commands, sent: others.length }),
    );
    const update = { record, state, usage, steps: changedSteps(record.state, state), wakeAt: nextWake(state) };
    // Also where the answer is lost: nobody knows then how the run stands.
    isOver = true;
    lines.active += mine.length;
    const outcome = await driving.advance(write, since, update).catch((error: unknown) => {
      lines.active -= mine.length;
      throw error;
    });
    if (outcome !== 'advanced') {
      lines.active -= mine.length;
      return { kind: outcome };
    }
    isOver = false;
    record = { ...record, state, usage, status: state.status, version: record.version + 1 };
    const result = resultOf(write);
    known.set(result.id, result);
    const told = record;
    return {
      kind: 'advanced',
      following: {
        next: mine.map((command) => followingWork(messageFor(told, command), { run: told, known }, ports)),
        carryOut: () => carryOut({ record: told, state, commands, sent: others }, { ...ports, driving }),
      },
    };
  }

  return {
    advance(work, success) {
      const answer = turn.then(() => advance(work, success));
      turn = answer.catch(() => undefined);
      return answer;
    },
  };
}
