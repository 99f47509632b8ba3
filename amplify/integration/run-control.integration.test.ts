import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventually } from './conversation.ts';
import { administrator, outputs, type Person, personOf } from './people.ts';
import { begin, idOf, outcomeOf, probe, type RunRequest, request } from './run-requests.ts';
import { getRun, runIn, saveBlueprint, stepsOf } from './runs.ts';

const ended = ['COMPLETED', 'FAILED', 'CANCELLED'];
const once = { retry: { attempts: 1 } };

let manager: Person;
let other: Person;
beforeAll(async () => {
  other = await personOf('pm@other.test');
  manager = await personOf('pm@demo.test');
});

const stateSchema = z.object({
  steps: z.record(z.string(), z.looseObject({ status: z.string() })),
  spentUsd: z.number(),
});

async function statusesOf(runId: string): Promise<Record<string, string>> {
  const { steps } = stateSchema.parse((await getRun(manager, runId)).state);
  return Object.fromEntries(Object.entries(steps).map(([key, { status }]) => [key, status]));
}

describe('a run that is replayed from its third step', () => {
  it('takes over what was done before, and costs only what is done anew', async () => {
    const chain = ['one', 'two', 'three', 'four'].map((id, index, ids) =>
      probe(id, { delayMs: 10 }, { inputs: index === 0 ? { value: { value: 'v' } } : from(ids[index - 1] ?? '') }),
    );
    const { runId } = await begin(manager, 'replayed', chain);
    expect(await runIn(manager, runId, ended)).toMatchObject({ status: 'COMPLETED' });
    const replayId = idOf(await request(manager, 'replayRun', { runId, fromStepId: 'three' }));
    const replay = await runIn(manager, replayId, ended);
    expect(replay.status).toBe('COMPLETED');
    expect(await statusesOf(replayId)).toEqual({
      ...{ one: 'REUSED', two: 'REUSED', three: 'SUCCEEDED', four: 'SUCCEEDED' },
    });
    const [before, after] = [await stepsOf(manager, runId), await stepsOf(manager, replayId)];
    expect(Object.keys(after).sort()).toEqual(['four', 'three']);
    expect(after.four?.output).toEqual(before.four?.output);
    const costs = z.object({ totalUsd: z.number() });
    const cost = async (id: string) =>
      costs.parse(outcomeOf(await request(manager, 'getRunCost', { runId: id }))).totalUsd;
    expect(await cost(replayId)).toBeLessThan(await cost(runId));
  });

  const from = (id: string) => ({ value: { from: `steps.${id}.output.value` } });
});

describe('a run that is cancelled while its branches are at work', () => {
  it('ends at once, begins nothing more, and takes no result that comes later', async () => {
    const list = Array.from({ length: 6 }, (_, index) => index);
    const steps = [
      probe('each', { delayMs: 2500 }, { forEach: { from: 'run.input.list' }, inputs: { value: { from: 'item' } } }),
      probe('after', {}, { after: ['each'] }),
    ];
    const { runId } = await begin(manager, 'cancelled', steps, { input: { list }, maxParallel: 3 });
    await eventually('branches at work', async () =>
      Object.values(await statusesOf(runId)).includes('SCHEDULED') ? true : undefined,
    );
    await request(manager, 'cancelRun', { runId });
    expect(await runIn(manager, runId, ended)).toMatchObject({ status: 'CANCELLED' });
    const statuses = await statusesOf(runId);
    expect(new Set(Object.values(statuses))).toEqual(new Set(['CANCELLED']));
    await eventually('the workers to have stopped', async () =>
      Object.values(await stepsOf(manager, runId)).every(({ status }) => status !== 'RUNNING') ? true : undefined,
    );
    expect(await statusesOf(runId)).toEqual(statuses);
    expect(await stepsOf(manager, runId)).not.toHaveProperty('after');
    expect(outcomeOf(await request(manager, 'cancelRun', { runId }))).toBe('Conflict: RUN_OVER');
  });
});

