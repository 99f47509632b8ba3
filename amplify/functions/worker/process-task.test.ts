import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { type Agent, defineAgent, defineTask, noUsage } from '#lib/agents/agent';
import { probeManifest } from '#lib/agents/probe/manifest';
import { createMemoryWorker } from './memory-ports.ts';

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-21T08:00:00.000Z') }));
afterEach(() => void vi.useRealTimers());

/** A step of the probe with written-down inputs. */
const probe = (inputs: Record<string, unknown> = {}, id = 'work') => ({
  id,
  title: id,
  agent: 'probe',
  inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, { value }])),
});
const outcomes = (worker: ReturnType<typeof createMemoryWorker>) =>
  worker.events.flatMap((event) => (event.name === 'task.completion' ? [event.detail] : []));

/** An agent that answers exactly this, whatever its types promise. */
function rogue(answer: unknown): Agent {
  const task = defineTask('probe', {
    title: 'Rogue',
    input: z.unknown(),
    output: z.unknown(),
    run: () => Promise.resolve(JSON.parse(JSON.stringify(answer))),
  });
  const never = () => Promise.reject(new Error('not a conversation'));
  return defineAgent(probeManifest, never, '', { rogue: task });
}

describe('an attempt that succeeds', () => {
  it('stores the result, tells the supervisor and gives its place back', async () => {
    const worker = createMemoryWorker({ steps: [probe({ value: 'hello' })] });
    expect(await worker.deliver([worker.message('work')])).toEqual([]);
    expect(worker.record('work')).toMatchObject({ status: 'SUCCEEDED', attempt: 1, task: 'echo', reason: null });
    expect(worker.output('work')).toEqual({ value: 'hello', attempt: 1, slices: 0 });
    expect(outcomes(worker)).toMatchObject([{ key: 'work', attempt: 1, outcome: { kind: 'succeeded', facts: {} } }]);
    expect(worker.leases.size).toBe(0);
  });

  it('writes once when it is quick', async () => {
    const worker = createMemoryWorker({ steps: [probe()] });
    await worker.deliver([worker.message('work')]);
    expect(worker.count('save')).toBe(1);
  });

  it('comes with the facts that conditions and lists go by', async () => {
    const steps = [
      probe({ value: { sections: ['a', 'b'] } }, 'parse'),
      { ...probe({}, 'content'), forEach: { from: 'steps.parse.output.value.sections' } },
    ];
    const worker = createMemoryWorker({ steps });
    await worker.deliver([worker.message('parse')]);
    const facts = { 'steps.parse.output.value.sections': { length: 2 } };
    expect(outcomes(worker)[0]?.outcome).toEqual({ kind: 'succeeded', facts });
  });

  it('may be at a step of any name', async () => {
    const worker = createMemoryWorker({ steps: [probe({ value: 'v' }, 'constructor')] });
    expect(await worker.deliver([worker.message('constructor')])).toEqual([]);
    expect(outcomes(worker)[0]?.outcome).toEqual({ kind: 'succeeded', facts: {} });
  });

  it('stores files under the step with their sums', async () => {
    const worker = createMemoryWorker({ steps: [probe({ file: 'text' })] });
    await worker.deliver([worker.message('work')]);
    const key = 'artifacts/demo/p1/runs/r1/work/probe.txt';
    expect([...worker.files.keys()]).toEqual([key]);
    const [artifact] = worker.artifacts.values();
    expect(artifact).toMatchObject({ key, name: 'probe.txt', runId: 'r1', stepId: 'work', version: 1, size: 4 });
    expect(artifact?.sha256).toBe('982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1');
  });

  it('keeps a large output in the bucket, and hands it on from there', async () => {
    const steps = [
      probe({ size: 100_000 }, 'large'),
      { ...probe({}, 'next'), inputs: { value: { from: 'steps.large.output.items.0' } } },
    ];
    const worker = createMemoryWorker({ steps });
    await worker.deliver([worker.message('large')]);
    expect(worker.record('large')).toMatchObject({
      output: null,
      outputKey: 'artifacts/demo/p1/runs/r1/large/.output-1.json',
    });
    await worker.deliver([worker.message('next')]);
    expect(z.object({ value: z.string() }).parse(worker.output('next')).value).toMatch(/^\.+0$/);
  });

  it('is metered and priced', async () => {
    const worker = createMemoryWorker({ steps: [probe()] });
    await worker.deliver([worker.message('work')]);
    const usage = z
      .array(z.object({ service: z.string(), item: z.string(), quantity: z.number() }))
      .parse(JSON.parse(String(worker.record('work')?.usage)));
    expect(usage.map(({ service, item }) => `${service}/${item}`)).toEqual(
      expect.arrayContaining(['appsync/operation', 'eventbridge/event', 'lambda/duration', 'sqs/request']),
    );
    expect(outcomes(worker)[0]?.usd).toBeGreaterThan(0);
  });
});

