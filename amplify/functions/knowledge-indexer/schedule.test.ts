import { expect, it } from 'vitest';
import type { IndexerPorts } from './index-documents.ts';
import { nextSyncAt, syncDue } from './schedule.ts';

const now = new Date('2026-11-21T10:00:00.000Z');

it('is due again before the clock next comes by, or never', () => {
  expect(nextSyncAt('HOURLY', now) <= '2026-11-21T11:00:00.000Z').toBe(true);
  expect(nextSyncAt('DAILY', now) <= '2026-11-22T10:00:00.000Z').toBe(true);
  expect(nextSyncAt('DAILY', now) > '2026-11-22T09:00:00.000Z').toBe(true);
  expect(nextSyncAt('MANUAL', now)).toBe('9999-12-31T00:00:00.000Z');
});

it('one knowledge base that fails holds up no other, and says so', async () => {
  const updates: object[] = [];
  const warnings: string[] = [];
  const ports: IndexerPorts = {
    knowledgeBases: {
      listDue: () => Promise.resolve(['broken', 'sound']),
      get: (id) =>
        Promise.resolve({
          id,
          organization: 'demo',
          name: id,
          schedule: 'DAILY',
          provider: 'LOCAL',
          embeddings: 'NONE',
        }),
      update: (id, update) => Promise.resolve(updates.push({ id, ...update })),
    },
    sources: {
      listOf: (id) => (id === 'broken' ? Promise.reject(new Error('throttled')) : Promise.resolve([])),
      listOfDocument: () => Promise.resolve([]),
      remove: () => Promise.resolve(undefined),
      update: () => Promise.resolve(undefined),
    },
    documents: { list: () => Promise.resolve([]) },
    segments: {
      bring: () => Promise.resolve(undefined),
      read: () => Promise.resolve(undefined),
      readVectors: () => Promise.resolve(undefined),
      writeVectors: () => Promise.resolve(),
    },
    embedderOf: () => undefined,
    warn: (message) => warnings.push(message),
    now: () => now,
  };
  expect(await syncDue(ports)).toBe(2);
  expect(updates).toContainEqual({ id: 'broken', status: 'FAILED' });
  expect(updates).toContainEqual(expect.objectContaining({ id: 'sound', status: 'READY' }));
  expect(warnings).toHaveLength(1);
});
