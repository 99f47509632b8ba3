import { describe, expect, it } from 'vitest';
import { ProviderFailure } from './provider.ts';
import { createMemoryBreakers } from './testing.ts';
import { withBreaker } from './with-breaker.ts';

const rules = { failures: 2, windowMs: 1000, pauseMs: 100, longestPauseMs: 400, trialMs: 50 };
const outage = new ProviderFailure('no answer', { isRetryable: true });
const refusal = new ProviderFailure('wrong request', { isRetryable: false });

function setUp() {
  const breakers = createMemoryBreakers();
  const clock = { now: 0 };
  const warnings: string[] = [];
  let calls = 0;
  const services = { breakers, now: () => clock.now, warn: (message: string) => void warnings.push(message) };
  const call = (outcome: unknown, signal = new AbortController().signal) =>
    withBreaker({ key: 'model#clerk', name: 'The model', rules }, services, signal, () => {
      calls += 1;
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    });
  return {
    breakers,
    clock,
    call,
    warnings,
    services,
    counted: () => calls,
    phase: () => breakers.states.get('model#clerk')?.phase,
  };
}

describe('calls past a breaker', () => {
  it('are not made while it is open; then one is, and it closes', async () => {
    const { call, clock, counted, phase } = setUp();
    await expect(call(outage)).rejects.toBe(outage);
    await expect(call(outage)).rejects.toBe(outage);
    const refused = { isRetryable: true, retryAt: 100, usage: { calls: 0, usd: 0 } };
    await expect(call('fine')).rejects.toMatchObject(refused);
    expect([counted(), phase()]).toEqual([2, 'open']);
    clock.now = 100;
    expect(await call('fine')).toBe('fine');
    expect([counted(), phase()]).toEqual([3, 'closed']);
  });

  it('let one of many through when the pause is over', async () => {
    const { breakers, call, clock, counted } = setUp();
    breakers.states.set('model#clerk', { phase: 'open', until: 10, openings: 1 });
    clock.now = 10;
    const ends = await Promise.allSettled(Array.from({ length: 8 }, () => call('fine')));
    expect(counted()).toBeGreaterThanOrEqual(1);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(counted());
    expect(counted()).toBe(1);
  });

  it('that are refused for what they ask do not count as failures', async () => {
    const { call, phase } = setUp();
    for (let times = 0; times < 5; times += 1) await expect(call(refusal)).rejects.toBe(refusal);
    expect(phase()).toBeUndefined();
  });

  it('that are called off say nothing; that take too long are failures', async () => {
    const { call, phase } = setUp();
    const off = AbortSignal.abort(new Error('cancelled'));
    for (let times = 0; times < 5; times += 1) await expect(call(outage, off)).rejects.toBe(outage);
    expect(phase()).toBeUndefined();
    const late = AbortSignal.abort(new ProviderFailure('too long', { isRetryable: true }));
    for (let times = 0; times < 2; times += 1) await expect(call(outage, late)).rejects.toBe(outage);
    expect(phase()).toBe('open');
  });

  it('cost a closed breaker no write', async () => {
    const { breakers, call } = setUp();
    await call('fine');
    expect(breakers.states.size).toBe(0);
  });

  it('keep their answer where the breaker cannot be written', async () => {
    const { breakers, call, clock, warnings, services } = setUp();
    breakers.states.set('model#clerk', { phase: 'open', until: 0, openings: 1 });
    clock.now = 1;
    const load = breakers.load.bind(breakers);
    let loads = 0;
    services.breakers.load = (key) => ((loads += 1) > 1 ? Promise.reject(new Error('no table')) : load(key));
    expect(await call('fine')).toBe('fine');
    expect(warnings).toHaveLength(1);
  });
});
