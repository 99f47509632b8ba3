import { describe, expect, it } from 'vitest';
import type { TaskContext } from '../agent.ts';
import { agents } from '../registry.ts';
import { echoTask } from './echo-task.ts';

const context = (more: Partial<TaskContext> = {}): TaskContext => ({
  ...{ attempt: 1, continuation: undefined, now: () => new Date(0), remainingMs: () => 60_000 },
  ...{ emit: () => undefined, log: () => undefined, progress: () => Promise.resolve() },
  saveContinuation: (state) => Promise.reject(new Error(`kept ${JSON.stringify(state)}`)),
  callTool: () => Promise.reject(new Error('no tools here')),
  place: { runId: 'r1', key: 'step' },
  ...more,
});

describe('the probe', () => {
  it('says back what it is told', async () => {
    const { output } = await echoTask.run({ value: { a: [1] } }, context());
    expect(output).toEqual({ value: { a: [1] }, attempt: 1, slices: 0 });
  });

  it('fails as often as it is told to', async () => {
    await expect(echoTask.run({ failTimes: 2 }, context({ attempt: 2 }))).rejects.toThrow('Told to fail 2 times.');
    const { output } = await echoTask.run({ failTimes: 2 }, context({ attempt: 3 }));
    expect(output).toMatchObject({ attempt: 3 });
  });

  it('goes on from where it stood', async () => {
    await expect(echoTask.run({ slices: 2 }, context())).rejects.toThrow('kept {"slices":1,"passedMs":0}');
    const { output } = await echoTask.run({ slices: 2 }, context({ continuation: { slices: 2, passedMs: 0 } }));
    expect(output).toMatchObject({ slices: 2 });
  });

  it('answers as much as it is told to, and writes a file', async () => {
    const { output, artifacts } = await echoTask.run({ size: 10_000, file: 'text' }, context());
    expect(JSON.stringify(output).length).toBeGreaterThan(10_000);
    expect(JSON.stringify(output).length).toBeLessThan(10_500);
    expect(artifacts).toEqual([{ name: 'probe.txt', contentType: 'text/plain; charset=utf-8', body: 'text' }]);
  });

  it('answers what its schema does not allow when it is told to', async () => {
    await expect(echoTask.run({ garbage: true }, context())).rejects.toThrow('not allow at items');
  });

  it('stops when it is cancelled', async () => {
    const cancel = new AbortController();
    const work = echoTask.run({ delayMs: 3_600_000 }, context({ signal: cancel.signal }));
    cancel.abort(new Error('enough'));
    await expect(work).rejects.toThrow('enough');
  });

  it('can be asked outside a run too', async () => {
    const { output } = await agents.probe.run({ value: 1 }, context());
    expect(output).toMatchObject({ value: 1 });
    await expect(agents.probe.run({ failTimes: 1 }, context())).rejects.toThrow('Told to fail');
  });
});
