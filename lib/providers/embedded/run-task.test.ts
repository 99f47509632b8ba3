import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import {
  AgentInputError,
  AgentOutputError,
  type AgentResult,
  defineTask,
  noUsage,
  type TaskContext,
} from '#lib/agents/agent';
import { AgentFailure } from './embedded.ts';
import { runTask, unknownReason } from './run-task.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const result = (output: string): AgentResult<string> => ({
  ...{ output, artifacts: [], evidence: [], questions: [], progress: {}, usage: noUsage },
});

/** Runs a task for a second at most; `signal` cancels it from outside. */
function runFor(
  work: (context: TaskContext) => Promise<AgentResult<string>>,
  input: unknown = 'in',
  signal?: AbortSignal,
) {
  const task = defineTask('shouter', {
    title: 'Shout',
    input: z.string(),
    output: z.string().max(10),
    run: (_text, context) => work(context),
  });
  const context = {
    ...{ attempt: 1, continuation: undefined, now: () => new Date(), remainingMs: () => 1000 },
    ...{ emit: () => undefined, log: () => undefined, progress: () => Promise.resolve() },
    saveContinuation: () => Promise.reject(new Error('not here')),
    callTool: () => Promise.reject(new Error('no tools here')),
    place: { runId: 'r1', key: 'step' },
  };
  const request = { agentId: 'shouter', workId: 'work-1', task, input, timeoutMs: 1000, context };
  return runTask({ ...request, signal: signal ?? new AbortController().signal });
}

describe('runTask', () => {
  it('gives what the task answers', async () => {
    expect(await runFor(() => Promise.resolve(result('HELLO')))).toEqual(result('HELLO'));
  });

  it('tells bad input and bad answers apart from failures', async () => {
    await expect(runFor(() => Promise.resolve(result('')), 1)).rejects.toThrow(AgentInputError);
    await expect(runFor(() => Promise.resolve(result('far too long')))).rejects.toThrow(AgentOutputError);
    const thrown = runFor(() => Promise.reject(new Error('no network')));
    await expect(thrown).rejects.toThrow(AgentFailure);
    await expect(thrown).rejects.toMatchObject({ message: unknownReason, cause: new Error('no network') });
  });

  it('keeps waiting for a conversation as the answer, whatever the output', async () => {
    const waiting = { ...result('not an output at all'), waitFor: 'conversation' } as const;
    expect(await runFor(() => Promise.resolve(waiting))).toMatchObject({ waitFor: 'conversation' });
  });

  it('gives up after its time, and has the work know of it', async () => {
    const seen: unknown[] = [];
    const running = runFor(({ signal }) => {
      signal?.addEventListener('abort', () => seen.push(signal.reason));
      return new Promise(() => undefined);
    });
    const failed = expect(running).rejects.toThrow('Agent "shouter" took longer than 1 s.');
    await vi.advanceTimersByTimeAsync(1000);
    await failed;
    expect(seen).toHaveLength(1);
  });

  it('ends with the reason of who cancels it, also where the work fails because of that', async () => {
    const cancel = new AbortController();
    const running = runFor(
      ({ signal }) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('torn')))),
      'in',
      cancel.signal,
    );
    const failed = expect(running).rejects.toThrow('enough');
    cancel.abort(new Error('enough'));
    await failed;
  });

  it('does not begin what is cancelled already', async () => {
    let begun = 0;
    const work = () => Promise.resolve(result(String((begun += 1))));
    await expect(runFor(work, 'in', AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    expect(begun).toBe(0);
  });

  it('leaves no timer behind', async () => {
    await runFor(() => Promise.resolve(result('HELLO')));
    expect(vi.getTimerCount()).toBe(0);
  });
});
