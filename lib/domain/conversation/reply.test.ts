import { describe, expect, it } from 'vitest';
import { eventsOfReply, type Outbox, replyTimestamp } from './reply.ts';

const outbox: Outbox = {
  replyId: 'r1',
  replyTo: 'm1',
  sessionId: 's1',
  agentId: 'assessment',
  reply: 'Noted.',
  metadata: {},
  correlationId: 'click-1',
  timestamp: '2026-11-21T08:00:00.000Z',
  progressBefore: { technical: 10, governance: 0, business: 0, commercial: 0 },
  wasComplete: false,
  changed: true,
};
const record = {
  projectId: 'p1',
  organization: 'demo',
  version: 3,
  progress: { technical: 20, governance: 0, business: 0, commercial: 5 },
};

describe('the events of a reply', () => {
  it('tell each dimension that moved, then the reply', () => {
    const events = eventsOfReply(record, outbox);
    expect(events.map(({ name }) => name)).toEqual([
      'assessment.progress.updated',
      'assessment.progress.updated',
      'message.agent_replied',
    ]);
    expect(events[0]?.detail).toMatchObject({ dimension: 'technical', completionPercentage: 20, revised: false });
    expect(events[1]?.detail).toMatchObject({ dimension: 'commercial', completionPercentage: 5 });
  });

  it('carry the click’s correlation id and keys of their own that stay the same', () => {
    const keys = eventsOfReply(record, outbox).map(({ detail }) => detail.idempotencyKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(eventsOfReply(record, outbox).map(({ detail }) => detail.idempotencyKey)).toEqual(keys);
    for (const { detail } of eventsOfReply(record, outbox)) expect(detail.correlationId).toBe('click-1');
  });

  it('tell completion once, when it is reached', () => {
    const completed = { ...record, completedAt: '2026-11-21T08:00:00.000Z' };
    const names = (events: ReturnType<typeof eventsOfReply>) => events.map(({ name }) => name);
    expect(names(eventsOfReply(completed, outbox))).toContain('assessment.completed');
    expect(names(eventsOfReply(completed, { ...outbox, wasComplete: true }))).not.toContain('assessment.completed');
  });

  it('mark one event as a revision where a complete assessment changed, even if no percentage did', () => {
    const completed = { ...record, completedAt: '2026-11-21T08:00:00.000Z' };
    const revisions = eventsOfReply(completed, { ...outbox, wasComplete: true, progressBefore: record.progress });
    expect(revisions.filter(({ detail }) => 'revised' in detail && detail.revised)).toHaveLength(1);
    const talk = eventsOfReply(completed, { ...outbox, wasComplete: true, changed: false });
    expect(talk.filter(({ detail }) => 'revised' in detail && detail.revised)).toHaveLength(0);
  });
});

describe('the time of a reply', () => {
  it('is after the message even if the clock is behind', () => {
    const now = new Date('2026-11-21T08:00:00.000Z');
    expect(replyTimestamp('2026-11-21T07:00:00.000Z', now)).toBe('2026-11-21T08:00:00.000Z');
    expect(replyTimestamp('2026-11-21T08:00:01.000Z', now)).toBe('2026-11-21T08:00:01.001Z');
  });
});
