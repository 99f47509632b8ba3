import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { usageLineSchema } from '#lib/domain/cost/usage';
import { createTaskRunner, type ProviderChoice } from '#lib/providers/registry';
import { createMemoryBreakers, serve, servicesWith } from '#lib/providers/testing';
import { type RunStepWrite } from '#lib/repositories/run-step';
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
const usageOf = (record: RunStepWrite | undefined) =>
  z
    .array(usageLineSchema)
    .parse(JSON.parse(z.string().parse(record?.usage ?? '[]')))
    .find(({ service }) => service === 'models');

describe('where an agent thinks', () => {
  it('is in its own core where the registry knows nothing else', async () => {
    for (const choice of [undefined, { provider: 'embedded', config: undefined }]) {
      const work = worker(choice);
      await work.deliver([work.message('work')]);
      expect(work.output('work')).toMatchObject({ value: 'we keep all 40 claims' });
      expect([calls, usageOf(work.record('work'))]).toEqual([0, undefined]);
    }
  });

  it('is where the registry says, and its tokens are part of what the step costs', async () => {
    respond = says({ value: 'All 40 claims are kept.' });
    const work = worker(elsewhere());
    await work.deliver([work.message('work')]);
    expect(work.output('work')).toEqual({ value: 'All 40 claims are kept.', attempt: 1, slices: 0 });
    const tokens = { inputTokens: 10, outputTokens: 2 };
    expect(usageOf(work.record('work'))).toEqual({
      service: 'models',
      item: 'tokens',
      quantity: 0.25,
      requests: 1,
      ...tokens,
    });
    expect(work.record('work')?.usd).toBeCloseTo(0.25, 3);
  });
});

describe('who does not say what was computed', () => {
  it('is asked three times, paid, and not listened to', async () => {
    respond = says({ value: 'All 41 claims are kept.' });
    const work = worker(elsewhere());
    await work.deliver([work.message('work')]);
    expect([work.output('work'), calls]).toMatchObject([{ value: 'we keep all 40 claims' }, 3]);
    expect(usageOf(work.record('work'))).toMatchObject({ quantity: 0.75, requests: 3 });
    expect(JSON.stringify(work.record('work')?.logs)).toContain('"Fallback');
  });
});

describe('who fails', () => {
  it('is tried again where that may help, and not where it cannot', async () => {
    for (const [status, retryable] of [
      [503, true],
      [400, false],
    ] as const) {
      respond = (response) => void response.writeHead(status).end();
      const work = worker(elsewhere());
      await work.deliver([work.message('work')]);
      expect(work.record('work')).toMatchObject({ status: 'FAILED', isRetryable: retryable });
      expect(work.events).toMatchObject([{ detail: { outcome: { kind: 'failed', retryable } } }]);
    }
  });

  it('is paid for what was said before', async () => {
    respond = (response) => {
      if (calls === 1) says({ value: 7_000_000 })(response);
      else response.writeHead(503).end();
    };
    const work = worker(elsewhere());
    await work.deliver([work.message('work')]);
    expect(work.record('work')).toMatchObject({ status: 'FAILED', isRetryable: true });
    expect(usageOf(work.record('work'))).toMatchObject({ quantity: 0.25, inputTokens: 10 });
  });

  it('too often is not asked any more: the attempt is put off until that may help, as the same one', async () => {
    respond = (response) => void response.writeHead(503).end();
    const work = worker(elsewhere());
    for (let attempt = 1; attempt <= 5; attempt += 1) await work.deliver([work.message('work', { attempt })]);
    const state = work.breakers.states.get('http#probe');
    if (state?.phase !== 'open') throw new Error('the breaker did not open');
    const message = work.message('work', { attempt: 6 });
    expect(await work.deliver([message])).toEqual([]);
    expect(calls).toBe(5);
    expect(work.record('work')).toMatchObject({ status: 'RUNNING', attempt: 6, heartbeatAt: null });
    expect(work.record('work')?.reason).toContain('failed too often');
    expect(work.queue).toMatchObject([{ message }]);
    const waitMs = state.until - Date.now();
    expect(Math.abs((work.queue[0]?.delaySeconds ?? 0) - waitMs / 1000)).toBeLessThan(5);
    expect(work.events.at(-1)).toMatchObject({
      detail: { attempt: 6, outcome: { kind: 'postponed', until: state.until } },
    });

    work.breakers.states.set('http#probe', { ...state, until: 0 });
    respond = says({ value: 'All 40 claims are kept.' });
    await work.deliver([message]);
    expect(work.record('work')).toMatchObject({ status: 'SUCCEEDED', attempt: 6, reason: null });
    expect(work.breakers.states.get('http#probe')?.phase).toBe('closed');
  });

  it('in the middle of its answers is paid for those when it answers at last', async () => {
    const work = worker(elsewhere());
    respond = (response) => {
      says({ value: calls === 1 ? 'All 41 claims are kept.' : 'All 40 claims are kept.' })(response);
      if (calls === 1) work.breakers.states.set('http#probe', { phase: 'open', until: Date.now() + 9000, openings: 1 });
    };
    await work.deliver([work.message('work')]);
    expect(work.record('work')).toMatchObject({ status: 'RUNNING' });
    work.breakers.states.set('http#probe', { phase: 'open', until: 0, openings: 1 });
    await work.deliver([work.message('work')]);
    expect(work.record('work')?.usd).toBeCloseTo(0.5, 3);
  });
});

describe('work that is not wanted any more', () => {
  it('does not wait for who thinks elsewhere, and counts against nobody', async () => {
    let cancelled = () => {};
    respond = () => cancelled();
    const work = worker(elsewhere());
    cancelled = () => work.endRun('CANCELLED');
    expect(await work.deliver([work.message('work', { attempt: 1 })], 5000)).toEqual([]);
    expect(work.record('work')).toMatchObject({ status: 'FAILED', reason: 'The run was ended.' });
    expect(work.breakers.states.size).toBe(0);
  });
});
