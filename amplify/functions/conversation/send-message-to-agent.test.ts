import { describe, expect, it } from 'vitest';
import type { FactoryEvent } from '#lib/domain/events/registry';
import type { ChatSession } from '#lib/repositories/chat-session';
import type { NewMessage, StoredMessage } from '#lib/repositories/conversation-message';
import type { OperationCall } from '#lib/runtime/operation';
import type { ConversationPorts } from './ports.ts';
import { sendMessageToAgent } from './send-message-to-agent.ts';

const registered = [
  { agentId: 'assessment', name: 'Assessment', provider: 'embedded', state: 'active' },
  { agentId: 'design', name: 'Design', provider: 'embedded', state: 'inactive' },
  { agentId: 'planning', name: 'Planning', provider: 'embedded', state: 'active' },
] as const;

/** Stores in memory that keep the promises of the real ones; the bus can be made to fail once. */
function createWorld() {
  const messages = new Map<string, StoredMessage>();
  const sessions = new Map<string, ChatSession>([['theirs', { id: 'theirs', projectId: 'p2', agentId: 'assessment' }]]);
  const events: FactoryEvent[] = [];
  let isBusDown = false;
  let ids = 0;
  const ports: ConversationPorts = {
    agents: {
      get: (agentId) => Promise.resolve(registered.find((agent) => agent.agentId === agentId)),
    },
    messages: {
      create: (message: NewMessage) => {
        const known = messages.get(message.id);
        if (known) return Promise.resolve({ message: known, isNew: false });
        const stored = { ...message, createdAt: message.timestamp, updatedAt: message.timestamp };
        messages.set(message.id, stored);
        return Promise.resolve({ message: stored, isNew: true });
      },
      markDispatched: (id, at) => {
        const message = messages.get(id);
        if (message) messages.set(id, { ...message, dispatchedAt: at });
        return Promise.resolve();
      },
    },
    projects: { get: () => Promise.resolve(undefined) },
    sessions: {
      open: (session) => {
        const known = sessions.get(session.id) ?? session;
        sessions.set(session.id, known);
        return Promise.resolve(known);
      },
    },
    publish: (published) => {
      if (isBusDown) {
        isBusDown = false;
        return Promise.reject(new Error('the bus is down'));
      }
      events.push(...published);
      return Promise.resolve();
    },
    now: () => new Date('2026-11-21T08:00:00.000Z'),
    newId: () => `fresh-${(ids += 1)}`,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined, appendKeys: () => undefined },
    metrics: { addMetric: () => undefined },
  };
  const send = (args: Record<string, unknown>, project: Partial<OperationCall['project']> = {}) =>
    sendMessageToAgent(
      {
        operation: 'sendMessageToAgent',
        arguments: { projectId: 'p1', agentId: 'assessment', message: 'We have 40 TB.', ...args },
        project: { id: 'p1', organization: 'demo', name: 'Claims', ...project },
        caller: { userId: 'u1', email: 'pm@demo.test', groups: [], capabilities: [] },
        requestId: 'r1',
        correlationId: 'click-1',
      },
      ports,
    );
  return { messages, events, send, breakBus: () => (isBusDown = true) };
}

describe('a message sent to an agent', () => {
  it('is stored with its sender and handed over, under one correlation id', async () => {
    const { send, events, messages } = createWorld();
    expect(await send({})).toMatchObject({
      ok: true,
      data: {
        id: 'fresh-1',
        sessionId: 'p1.assessment',
        senderId: 'u1',
        correlationId: 'click-1',
        messageType: 'USER',
      },
    });
    expect(messages.size).toBe(1);
    expect(events).toMatchObject([
      {
        name: 'message.sent_to_agent',
        detail: { messageId: 'fresh-1', correlationId: 'click-1', organization: 'demo' },
      },
    ]);
  });

  it('is stored and handed over once under one key, and answered the same', async () => {
    const { send, events, messages } = createWorld();
    const first = await send({ idempotencyKey: 'k1' });
    const again = await send({ idempotencyKey: 'k1' });
    expect(again).toMatchObject({ ok: true, data: { id: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown } });
    expect(first).toEqual(again);
    expect([messages.size, events.length]).toEqual([1, 1]);
  });

  it('is stored twice where two honest equal ones come, without a key or with two', async () => {
    const { send, events, messages } = createWorld();
    await send({});
    await send({});
    await send({ idempotencyKey: 'k1' });
    await send({ idempotencyKey: 'k2' });
    expect([messages.size, events.length]).toEqual([4, 4]);
  });

  it('is a conflict under a key that was used for other words', async () => {
    const { send, messages } = createWorld();
    await send({ idempotencyKey: 'k1' });
    expect(await send({ idempotencyKey: 'k1', message: 'We have 50 TB.' })).toMatchObject({
      ok: false,
      error: { type: 'Conflict', field: 'idempotencyKey' },
    });
    expect(messages.size).toBe(1);
  });

  it('is not acknowledged while the bus is down; sent again it is handed over, stored once', async () => {
    const { send, events, messages, breakBus } = createWorld();
    breakBus();
    expect(await send({ idempotencyKey: 'k1' })).toMatchObject({ ok: false, error: { type: 'Unavailable' } });
    expect(await send({ idempotencyKey: 'k1' })).toMatchObject({ ok: true });
    expect([messages.size, events.length]).toEqual([1, 1]);
  });

  it.each(['nobody', 'design', 'planning'])(
    'finds no agent %s that is unknown, not at work, or works in runs only',
    async (agentId) => {
      const { send, messages } = createWorld();
      expect(await send({ agentId })).toMatchObject({ ok: false, error: { type: 'NotFound', field: 'agentId' } });
      expect(messages.size).toBe(0);
    },
  );

  it('finds no session of another project', async () => {
    const { send, messages } = createWorld();
    expect(await send({ sessionId: 'theirs' })).toMatchObject({
      ok: false,
      error: { type: 'NotFound', field: 'sessionId' },
    });
    expect(messages.size).toBe(0);
  });

  it('is refused by an archived project, and when malformed; nothing is stored', async () => {
    const { send, messages } = createWorld();
    expect(await send({}, { archivedAt: '2026-11-01T00:00:00.000Z' })).toMatchObject({
      ok: false,
      error: { type: 'Conflict', code: 'PROJECT_ARCHIVED' },
    });
    expect(await send({ message: ' ' })).toMatchObject({ ok: false, error: { type: 'ValidationError' } });
    expect(messages.size).toBe(0);
  });
});
