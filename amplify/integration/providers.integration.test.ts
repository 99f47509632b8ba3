import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTaskRunner } from '#lib/providers/registry';
import { clerk, computed, requestFor, servicesWith } from '#lib/providers/testing';
import { createBreakerRepository } from '#lib/repositories/breaker';
import { createDocumentClient } from '#lib/runtime/documents';
import { administrator } from './people.ts';
import { answeredByModel, breakerTable, scriptModel } from './providers.ts';

const modelId = 'amazon.nova-lite-v1:0';
const configs = {
  model: { transport: 'bedrock', modelId },
  'bedrock-agent': { agentId: 'AGENT12345', aliasId: 'ALIAS12345', modelId },
  agentcore: {
    runtimeArn: 'arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/helper-abcdefghij',
    usdPerCall: 0.01,
  },
} as const;
type Provider = keyof typeof configs;
const providers: readonly Provider[] = ['model', 'bedrock-agent', 'agentcore'];

beforeAll(() => {
  // What Lambda and the operator set for the worker.
  process.env.AWS_ENDPOINT_URL = administrator.endpoint;
  process.env.AWS_REGION = administrator.region;
  process.env.AWS_ACCESS_KEY_ID = administrator.credentials.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = administrator.credentials.secretAccessKey;
});
beforeEach(() => scriptModel());

const good = ['{"summary":"1200 USD ', 'a month."}'];
const error = (name: string) => ({ name, message: 'as the script says' });

function run(provider: Provider, more: object = {}, timeoutMs = 20_000, services = servicesWith()) {
  const { request, lines } = requestFor({ timeoutMs });
  const runner = createTaskRunner(
    () => Promise.resolve({ provider, config: { ...configs[provider], ...more } }),
    services,
  );
  return { done: runner(clerk, request), lines };
}

describe.each(providers)('the provider %s', (provider) => {
  it('words what was computed', async () => {
    await scriptModel({ chunks: good });
    const { output, usage } = await run(provider).done;
    expect(output).toEqual({ summary: '1200 USD a month.', usd: 1200 });
    expect(usage).toMatchObject({ provider, calls: 1 });
    expect(usage.usd).toBeGreaterThan(0);
  });

  it.each(['garbage', '{"summary":"It is 1300 USD a month."}', '{"outlook":"All moves to Snowflake."}'])(
    'is mended once: %s',
    async (bad) => {
      await scriptModel({ chunks: [bad], times: 1 }, { when: 'cannot be used', chunks: good });
      const { output, usage } = await run(provider).done;
      expect(output).toMatchObject({ summary: '1200 USD a month.' });
      expect(usage).toMatchObject({ provider, calls: 2 });
    },
  );

  it.each(['{"summary":', '{"summary":"It is 1300 USD a month."}', '{"usd":1}'])(
    'is left aside where it cannot be mended, and its calls count: %s',
    async (bad) => {
      await scriptModel({ chunks: [bad] });
      const { done, lines } = run(provider);
      const { output, usage } = await done;
      expect([output, await answeredByModel()]).toEqual([computed, 3]);
      expect(usage).toMatchObject({ provider: 'embedded', calls: 3 });
      expect(usage.usd).toBeGreaterThan(0);
      expect(lines.at(-1)).toContain('Fallback');
    },
  );

  it.each([
    ['ThrottlingException', true],
    ['ServiceUnavailableException', true],
    ['InternalServerException', true],
    ['ValidationException', false],
    ['AccessDeniedException', false],
    ['ResourceNotFoundException', false],
  ])('that answers %s may be asked again: %s', async (name, isRetryable) => {
    await scriptModel({ error: error(name) });
    const failure = { name: 'ProviderFailure', isRetryable, usage: { calls: 1, usd: 0 } };
    await expect(run(provider).done).rejects.toMatchObject(failure);
    expect(await answeredByModel()).toBe(1);
  });

  it('that fails in the middle of its answer may be asked again, and what came is paid for', async () => {
    await scriptModel({ chunks: ['{"summary":"'], error: error('InternalServerException') });
    const failed = run(provider).done;
    await expect(failed).rejects.toMatchObject({ isRetryable: true, usage: { calls: 1 } });
    await expect(failed).rejects.not.toMatchObject({ usage: { usd: 0 } });
  });

  it('that never comes to an end is left when the time of the step is over', async () => {
    await scriptModel({ chunks: good, chunkDelayMs: 3_600_000 });
    const left = run(provider, {}, 1500).done;
    await expect(left).rejects.toMatchObject({ isRetryable: true });
    await expect(left).rejects.toThrow('took longer');
  });

  it('that was asked to stop does, with the reason of who asked', async () => {
    await scriptModel({ chunks: good, delayMs: 3_600_000 });
    const cancel = new AbortController();
    const { request } = requestFor({ signal: cancel.signal });
    const runner = createTaskRunner(() => Promise.resolve({ provider, config: configs[provider] }), servicesWith());
    const stopped = expect(runner(clerk, request)).rejects.toThrow('enough');
    setTimeout(() => cancel.abort(new Error('enough')), 200);
    await stopped;
  });

  it('is not asked any more once it failed too often', async () => {
    await scriptModel({ error: error('ThrottlingException') });
    const services = servicesWith();
    for (let times = 0; times < 7; times += 1) await expect(run(provider, {}, 20_000, services).done).rejects.toThrow();
    expect(await answeredByModel()).toBe(5);
  });
});

describe('a model', () => {
  it('is not asked where its price is not known', async () => {
    const { done } = run('model', { modelId: 'amazon.nova-ultra-v1:0' });
    await expect(done).rejects.toMatchObject({ isRetryable: false });
    await expect(done).rejects.toThrow('not known');
    expect(await answeredByModel()).toBe(0);
  });

  it('is paid for by the tokens that it tells', async () => {
    await scriptModel({ chunks: good, usage: { inputTokens: 1_000_000, outputTokens: 0 } });
    expect((await run('model').done).usage).toMatchObject({ inputTokens: 1_000_000, usd: 0.06 });
  });
});

describe('an agent of Bedrock', () => {
  it('is paid for by the tokens of its model, which its trace tells', async () => {
    await scriptModel({ chunks: good, usage: { inputTokens: 100_000, outputTokens: 50 } });
    expect((await run('bedrock-agent').done).usage).toMatchObject({ inputTokens: 100_000, outputTokens: 50 });
  });

  it('that wants a tool of its caller cannot be helped', async () => {
    await scriptModel({ toolUse: { toolUseId: 't', name: 'orders::cancel', input: {} } });
    await expect(run('bedrock-agent').done).rejects.toMatchObject({ isRetryable: false });
  });
});

describe('the shared state of a breaker', () => {
  it('is written by one of many who saw the same', async () => {
    const documents = createDocumentClient(administrator);
    const repository = createBreakerRepository({ documents, tableName: await breakerTable(), now: Date.now });
    const key = `test#${crypto.randomUUID()}`;
    const states = [
      { phase: 'open', until: 5, openings: 1 },
      { phase: 'half-open', trialUntil: 5, openings: 1 },
    ] as const;
    for (const [version, state] of states.entries()) {
      const saved = await Promise.all(Array.from({ length: 8 }, () => repository.save(key, state, version)));
      expect(saved.filter(Boolean)).toHaveLength(1);
      expect(await repository.load(key)).toEqual({ version: version + 1, state });
    }
  });
});
