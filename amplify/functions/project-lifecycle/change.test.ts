import { describe, expect, it } from 'vitest';
import { events } from '#lib/domain/events/registry';
import { auditEventOf, changeOf, eventOf } from './change.ts';

const image = (name: string) => ({
  id: { S: 'p1' },
  organization: { S: 'demo' },
  name: { S: name },
  owner: { S: 'u1' },
  updatedBy: { S: 'u2' },
  progressVersion: { N: '3' },
  description: { NULL: true },
});
const record = (before: string | undefined, after: string | undefined) => ({
  eventID: 'e1',
  dynamodb: {
    ApproximateCreationDateTime: 1_795_248_000,
    ...(before ? { OldImage: image(before) } : {}),
    ...(after ? { NewImage: image(after) } : {}),
  },
});

describe('a record of the projects’ stream', () => {
  it('becomes an event that fits its schema and an entry of the audit log, both with one id', () => {
    const change = changeOf(record('Claims', 'Claims 2'));
    if (!change) throw new Error('the rename was not noticed');
    const event = eventOf(change);
    expect(event).toMatchObject({
      name: 'project.updated',
      detail: { organization: 'demo', changed: ['name'], actor: 'u2' },
    });
    expect(events[event.name].detail.parse(event.detail)).toEqual(event.detail);
    expect(auditEventOf(change)).toMatchObject({
      id: event.detail.idempotencyKey,
      organization: 'demo',
      actor: 'u2',
      action: 'project.updated',
      occurredAt: new Date(1_795_248_000_000).toISOString(),
    });
  });

  it('has the same id whenever it is delivered', () => {
    expect(changeOf(record(undefined, 'Claims'))?.id).toBe(changeOf(record(undefined, 'Claims'))?.id);
  });

  it('is nothing where nothing told has changed', () => {
    expect(changeOf(record('Claims', 'Claims'))).toBeUndefined();
  });
});
