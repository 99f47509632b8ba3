import { expect, test } from 'vitest';
import { type StartedServices, startServices } from '../../kernel/testing.ts';
import { bedrock } from './index.ts';
import { ask } from './scripted-model.ts';
import { BedrockState } from './state.ts';

/** A state over a running kernel's parts, as `create` would make it. */
async function withState(use: (state: BedrockState, services: StartedServices) => Promise<void>) {
  let state: BedrockState | undefined;
  const spy = {
    ...bedrock,
    create: (context: ConstructorParameters<typeof BedrockState>[0]) => {
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
