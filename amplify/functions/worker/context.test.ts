import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Agent, defineAgent, defineTask, noUsage, type TaskContext } from '#lib/agents/agent';
import { probeManifest } from '#lib/agents/probe/manifest';
import { createMemoryWorker } from './memory-ports.ts';
import { createStepLog } from './step-log.ts';

/** An agent whose one task does this. */
function agentThat(work: (context: TaskContext) => Promise<void>): Agent {
  const run = async (_input: unknown, context: TaskContext) => {
    await work(context);
    return { output: null, artifacts: [], evidence: [], questions: [], progress: {}, usage: noUsage };
  };
  const task = defineTask('probe', { title: 'Work', input: z.unknown(), output: z.null(), run });
  return defineAgent(probeManifest, () => Promise.reject(new Error('not a conversation')), '', { work: task });
}
const step = (agent: string) => ({ id: 'work', title: 'Work', agent });

describe('what a task is given', () => {
  it('is its attempt and what an approver asked for', async () => {
    const seen: unknown[] = [];
    const agents = {
      probe: agentThat(({ attempt, feedback, continuation }) => {
        seen.push({ attempt, feedback, continuation });
        return Promise.resolve();
      }),
    };
    const worker = createMemoryWorker({ steps: [step('probe')], agents });
    await worker.deliver([worker.message('work', { attempt: 3, since: 3, feedback: 'shorter' })]);
    expect(seen).toEqual([{ attempt: 3, feedback: 'shorter', continuation: undefined }]);
  });

  it('is a way to tell how far a design is: each section, and the whole', async () => {
    const agents = {
      design: agentThat(async (context) => {
        await context.progress('context', 50);
        await context.progress('context', 120);
        await context.progress('security', 20.4);
      }),
    };
    const worker = createMemoryWorker({ steps: [step('design')], agents });
    await worker.deliver([worker.message('work')]);
    const told = worker.events.flatMap(({ name, detail }) => (name === 'design.progress.updated' ? [detail] : []));
    expect(told.map((detail) => [detail.sectionId, detail.completionPercentage, detail.overallPercentage])).toEqual([
      ['context', 50, 6],
      ['context', 100, 12],
      ['security', 20, 15],
    ]);
    expect(new Set(told.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3);
  });

  it('tells the phases of a technical design, which is no share of the project, and nothing of other agents', async () => {
    const telling = agentThat((context) => context.progress('discovery', 100));
    const steps = [
      { id: 'discovery', title: 'Discovery', agent: 'tech-design', task: 'work' },
      { id: 'review', title: 'Review', agent: 'tech-design', task: 'work' },
    ];
    const worker = createMemoryWorker({ steps, agents: { 'tech-design': telling } });
    await worker.deliver([worker.message('discovery')]);
    const told = worker.events.flatMap(({ name, detail }) => (name === 'design.progress.updated' ? [detail] : []));
    expect(told).toMatchObject([
      { sectionId: 'discovery', completionPercentage: 100, overallPercentage: 50, movesProject: false },
    ]);
    const other = createMemoryWorker({ steps: [step('probe')], agents: { probe: telling } });
    await other.deliver([other.message('work')]);
    expect(other.events.filter(({ name }) => name === 'design.progress.updated')).toEqual([]);
  });

  it('does not fail for progress that cannot be told', async () => {
    const agents = { design: agentThat((context) => context.progress('context', 50)) };
    const worker = createMemoryWorker({ steps: [step('design')], agents });
    worker.cutNext('publish', 'before');
    expect(await worker.deliver([worker.message('work')])).toEqual([]);
    expect([worker.isCut(), worker.record('work')?.status]).toEqual([true, 'SUCCEEDED']);
  });

  it('is a log that stands in the record of the step', async () => {
    const agents = {
      probe: agentThat((context) => {
        context.log('first');
        context.log('second');
        return Promise.resolve();
      }),
    };
    const worker = createMemoryWorker({ steps: [step('probe')], agents });
    await worker.deliver([worker.message('work')]);
    expect(worker.record('work')?.logs).toEqual(['first', 'second']);
  });
});

describe("a step's log", () => {
  it('keeps a hundred lines of five hundred characters, and says how many it did not', () => {
    const log = createStepLog();
    for (let line = 1; line <= 150; line += 1) log.add(`${line} ${'x'.repeat(1000)}`);
    expect(log.lines()).toHaveLength(100);
    expect(log.lines()[0]).toHaveLength(500);
    expect(log.lines().at(-1)).toBe('51 more lines were not kept.');
  });
});
