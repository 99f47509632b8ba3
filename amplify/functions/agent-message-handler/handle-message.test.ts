import { describe, expect, it } from 'vitest';
import { handleMessage } from './handle-message.ts';
import { createMemoryPorts, effects } from './memory-ports.ts';
import { replyIdOf } from './reply-id.ts';

describe('a message to the assessment agent', () => {
  it('is answered with what the agent says, under the click’s correlation id', async () => {
    const world = createMemoryPorts();
    await handleMessage(world.say('hello'), world.ports);
    expect(world.replies()).toMatchObject([
      {
        id: replyIdOf('message-hello'),
        message: 'So far: hello.',
        replyTo: 'message-hello',
        correlationId: 'click-hello',
      },
    ]);
    expect(world.deltas.map(({ delta }) => delta).join('')).toBe('So far: hello.');
    expect(world.deltas.at(-1)).toMatchObject({ done: true, correlationId: 'click-hello' });
    expect(world.statuses.map(({ status }) => status)).toEqual(['PROCESSING', 'IDLE']);
    expect(world.events.map(({ name }) => name)).toEqual(['assessment.progress.updated', 'message.agent_replied']);
  });

  it('is answered once, however often its event is delivered', async () => {
    const world = createMemoryPorts();
    const event = world.say('hello');
    await handleMessage(event, world.ports);
    await handleMessage(event, world.ports);
    expect(world.replies()).toHaveLength(1);
    expect(world.assessment()?.version).toBe(1);
  });

  it('is understood after what was said before it, even if its event comes first', async () => {
    const world = createMemoryPorts();
    const first = world.say('one');
    const second = world.say('two');
    await handleMessage(second, world.ports);
    await handleMessage(first, world.ports);
    expect(world.replies().map(({ message }) => message)).toEqual(['So far: one.', 'So far: one, two.']);
  });

  it('loses nothing where two are handled at the same time', async () => {
    const world = createMemoryPorts();
    const events = ['one', 'two', 'three'].map((text) => world.say(text));
    await Promise.all(events.map((event) => handleMessage(event, world.ports)));
    expect(world.replies()).toHaveLength(3);
    expect(world.assessment()).toMatchObject({ version: 3, state: { trail: ['one', 'two', 'three'] } });
  });

  it('knows nothing of an interview under a freed id, of another organization, and replaces it', async () => {
    const world = createMemoryPorts();
    await handleMessage(world.say('secret'), world.ports);
    world.setOrganization('other');
    await handleMessage(world.say('hello'), world.ports);
    expect(world.replies().at(-1)?.message).toBe('So far: hello.');
    expect(world.assessment()).toMatchObject({ organization: 'other', version: 2, state: { trail: ['hello'] } });
  });

  it('of an organization that has the project no more is not answered', async () => {
    const world = createMemoryPorts();
    const event = world.say('hello');
    world.setOrganization('other');
    await handleMessage(event, world.ports);
    expect(world.replies()).toEqual([]);
  });

  it('tells of completion once', async () => {
    const world = createMemoryPorts();
    await handleMessage(world.say('done'), world.ports);
    await handleMessage(world.say('thanks'), world.ports);
    expect(world.events.filter(({ name }) => name === 'assessment.completed')).toHaveLength(1);
  });

  it('gets an apology where the agent fails, and the next one is answered', async () => {
    const world = createMemoryPorts();
    await handleMessage(world.say('poison'), world.ports);
    expect(world.replies()).toMatchObject([
      { messageType: 'ERROR', message: expect.stringContaining('click-poison') as unknown },
    ]);
    expect(world.statuses.at(-1)).toMatchObject({ status: 'ERROR' });
    await handleMessage(world.say('hello'), world.ports);
    expect(world.replies()).toHaveLength(2);
    expect(world.assessment()).toMatchObject({ state: { trail: ['hello'] } });
  });
});

describe('a handler that is cut off', () => {
  const cuts = effects.flatMap((effect) => [[effect, 'before'] as const, [effect, 'after'] as const]);

  it.each(cuts)('at %s, %s it took place: delivered again, everything happened once', async (effect, when) => {
    const world = createMemoryPorts();
    const event = world.say('hello');
    world.cutNext(effect, when);
    await expect(handleMessage(event, world.ports)).rejects.toThrow(`cut off at ${effect}`);
    await handleMessage(event, world.ports);
    expect(world.replies().map(({ message }) => message)).toEqual(['So far: hello.']);
    expect(world.assessment()).toMatchObject({ version: 1, state: { trail: ['hello'] } });
    const keys = world.events.map(({ detail }) => detail.idempotencyKey);
    expect([...new Set(keys)].sort()).toEqual(
      [`${replyIdOf(event.messageId)}:progress.technical`, `${replyIdOf(event.messageId)}:replied`].sort(),
    );
  });

  it.each(cuts)('at %s, %s it took place: the next message finds the answer and delivers it', async (effect, when) => {
    const world = createMemoryPorts();
    world.cutNext(effect, when);
    await expect(handleMessage(world.say('one'), world.ports)).rejects.toThrow();
    await handleMessage(world.say('two'), world.ports);
    expect(world.replies().map(({ message }) => message)).toEqual(['So far: one.', 'So far: one, two.']);
  });
});
