import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTaskRunner, type ProviderChoice } from '#lib/providers/registry';
import { createMemoryBreakers, serve, servicesWith } from '#lib/providers/testing';
import { createMemoryWorker } from './memory-ports.ts';

type Respond = (response: ServerResponse) => void;
let respond: Respond;
let calls: number;
let service: Awaited<ReturnType<typeof serve>>;
beforeEach(async () => {
  calls = 0;
  service = await serve((request, response) => {
    request.resume();
    calls += 1;
    respond(response);
  });
});
afterEach(() => service.stop());

const says = (output: object) => (response: ServerResponse) => {
  response.end(JSON.stringify({ output, usage: { inputTokens: 10, outputTokens: 2, usd: 0.25 } }));
};
const step = { id: 'work', title: 'Work', agent: 'probe', inputs: { value: { value: 'we keep all 40 claims' } } };

/** A worker whose agents think where the registry's record says. */
function worker(choice: ProviderChoice | undefined) {
  const breakers = createMemoryBreakers();
  const runAgentTask = createTaskRunner(() => Promise.resolve(choice), servicesWith({ breakers }));
  return { ...createMemoryWorker({ steps: [step], runAgentTask }), breakers };
}
const elsewhere = () => ({ provider: 'http', config: { url: service.url, usdPerCall: 0.25, retries: 0 } });
const usageOf = (record: { usage?: string | null } | undefined): unknown =>
  (JSON.parse(record?.usage ?? '[]') as { service: string }[]).find((line) => line.service === 'models');

describe('where an agent thinks', () => {
  it('is in its own core where the registry knows nothing else', async () => {
    for (const choice of [undefined, { provider: 'embedded', config: undefined }]) {
      const { deliver, message, output, record } = worker(choice);
      await deliver([message('work')]);
      expect(output('work')).toMatchObject({ value: 'we keep all 40 claims' });
      expect([calls, usageOf(record('work'))]).toEqual([0, undefined]);
    }
  });

  it('is where the registry says, and its tokens are part of what the step costs', async () => {
    respond = says({ value: 'All 40 claims are kept.' });
    const { deliver, message, output, record, events } = worker(elsewhere());
    await deliver([message('work')]);
    expect(output('work')).toEqual({ value: 'All 40 claims are kept.', attempt: 1, slices: 0 });
    const tokens = { inputTokens: 10, outputTokens: 2 };
    expect(usageOf(record('work'))).toEqual({
      service: 'models',
      item: 'tokens',
      quantity: 0.25,
      requests: 1,
      ...tokens,
    });
    expect(events).toMatchObject([{ detail: { usd: expect.closeTo(0.25, 3) } }]);
  });
});

describe('who does not say what was computed', () => {
  it('is asked three times, paid, and not listened to', async () => {
    respond = says({ value: 'All 41 claims are kept.' });
    const { deliver, message, output, record } = worker(elsewhere());
    await deliver([message('work')]);
    expect([output('work'), calls]).toMatchObject([{ value: 'we keep all 40 claims' }, 3]);
    expect(usageOf(record('work'))).toMatchObject({ quantity: 0.75, requests: 3 });
    expect(record('work')?.logs?.at(-1)).toMatch(/^Fallback/);
  });
});

describe('who fails', () => {
  it('is tried again where that may help, and not where it cannot', async () => {
    for (const [status, retryable] of [
      [503, true],
      [400, false],
    ] as const) {
      respond = (response) => void response.writeHead(status).end();
      const { deliver, message, record, events } = worker(elsewhere());
      await deliver([message('work')]);
      expect(record('work')).toMatchObject({ status: 'FAILED', isRetryable: retryable });
      expect(events).toMatchObject([{ detail: { outcome: { kind: 'failed', retryable } } }]);
    }
  });

  it('is paid for what was said before', async () => {
    respond = (response) => {
      if (calls === 1) says({ value: 7_000_000 })(response);
      else response.writeHead(503).end();
    };
    const { deliver, message, record } = worker(elsewhere());
    await deliver([message('work')]);
    expect(record('work')).toMatchObject({ status: 'FAILED', isRetryable: true });
    expect(usageOf(record('work'))).toMatchObject({ quantity: 0.25, inputTokens: 10 });
  });

  it('too often is not asked any more; the attempt fails, to be made later', async () => {
    respond = (response) => void response.writeHead(503).end();
    const { deliver, message, record, breakers } = worker(elsewhere());
    for (let attempt = 1; attempt <= 7; attempt += 1) await deliver([message('work', { attempt })]);
    expect([calls, breakers.states.get('http#probe')?.phase]).toEqual([5, 'open']);
    expect(record('work')).toMatchObject({ isRetryable: true, reason: expect.stringContaining('failed too often') });
  });
});

describe('work that is not wanted any more', () => {
  it('does not wait for who thinks elsewhere, and counts against nobody', async () => {
    let cancelled = () => {};
    respond = () => cancelled();
    const { deliver, message, record, endRun, breakers } = worker(elsewhere());
    cancelled = () => endRun('CANCELLED');
    expect(await deliver([message('work', { attempt: 1 })], 5000)).toEqual([]);
    expect(record('work')).toMatchObject({ status: 'FAILED', reason: 'The run was ended.' });
    expect(breakers.states.size).toBe(0);
  });
});
