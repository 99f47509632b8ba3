import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTaskRunner } from '../registry.ts';
import { bodyOf, clerk, requestFor, serve, servicesWith } from '../testing.ts';

type Respond = (response: ServerResponse) => void;
let respond: Respond;
let asked: { body: unknown; authorization: string | undefined }[];
let service: Awaited<ReturnType<typeof serve>>;
beforeEach(async () => {
  asked = [];
  service = await serve((request, response) => {
    void bodyOf(request).then((body) => {
      asked.push({ body, authorization: request.headers.authorization });
      respond(response);
    });
  });
});
afterEach(() => service.stop());

const delta = (content: string) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;
const told = `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 1000, completion_tokens: 500 } })}\n\n`;
const answer = ['{"summary":"1200 USD ', 'a month."}'];

function stream(...pieces: readonly string[]): Respond {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const piece of pieces) response.write(piece);
    response.end();
  };
}

function run(more: object = {}) {
  const config = {
    transport: 'openai',
    baseUrl: `${service.url}/v1`,
    model: 'local',
    prices: { input: 1, output: 2 },
    ...more,
  };
  const services = servicesWith({ secret: (name) => (name === 'LOCAL' ? 'k-1' : undefined) });
  const { request } = requestFor();
  return createTaskRunner(() => Promise.resolve({ provider: 'model', config }), services)(clerk, request);
}

describe('an endpoint of the OpenAI form', () => {
  it('streams an answer, whose tokens are priced as the configuration says', async () => {
    respond = stream(...answer.map(delta), told, 'data: [DONE]\n\n');
    const { output, usage } = await run({ keyName: 'LOCAL' });
    expect(output).toMatchObject({ summary: '1200 USD a month.' });
    expect(usage).toEqual({ provider: 'model', inputTokens: 1000, outputTokens: 500, calls: 1, usd: 0.002 });
    expect(asked[0]).toMatchObject({ authorization: 'Bearer k-1', body: { model: 'local', stream: true } });
  });

  it('may cut its events anywhere', async () => {
    const whole = [...answer.map(delta), told, 'data: [DONE]\r\n\r\n'].join('');
    respond = (response) => {
      response.writeHead(200);
      for (const byte of Buffer.from(whole)) response.write(Buffer.of(byte));
      response.end();
    };
    expect((await run()).output).toMatchObject({ summary: '1200 USD a month.' });
  });

  it.each([
    ['breaks off', stream(delta('{"summary"'))],
    ['tells of a failure', stream(delta('{'), 'data: {"error":{"message":"overloaded"}}\n\n')],
    ['sends what is no event', stream('data: {{{\n\n')],
    ['is busy', (response: ServerResponse) => void response.writeHead(429).end('{}')],
  ])('that %s may be asked again', async (_, how) => {
    respond = how;
    await expect(run()).rejects.toMatchObject({ name: 'ProviderFailure', isRetryable: true, usage: { calls: 1 } });
  });

  it('that broke off cost about what had come until then', async () => {
    respond = stream(delta('x'.repeat(400)));
    await expect(run()).rejects.toMatchObject({ usage: { outputTokens: 100, isEstimated: true } });
  });

  it('is not asked without its key or a price', async () => {
    respond = stream();
    await expect(run({ keyName: 'OTHER' })).rejects.toThrow('PROVIDER_KEY_OTHER');
    await expect(run({ prices: undefined })).rejects.toThrow('not valid at prices');
    expect(asked).toEqual([]);
  });
});
