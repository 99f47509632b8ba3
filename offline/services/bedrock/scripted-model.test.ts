import { once } from 'node:events';
import { BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { expect, test } from 'vitest';
import type { ServiceContext } from '../../kernel/service.ts';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { bedrock } from './index.ts';
import { ask } from './scripted-model.ts';
import { BedrockState } from './state.ts';

/** A state over a running kernel's parts, as `create` would make it. */
async function withState(use: (state: BedrockState, services: StartedServices) => Promise<void>) {
  let state: BedrockState | undefined;
  const spy = {
    ...bedrock,
    create: (context: ServiceContext) => {
      state = new BedrockState(context);
      return bedrock.create(context);
    },
  };
  const services = await startServices([spy]);
  try {
    if (state) await use(state, services);
  } finally {
    await services.stop();
  }
  expect(state).toBeDefined();
}

test('the answer waits for its delay by the backend’s clock', () =>
  withState(async (state, { clock }) => {
    state.script.replace({ replies: [{ chunks: ['late'], delayMs: 3_600_000 }] });
    const asking = ask(state, { asked: '', read: '', signal: new AbortController().signal });
    clock.setOffset(3_600_000);
    const answer = await asking;
    expect(answer.chunks).toEqual(['late']);
    expect(answer.latencyMs()).toBeGreaterThanOrEqual(3_600_000);
  }));

test('a caller who leaves ends the wait, before the first byte and between chunks', () =>
  withState(async (state) => {
    const reply = { chunks: ['one', 'two'], delayMs: 3_600_000 };
    const gone = new AbortController();
    state.script.replace({ replies: [reply] });
    const asking = ask(state, { asked: '', read: '', signal: gone.signal });
    gone.abort();
    await expect(asking).rejects.toThrow('went away');

    const leaving = new AbortController();
    state.script.replace({ replies: [{ chunks: ['one', 'two'], chunkDelayMs: 3_600_000 }] });
    const paced = (await ask(state, { asked: '', read: '', signal: leaving.signal })).paced();
    expect(await paced.next()).toEqual({ value: 'one', done: false });
    const second = paced.next();
    leaving.abort();
    await expect(second).rejects.toThrow('went away');
  }));

test('the backend notices a client that hangs up, so nothing goes on for it', async () => {
  const signals: AbortSignal[] = [];
  const watched = {
    ...bedrock,
    create(context: ServiceContext) {
      const instance = bedrock.create(context);
      return {
        ...instance,
        handle(request: Parameters<typeof instance.handle>[0]) {
          signals.push(request.signal);
          return instance.handle(request);
        },
      };
    },
  };
  const services = await startServices([watched]);
  const replies = [{ chunks: ['one', 'two'], chunkDelayMs: 3_600_000 }];
  const body = JSON.stringify({ replies });
  await fetch(`${services.endpoint}/_offline/model-script`, { method: 'PUT', body });
  const stop = new AbortController();
  const input = { modelId: 'amazon.nova-micro-v1:0', messages: [{ role: 'user' as const, content: [{ text: 'hi' }] }] };
  const client = new BedrockRuntimeClient(services.client);
  const { stream } = await client.send(new ConverseStreamCommand(input), { abortSignal: stop.signal });
  for await (const event of stream ?? []) {
    const [signal] = signals;
    if (!event.contentBlockDelta || !signal) continue;
    const noticed = once(signal, 'abort');
    stop.abort();
    await noticed;
  }
  expect(signals[0]?.aborted).toBe(true);
  await services.stop();
});
