import { describe, expect, it } from 'vitest';
import { consumers, type Interest } from './consumers.ts';
import { events, parseEvent } from './registry.ts';

const detail = {
  schemaVersion: 1,
  organization: 'demo',
  correlationId: 'c1',
  idempotencyKey: 'k1',
  projectId: 'p1',
  messageId: 'm2',
  sessionId: 's1',
  agentId: 'assessment',
  replyTo: 'm1',
};

describe('a delivered event', () => {
  it('is read by its schema', () => {
    const delivered = { 'detail-type': 'message.agent_replied', detail };
    expect(parseEvent('message.agent_replied', delivered)).toEqual(detail);
  });

  it('is refused under another name, naming both', () => {
    const delivered = { 'detail-type': 'assessment.completed', detail };
    expect(() => parseEvent('message.agent_replied', delivered)).toThrow(
      /message\.agent_replied.*assessment\.completed/,
    );
  });

  it('is refused when a field is missing or the version is another, naming the event and the field', () => {
    const broken = { ...detail, schemaVersion: 2, organization: '' };
    const delivered = { 'detail-type': 'message.agent_replied', detail: broken };
    expect(() => parseEvent('message.agent_replied', delivered)).toThrow(/message\.agent_replied[^]*schemaVersion/);
  });
});

describe('the registry', () => {
  it('gives every detail what every detail must have', () => {
    for (const { detail: schema } of Object.values(events)) {
      expect(Object.keys(schema.shape)).toEqual(
        expect.arrayContaining(['schemaVersion', 'organization', 'correlationId', 'idempotencyKey', 'projectId']),
      );
    }
  });

  it('has consumers narrow by fields that the event has', () => {
    const interests: Interest[] = Object.values(consumers).flat();
    for (const { event, where } of interests) {
      expect(Object.keys(events[event].detail.shape)).toEqual(expect.arrayContaining(Object.keys(where ?? {})));
    }
  });
});