describe('a step that has failed for good', () => {
  it('is a dead letter with all that is needed, and can be redriven', async () => {
    const { runId, projectId } = await begin(manager, 'redriven', [
      probe('flaky', { failTimes: 1, value: 'v' }, once),
      probe('after', {}, { after: ['flaky'] }),
    ]);
    const failed = await runIn(manager, runId, ended);
    expect(failed.status).toBe('FAILED');
    expect(failed.reason).toContain('flaky');
    const letter = await eventually('the dead letter', async () => (await deadLetters(runId))[0]);
    expect(letter).toMatchObject({ projectId, organization: 'demo', key: 'flaky', attempt: 1, since: 1 });
    expect(letter.reason).toContain('a reason of its own');
    idOf(await request(manager, 'redriveDeadLetter', { runId, stepId: 'flaky' }));
    expect(await runIn(manager, runId, ['COMPLETED'])).toMatchObject({ status: 'COMPLETED', reason: null });
    expect(await deadLetters(runId)).toEqual([]);
    const { flaky } = await stepsOf(manager, runId);
    expect(flaky).toMatchObject({ status: 'SUCCEEDED', attempt: 2, output: { value: 'v', attempt: 2 } });
    expect(outcomeOf(await request(manager, 'redriveDeadLetter', { runId, stepId: 'flaky' }))).toBe(
      'Conflict: STEP_NOT_FAILED',
    );
  });

  it('says so when its agent never answers, or answers what it must not', async () => {
    const hung = await begin(manager, 'hung', [probe('work', { hang: true }, { ...once, timeoutSeconds: 1 })]);
    const garbage = await begin(manager, 'garbage', [probe('work', { garbage: true })]);
    expect((await runIn(manager, garbage.runId, ended)).reason).toContain('items');
    const { status, reason } = await runIn(manager, hung.runId, ended);
    expect(status).toBe('FAILED');
    expect(reason).toContain('took longer than 1 s');
  });

  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(administrator));
  const letterSchema = z.looseObject({ runId: z.string(), reason: z.string() });

  async function deadLetters(runId: string) {
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: outputs.custom.deadLetterTable,
        KeyConditionExpression: 'organization = :organization AND begins_with(letter, :run)',
        FilterExpression: 'attribute_not_exists(redrivenAt)',
        ExpressionAttributeValues: { ':organization': 'demo', ':run': `${runId}#` },
        ConsistentRead: true,
      }),
    );
    return Items.map((item) => letterSchema.parse(item));
  }
});

describe('starting a run', () => {
  it('refuses an input that is too large, naming it', async () => {
    const { projectId } = await begin(manager, 'any-text', [probe('work')], { input: { text: 'short' } });
    const input = JSON.stringify({ text: 'x'.repeat(1_000_000) });
    const answer = await request(manager, 'startRun', { projectId, blueprintId: 'any-text', input });
    expect(answer.errors).toMatchObject([{ errorType: 'ValidationError', errorInfo: { field: 'input' } }]);
  });

  it('ten times at once under one key starts one run', async () => {
    const { projectId } = await begin(manager, 'started-once', [probe('work')]);
    const start = { projectId, blueprintId: 'started-once', input: '{}', idempotencyKey: crypto.randomUUID() };
    const ids = await Promise.all(
      Array.from({ length: 10 }, async () => idOf(await request(manager, 'startRun', start))),
    );
    expect(new Set(ids).size).toBe(1);
    expect(await runIn(manager, ids[0] ?? '', ended)).toMatchObject({ status: 'COMPLETED' });
    expect(idOf(await request(manager, 'startRun', start))).toBe(ids[0]);
    await saveBlueprint(manager, 'demo', {
      ...{ schemaVersion: 1, id: 'started-anew', name: 'Anew', version: 1, steps: [probe('work')] },
    });
    const reused = await request(manager, 'startRun', { ...start, blueprintId: 'started-anew' });
    expect(outcomeOf(reused)).toBe('Conflict: KEY_REUSED');
  });
});

describe('a run of another organization', () => {
  const requests: [RunRequest, Record<string, unknown>][] = [
    ['cancelRun', {}],
    ['retryStep', { stepId: 'work' }],
    ['redriveDeadLetter', { stepId: 'work' }],
    ['replayRun', { fromStepId: 'work' }],
    ['getRunCost', {}],
  ];

  it('does not exist, whatever is asked of it', async () => {
    const { runId } = await begin(manager, 'foreign', [probe('work')]);
    await runIn(manager, runId, ended);
    for (const [name, rest] of requests) {
      const answer = await request(other, name, { runId, ...rest });
      const unknown = await request(other, name, { runId: 'no-such-run', ...rest });
      expect([name, outcomeOf(answer)]).toEqual([name, outcomeOf(unknown)]);
      expect(answer.errors?.[0]?.errorType).toBe('NotFound');
    }
    expect(await getRun(manager, runId)).toMatchObject({ status: 'COMPLETED' });
  });
});
