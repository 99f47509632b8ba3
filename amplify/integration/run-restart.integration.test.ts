import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { BlueprintDefinition } from '#lib/domain/blueprint/schema';
import { aliveMs, heartbeatMs } from '#lib/domain/run/heartbeat';
import { randomOf } from '../simulation/random.ts';
import { eventually } from './conversation.ts';
import { backAfter, killBackend } from './crash.ts';
import { type Person, personOf } from './people.ts';
import { recordsOf } from './records.ts';
import { begin, probe } from './run-requests.ts';
import { getRun, runIn, stepsOf } from './runs.ts';

const seed = Number(process.env.SEED ?? 20_261_121);
const rounds = 4;
/** From the start to well into the run, in milliseconds. */
const longestWait = 1200;

let manager: Person;
beforeAll(async () => {
  manager = await personOf('pm@demo.test');
});

const value = (step: string) => ({ inputs: { value: { from: `steps.${step}.output.value` } } });

/** The shape of a bid: read, look at, write the parts side by side, check twice, hand in. */
const bid: BlueprintDefinition['steps'] = [
  probe('parse', { delayMs: 100 }, { inputs: { value: { from: 'run.input.parts' } } }),
  probe('analysis', { delayMs: 100, file: 'analysed' }, value('parse')),
  probe(
    'content',
    { delayMs: 200, file: 'written' },
    { forEach: { from: 'steps.analysis.output.value' }, inputs: { value: { from: 'item' } } },
  ),
  probe('compliance', { delayMs: 50 }, { inputs: { value: { from: 'steps.content.output' } } }),
  probe('qa', { delayMs: 50 }, { after: ['compliance'] }),
  probe('submission', { file: 'handed in' }, { after: ['qa'], ...value('compliance') }),
];
const parts = ['one', 'two', 'three'];
const keys = ['analysis', 'compliance', 'content[0]', 'content[1]', 'content[2]', 'parse', 'qa', 'submission'];

const stateSchema = z.object({ steps: z.record(z.string(), z.object({ status: z.string() })) });

/** Everything was done, and its effects are there once. */
async function expectWhole(runId: string): Promise<void> {
  const { state } = await getRun(manager, runId);
  const { steps } = stateSchema.parse(state);
  expect(new Set(Object.values(steps).map(({ status }) => status))).toEqual(new Set(['SUCCEEDED']));
  const records = await stepsOf(manager, runId);
  expect(Object.keys(records).sort()).toEqual(keys);
  expect(new Set(Object.values(records).map(({ status }) => status))).toEqual(new Set(['SUCCEEDED']));
  // Whoever was at work when the backend ended was called again, and nobody was taken to have failed.
  expect(new Set(Object.values(records).map(({ attempt }) => attempt))).toEqual(new Set([1]));
  expect(records.submission?.output).toMatchObject({ value: parts.map((part) => ({ value: part })) });
  const ofRun = async (model: string) => (await recordsOf(model)).filter((record) => record.runId === runId);
  const files = (await ofRun('Artifact')).map(({ stepId }) => String(stepId)).sort();
  expect(files).toEqual(['analysis', 'content[0]', 'content[1]', 'content[2]', 'submission']);
  const notified = (await ofRun('Notification')).map(({ kind }) => kind);
  expect(notified).toEqual(['RUN_COMPLETED']);
}

describe('killed with -9 while a worker is at a step', () => {
  it('the step is taken over when two signs of life are missed, as the same attempt', {
    timeout: 180_000,
  }, async () => {
    const { runId } = await begin(manager, 'killed-step', [probe('work', { delayMs: 4000, file: 'made' })]);
    const ofRun = async (model: string) => (await recordsOf(model)).filter((record) => record.runId === runId);
    const claim = await eventually('a claim of the step', async () => (await ofRun('RunStep'))[0]);
    const pid = await killBackend();
    await backAfter(pid);
    const done = await eventually(
      'the step to be done',
      async () => (await ofRun('RunStep')).find(({ status }) => status === 'SUCCEEDED'),
      120,
    );
    expect(await runIn(manager, runId, ['COMPLETED', 'FAILED'])).toMatchObject({ status: 'COMPLETED', reason: null });
    expect([claim.attempt, done.attempt]).toEqual([1, 1]);
    const restMs = Date.parse(String(done.startedAt)) - Date.parse(String(claim.heartbeatAt));
    expect(restMs).toBeGreaterThanOrEqual(aliveMs);
    expect(restMs).toBeLessThan(aliveMs + heartbeatMs / 2);
    expect(await ofRun('Artifact')).toHaveLength(1);
  });
});

describe(`killed with -9 in the middle of a run (SEED=${seed})`, () => {
  it('the backend brings the run to its end after each restart, with no effect lost or twice', async () => {
    const random = randomOf(seed);
    for (let round = 0; round < rounds; round += 1) {
      const { runId } = await begin(manager, 'killed-run', bid, { input: { parts } });
      await backAfter(await killBackend(random() * longestWait));
      expect(await runIn(manager, runId, ['COMPLETED', 'FAILED'])).toMatchObject({ status: 'COMPLETED', reason: null });
      await expectWhole(runId);
    }
  });
});