describe('the input of a step', () => {
  it('comes from the run, from the project and from steps before it', async () => {
    const inputs = {
      value: { from: 'run.input.brief' },
      file: { from: 'project.name' },
      delayMs: { from: 'steps.before.output.value' },
    };
    const steps = [probe({}, 'before'), { ...probe({}, 'work'), inputs }];
    const worker = createMemoryWorker({ steps, input: { brief: 'short' } });
    worker.put('before', { output: JSON.stringify({ value: 0 }) });
    await worker.deliver([worker.message('work')]);
    expect(worker.record('work')?.input).toBe(JSON.stringify({ value: 'short', file: 'Claims', delayMs: 0 }));
  });

  it('of a branch is its element of the list; of what follows the list of all outputs', async () => {
    const wired = { value: { from: 'item' } };
    const steps = [
      { ...probe({}, 'each'), forEach: { from: 'run.input.list' }, inputs: wired },
      { ...probe({}, 'join'), inputs: { value: { from: 'steps.each.output' } } },
    ];
    const worker = createMemoryWorker({ steps, input: { list: ['a', 'b', 'c'] } });
    worker.setStep('each', 'SCHEDULED', { branches: 3 });
    await worker.deliver([0, 1, 2].map((branch) => worker.message(`each[${branch}]`)));
    await worker.deliver([worker.message('join')]);
    expect(worker.output('join')).toMatchObject({ value: [{ value: 'a' }, { value: 'b' }, { value: 'c' }] });
  });

  it('of a skipped step is absent, of one that a replay took over what the earlier run has', async () => {
    const inputs = { value: { from: 'steps.skipped.output.value' }, file: { from: 'steps.reused.output.value' } };
    const worker = createMemoryWorker({ steps: [probe({}, 'skipped'), probe({}, 'reused'), { ...probe(), inputs }] });
    worker.setStep('skipped', 'SKIPPED');
    worker.setStep('reused', 'REUSED', { reusedFrom: 'r0' });
    worker.put('reused', { output: JSON.stringify({ value: 'from before' }) }, 'r0');
    await worker.deliver([worker.message('work')]);
    expect(worker.record('work')?.input).toBe(JSON.stringify({ file: 'from before' }));
  });

  it('gives the assessment to its own agent alone: not there, the run waits for the interview', async () => {
    const worker = createMemoryWorker({ steps: [{ id: 'assess', title: 'Assess', agent: 'assessment' }] });
    await worker.deliver([worker.message('assess')]);
    expect(outcomes(worker)).toMatchObject([{ outcome: { kind: 'waiting' }, usd: 0 }]);
    expect(worker.record('assess')).toBeUndefined();
  });
});

describe('an attempt that fails', () => {
  it('may be tried again when the agent throws', async () => {
    const worker = createMemoryWorker({ steps: [probe({ failTimes: 1 })] });
    await worker.deliver([worker.message('work')]);
    const reason = "The agent failed for a reason of its own. It is in the function's log.";
    expect(worker.record('work')).toMatchObject({ status: 'FAILED', reason, isRetryable: true });
    expect(outcomes(worker)).toMatchObject([{ outcome: { kind: 'failed', retryable: true, reason } }]);
    await worker.deliver([worker.message('work', { attempt: 2 })]);
    expect(worker.output('work')).toMatchObject({ attempt: 2 });
    expect(JSON.parse(String(worker.record('work')?.attempts))).toMatchObject([{ attempt: 1, reason }]);
  });

  it.each([
    ['an unknown agent', { id: 'work', title: 'Work', agent: 'nobody' }, 'There is no agent "nobody".'],
    ['an unknown task', { ...probe(), task: 'sing' }, 'Agent "probe" has no task "sing".'],
    ['bad input', probe({ delayMs: -1 }), 'Input of agent "probe" is not valid at delayMs'],
    ['garbage', probe({ garbage: true }), 'Agent "probe" answered what its schema does not allow at items'],
    ['too much', probe({ size: 6_000_000 }), 'more than 5000000 bytes'],
  ])('is not tried again for %s', async (_case, step, reason) => {
    const worker = createMemoryWorker({ steps: [step] });
    await worker.deliver([worker.message('work')]);
    expect(outcomes(worker)).toMatchObject([{ outcome: { kind: 'failed', retryable: false } }]);
    expect(worker.record('work')).toMatchObject({ status: 'FAILED', isRetryable: false });
    expect(worker.record('work')?.reason).toContain(reason);
  });

  it.each([
    ['nothing', null],
    ['no lists', { output: 1, usage: noUsage }],
    ['a file outside its folder', file('../../secret')],
    ['a file at an absolute path', file('/etc/passwd')],
    [
      'two files of one name',
      { ...file('a.txt'), artifacts: [...file('a.txt').artifacts, ...file('a.txt').artifacts] },
    ],
  ])('is not tried again when the agent answers %s', async (_case, answer) => {
    const worker = createMemoryWorker({ steps: [probe()], agents: { probe: rogue(answer) } });
    await worker.deliver([worker.message('work')]);
    expect(outcomes(worker)).toMatchObject([{ outcome: { kind: 'failed', retryable: false } }]);
    expect(worker.files.size).toBe(0);
  });

  it('is given up when the agent never answers, not even to the signal', async () => {
    const worker = createMemoryWorker({ steps: [{ ...probe({ hang: true }), timeoutSeconds: 5 }] });
    const delivered = worker.deliver([worker.message('work')]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await delivered).toEqual([]);
    expect(outcomes(worker)).toMatchObject([
      { outcome: { kind: 'failed', retryable: true, reason: 'Agent "probe" took longer than 5 s.' } },
    ]);
  });

  it('holds up none of its neighbours', async () => {
    const worker = createMemoryWorker({ steps: [probe({ garbage: true }, 'bad'), probe({}, 'good')] });
    expect(await worker.deliver(['no JSON', worker.message('bad'), worker.message('good')])).toEqual([0]);
    expect(worker.record('good')?.status).toBe('SUCCEEDED');
    expect(worker.postponed).toEqual([2]);
  });
});

function file(name: string) {
  const artifacts = [{ name, contentType: 'text/plain', body: '' }];
  return { output: 1, artifacts, evidence: [], questions: [], progress: {}, usage: noUsage };
}
