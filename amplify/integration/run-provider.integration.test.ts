import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newProject, type Person, personOf } from './people.ts';
import { answeredByModel, breakerOf, putBreaker, scriptModel, setProvider } from './providers.ts';
import { runIn, saveBlueprint, startRun, stepsOf } from './runs.ts';

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
  await scriptModel();
  await setProvider('probe', 'embedded');
});

/** A run of one step that has the probe say something; at its end. */
async function say(value: string, attempts = 1) {
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
  const runId = await startRun(manager, { projectId, blueprintId: 'said-by-model' });
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
