import { describe, expect, it } from 'vitest';
import { AgentInputError, AgentOutputError } from '#lib/agents/agent';
import { AgentFailure } from '#lib/providers/embedded/embedded';
import { ProviderFailure } from '#lib/providers/provider';
import { createMemoryWorker } from './memory-ports.ts';
import { reasonOf } from './reason.ts';

const ofProvider = (message: string) => reasonOf(new ProviderFailure(message, { isRetryable: false }));

describe('the reason of a failure, as people read it', () => {
  it.each([
    new AgentInputError('probe', 'value', 'too long'),
    new AgentOutputError('probe', { path: ['items'], message: 'not a list' }),
    new AgentFailure('Agent "probe" took longer than 5 s.'),
  ])('is what the error says where it is one of our own: $name', (error) => {
    expect(reasonOf(error)).toBe(error.message);
  });

  it.each([new TypeError("Cannot read properties of undefined (reading '/var/task/secret')"), 'torn', undefined])(
    'is none of the words of any other: %s',
    (error) => {
      expect(reasonOf(error)).toBe("The agent failed for a reason of its own. It is in the function's log.");
    },
  );

  it('of a provider names no resource and no account', () => {
    const user = 'User: arn:aws:sts::210987654321:assumed-role/worker-role/worker is not authorized to perform';
    expect(ofProvider(`${user}: bedrock:InvokeModel on "arn:aws-us-gov:bedrock:us-east-1::model/claude:0".`)).toBe(
      'User: a resource of the account is not authorized to perform: bedrock:InvokeModel on "a resource of the account".',
    );
    expect(ofProvider('Account 210987654321 (2109-8765-4321) has no access.')).toBe('Account … (…) has no access.');
  });

  it('of a provider has at most two hundred characters', () => {
    expect(ofProvider(`model-7 did not answer: ${'x'.repeat(500)}`)).toHaveLength(200);
  });
});

it.each([
  new Error('connect ECONNREFUSED 10.0.3.7:5432'),
  new ProviderFailure('No access to arn:aws:bedrock:us-east-1:210987654321:agent/A1', { isRetryable: true }),
])('the whole of it is in the log, with the number of the click: $name', async (error) => {
  const worker = createMemoryWorker({
    steps: [{ id: 'work', title: 'Work', agent: 'probe' }],
    runAgentTask: () => Promise.reject(error),
  });
  await worker.deliver([worker.message('work', { correlationId: 'click-7' })]);
  expect(worker.record('work')).toMatchObject({ status: 'FAILED', reason: reasonOf(error), isRetryable: true });
  expect(JSON.stringify(worker.events)).not.toContain(error.message);
  const told = { correlationId: 'click-7', runId: 'r1', key: 'work', attempt: 1, error };
  expect(worker.warnings).toEqual([['an attempt failed', told]]);
});

it('what a core threw is in the log', async () => {
  const inputs = { failTimes: { value: 1 } };
  const worker = createMemoryWorker({ steps: [{ id: 'work', title: 'Work', agent: 'probe', inputs }] });
  await worker.deliver([worker.message('work')]);
  expect(worker.warnings).toMatchObject([['an attempt failed', { error: { message: 'Told to fail 1 times.' } }]]);
});
