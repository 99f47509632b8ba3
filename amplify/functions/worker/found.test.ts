import { expect, it } from 'vitest';
import { createMemoryWorker } from './memory-ports.ts';

// What the tools answer is checked in lib/tools/call-tool.test.ts; here, that the step's findings are kept.
const steps = [{ id: 'work', title: 'Work', agent: 'probe', inputs: { value: { value: 'Write to ann@x.org.' } } }];
const found = [{ kind: 'email' as const, action: 'MASKED' as const, count: 2 }];

function worker(isFailing: boolean) {
  return createMemoryWorker({
    steps,
    runAgentTask: async (_, { guard, task, input, context }) => {
      guard?.report(found);
      guard?.report(found);
      if (isFailing) throw new Error('the model is gone');
      return await task.run(input, { ...context, signal: new AbortController().signal });
    },
  });
}

it.each([false, true])(
  'what is found in a step is kept once, with its place, whether it fails (%s) or not',
  async (isFailing) => {
    const work = worker(isFailing);
    await work.deliver([work.message('work')]);
    expect(work.record('work')?.status).toBe(isFailing ? 'FAILED' : 'SUCCEEDED');
    expect(work.findings).toMatchObject([
      {
        ...{ organization: 'demo', projectId: 'p1', runId: 'r1', key: 'work', agentId: 'probe', subject: 'probe' },
        ...{ kind: 'email', source: 'PROMPT', action: 'MASKED', count: 4, places: [] },
      },
    ]);
    // Work that is done again after a loss finds the same.
    const again = worker(isFailing);
    await again.deliver([again.message('work')]);
    expect(again.findings[0]?.id).toBe(work.findings[0]?.id);
  },
);

it('a step does not fail because its findings cannot be kept', async () => {
  const work = worker(false);
  const record = () => Promise.reject(new Error('the table is throttled'));
  Object.assign(work.ports, { findings: { record } });
  await work.deliver([work.message('work')]);
  expect(work.record('work')?.status).toBe('SUCCEEDED');
  expect(JSON.stringify(work.warnings)).toContain('findings were not kept');
});
