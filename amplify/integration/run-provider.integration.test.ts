import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually } from './conversation.ts';
import { newProject, type Person, personOf } from './people.ts';
import { answeredByModel, breakerOf, putBreaker, scriptModel, setProvider } from './providers.ts';
import { runIn, saveBlueprint, startRun, stepsOf } from './runs.ts';
import { moveClock } from './tokens.ts';

const modelId = 'amazon.nova-lite-v1:0';
const breaker = 'model#probe';
const closed = { phase: 'closed', failedAt: [] };
const throttled = { error: { name: 'ThrottlingException', message: 'Slow down.' } };

let manager: Person;
beforeAll(async () => {
  manager = await personOf('pm@demo.test');
  await setProvider('probe', 'model', { transport: 'bedrock', modelId });
});
beforeEach(() => putBreaker(breaker, closed));
afterAll(async () => {
  await moveClock(0);
  await scriptModel();
  await setProvider('probe', 'embedded');
});

/** Starts a run of one step that has the probe say something. */
async function begin(value: string, attempts: number): Promise<string> {
  const projectId = await newProject(manager, 'demo', 'Providers');
  const work = { id: 'work', title: 'Work', agent: 'probe', inputs: { value: { value } } };
  const steps = [{ ...work, retry: { attempts, backoffSeconds: 0 } }];
  await saveBlueprint(manager, 'demo', {
    schemaVersion: 1,
    id: 'said-by-model',
    name: 'Said',
    version: 1,
    inputs: {},
    steps,
  });
  return startRun(manager, { projectId, blueprintId: 'said-by-model' });
}

/** Such a run at its end. */
async function say(value: string, attempts = 1) {
  return endOf(await begin(value, attempts));
}

async function endOf(runId: string) {
  const { status } = await runIn(manager, runId, ['COMPLETED', 'FAILED']);
  const { work: step } = await stepsOf(manager, runId);
  return { status, step };
}

test('a model words what the agent computed; its tokens are metered and priced', async () => {
  const usage = { inputTokens: 20_000, outputTokens: 1000 };
  await scriptModel({ chunks: ['{"value":"All 40 TB ', 'move to the Frankfurt region."}'], usage });
  const { status, step } = await say('we move 40 TB of claims to Frankfurt');
  expect(status).toBe('COMPLETED');
  expect(step?.output).toMatchObject({ value: 'All 40 TB move to the Frankfurt region.', attempt: 1 });
  // 20,000 × 0.06 + 1,000 × 0.24 USD for a million.
  const models = { service: 'models', quantity: 0.00144, requests: 1, ...usage };
  expect(step?.usage).toContainEqual(expect.objectContaining(models));
  expect(step?.usd).toBeGreaterThan(0.00144);
});

test('what a model makes up is not taken; the run goes on with what was computed, and the calls are paid for', async () => {
  await scriptModel({
    chunks: ['{"value":"All 41 TB move to Oslo."}'],
    usage: { inputTokens: 1000, outputTokens: 10 },
  });
  const { status, step } = await say('we move 40 TB of claims to Frankfurt');
  expect([status, await answeredByModel()]).toEqual(['COMPLETED', 3]);
  expect(step?.output).toMatchObject({ value: 'we move 40 TB of claims to Frankfurt' });
  expect(step?.usage).toContainEqual(expect.objectContaining({ service: 'models', requests: 3, inputTokens: 3000 }));
  expect(step?.logs?.join('\n')).toMatch(/"41" at \/value[^]*Fallback/);
});

test('a model that fails opens its breaker: attempts are bounded, and wait until asking may help', async () => {
  await scriptModel(throttled);
  const first = await say('we move 40 TB of claims', 3);
  expect([first.status, first.step?.attempt, await answeredByModel()]).toEqual(['FAILED', 3, 3]);
  expect(first.step?.reason).toContain('ThrottlingException');
  const runId = await begin('we move 40 TB of claims', 3);
  const putOff = await eventually('the third attempt to be put off', async () => {
    const { work } = await stepsOf(manager, runId);
    return work?.reason?.includes('failed too often') ? work : undefined;
  });
  expect([putOff.status, putOff.attempt, await answeredByModel()]).toEqual(['RUNNING', 3, 5]);
  expect((await breakerOf(breaker))?.state).toMatchObject({ phase: 'open', openings: 1 });

  await scriptModel({ chunks: ['{"value":"The claims are 40 TB."}'] });
  await putBreaker(breaker, { phase: 'open', until: Date.now() - 1, openings: 1 });
  await moveClock(60_000);
  const second = await endOf(runId);
  expect([second.status, second.step?.attempt]).toEqual(['COMPLETED', 3]);
  expect((await breakerOf(breaker))?.state).toEqual(closed);
});

test('when its pause is over one call is let through: it opens again, or closes', async () => {
  const pauseIsOver = { phase: 'open', until: Date.now() - 1, openings: 1 };
  await putBreaker(breaker, pauseIsOver);
  await scriptModel(throttled);
  const failed = await say('we move 40 TB of claims');
  expect([failed.status, await answeredByModel()]).toEqual(['FAILED', 1]);
  expect((await breakerOf(breaker))?.state).toMatchObject({ phase: 'open', openings: 2 });

  await putBreaker(breaker, pauseIsOver);
  await scriptModel({ chunks: ['{"value":"The claims are 40 TB."}'] });
  const { status, step } = await say('we move 40 TB of claims', 3);
  expect([status, step?.attempt]).toEqual(['COMPLETED', 1]);
  expect((await breakerOf(breaker))?.state).toEqual(closed);
});

test('a stream that breaks off is tried again, and both attempts are paid for', async () => {
  const broken = { chunks: ['{"value":"The'], error: { name: 'ModelStreamErrorException', message: 'gone' }, times: 1 };
  await scriptModel(broken, { chunks: ['{"value":"The claims are 40 TB."}'] });
  const { status, step } = await say('we move 40 TB of claims', 2);
  expect([status, step?.attempt]).toEqual(['COMPLETED', 2]);
  expect(step?.output).toMatchObject({ value: 'The claims are 40 TB.' });
});

test('a configuration that is wrong fails the run at once, by the name of the field', async () => {
  await setProvider('probe', 'model', { transport: 'bedrock' });
  const { status, step } = await say('we move 40 TB of claims', 3);
  expect([status, step?.attempt]).toEqual(['FAILED', 1]);
  expect(step?.reason).toContain('modelId');
  await setProvider('probe', 'model', { transport: 'bedrock', modelId });
});
