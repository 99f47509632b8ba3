import { expect, it } from 'vitest';
import * as z from 'zod';
import type { Agent } from '#lib/agents/agent';
import { defineAgent, defineTask, noUsage } from '#lib/agents/agent';
import { probeManifest } from '#lib/agents/probe/manifest';
import type { AssessmentRecord } from '#lib/repositories/assessment';
import { createMemoryWorker } from './memory-ports.ts';

/** Says what it was given. */
const reader: Agent = defineAgent(probeManifest, () => Promise.reject(new Error('not a conversation')), '', {
  read: defineTask('assessment', {
    title: 'Read',
    input: z.unknown(),
    output: z.unknown(),
    given: ['project', 'assessment'],
    run: (output) =>
      Promise.resolve({ output, artifacts: [], evidence: [], questions: [], progress: {}, usage: noUsage }),
  }),
});
const steps = [{ id: 'work', title: 'Work', agent: 'assessment', inputs: { name: { from: 'project.name' } } }];

const assessmentOf = (organization: string): AssessmentRecord => ({
  ...{ projectId: 'p1', organization, version: 1, state: { secret: true }, outbox: null, completedAt: null },
  progress: { technical: 0, governance: 0, business: 0, commercial: 0 },
});

async function givenTo(records: { projectOf: string; assessmentOf: string }): Promise<unknown> {
  const assessment = assessmentOf(records.assessmentOf);
  const worker = createMemoryWorker({
    steps,
    agents: { assessment: reader },
    projectOf: records.projectOf,
    assessment,
  });
  await worker.deliver([worker.message('work')]);
  return worker.output('work');
}

it('an agent is given the records of the run’s own organization', async () => {
  expect(await givenTo({ projectOf: 'demo', assessmentOf: 'demo' })).toMatchObject({
    ...{ name: 'Claims', project: { name: 'Claims' }, assessment: { state: { secret: true } } },
  });
});

it('an agent is given nothing of another organization that has, or had, the project’s id', async () => {
  const given = await givenTo({ projectOf: 'other', assessmentOf: 'other' });
  expect(given).toEqual({ assessment: null });
});
