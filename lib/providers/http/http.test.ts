import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTaskRunner } from '../registry.ts';
import { bodyOf, clerk, requestFor, serve, servicesWith } from '../testing.ts';

type Respond = (response: ServerResponse, times: number) => void;
let respond: Respond;
let asked: { body: unknown; key: unknown }[];
let service: Awaited<ReturnType<typeof serve>>;
beforeEach(async () => {
  asked = [];
  service = await serve((request, response) => {
    void bodyOf(request).then((body) => {
      asked.push({ body, key: request.headers['idempotency-key'] });
      respond(response, asked.length);
    });
  });
});
afterEach(() => service.stop());

const fine = JSON.stringify({ output: { summary: '1200 USD a month.' }, usage: { inputTokens: 5, outputTokens: 6 } });

function run(more: object = {}, timeoutMs = 10_000, workId = 'work-1') {
  const config = { url: service.url, usdPerCall: 0.5, ...more };
  const { request } = requestFor({ timeoutMs, workId });
  return createTaskRunner(() => Promise.resolve({ provider: 'http', config }), servicesWith())(clerk, request);
}

describe('a service of one’s own', () => {
  it('is given the task with its facts, and its answer is checked like any other', async () => {
    respond = (response) => response.end(fine);
    const { output, usage } = await run();
    expect(output).toEqual({ summary: '1200 USD a month.', usd: 1200 });
    expect(usage).toEqual({ provider: 'http', inputTokens: 5, outputTokens: 6, calls: 1, usd: 0.5 });
    expect(asked[0]?.body).toMatchObject({ agentId: 'clerk', task: 'Sum up', facts: { usd: 1200 } });
  });

  it('is asked again when it is busy, under the same key', async () => {
    respond = (response, times) => {
      if (times < 3) response.writeHead(503).end();
      else response.end(fine);
    };
    expect((await run()).usage).toMatchObject({ calls: 3, usd: 0.5 });
    expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
  });

  it('sees by the key that an attempt repeats an earlier one, and that other work does not', async () => {
    respond = (response, times) => {
      if (times === 1) response.destroy();
      else response.end(fine);
    };
    await expect(run({ retries: 0 })).rejects.toMatchObject({ isRetryable: true });
    await run();
    await run({}, 10_000, 'work-2');
    const [lost, again, other] = asked.map(({ key }) => key);
    expect(again).toBe(lost);
    expect(other).not.toBe(lost);
  });

  it('is asked about an answer that will not do under another key', async () => {
    respond = (response, times) =>
      response.end(times === 1 ? JSON.stringify({ output: { summary: 'It costs 7 USD a month.' } }) : fine);
    await run();
    expect(asked).toHaveLength(2);
    expect(asked[0]?.key).not.toBe(asked[1]?.key);
  });

  it('is asked so often and no more', async () => {
    respond = (response) => void response.writeHead(503).end();
    await expect(run({ retries: 1 })).rejects.toMatchObject({ isRetryable: true, usage: { calls: 2 } });
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['refuses', (response: ServerResponse) => void response.writeHead(422).end('no')],
    ['answers nonsense', (response: ServerResponse) => void response.end('<html>')],
    ['answers in another form', (response: ServerResponse) => void response.end('{"answer":1}')],
  ])('that %s is not asked again', async (_, how) => {
    respond = how;
    await expect(run()).rejects.toMatchObject({ isRetryable: false });
    expect(asked).toHaveLength(1);
  });

  it('that never answers is left when the time of the step is over', async () => {
    respond = () => undefined;
    const left = run({}, 200);
    await expect(left).rejects.toMatchObject({ isRetryable: true });
    await expect(left).rejects.toThrow('took longer');
  });
});

describe('a configuration', () => {
  it.each([
    [{ url: 'nonsense' }, 'url'],
    [{ usdPerCall: undefined }, 'usdPerCall'],
    [{ usdPerCall: -1 }, 'usdPerCall'],
    [{ keyName: 'aws_secret' }, 'keyName'],
    [{ surprise: 1 }, 'surprise'],
  ])('that is wrong is refused by name: %j', async (more, field) => {
    const refused = run(more);
    await expect(refused).rejects.toMatchObject({ isRetryable: false });
    await expect(refused).rejects.toThrow(field);
  });

  it('of a provider that does not exist is refused', async () => {
    const runner = createTaskRunner(() => Promise.resolve({ provider: 'oracle', config: {} }), servicesWith());
    await expect(runner(clerk, requestFor().request)).rejects.toThrow('There is no provider "oracle"');
  });
});
