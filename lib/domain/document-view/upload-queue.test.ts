import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isUploadOver,
  type NewUpload,
  nextQueue,
  parallelUploads,
  type UploadEvent,
  type UploadQueue,
  uploadPercent,
  uploadsToBegin,
} from './upload-queue.ts';

const file = (key: string, more: Partial<NewUpload> = {}): NewUpload => ({
  ...{ key, projectId: 'p', name: `${key}.pdf`, size: 1000, contentType: 'application/pdf', documentId: null },
  ...more,
});
const after = (events: readonly UploadEvent[], from: UploadQueue = []): UploadQueue => events.reduce(nextQueue, from);
const added = (...uploads: NewUpload[]): UploadEvent => ({ type: 'added', uploads });
const lost = { code: 'connection', message: 'The connection was lost.' } as const;

describe('a queue of uploads', () => {
  it('takes a file from choice to stored', () => {
    const events: UploadEvent[] = [
      added(file('a')),
      { type: 'begun', key: 'a' },
      { type: 'prepared', key: 'a', documentId: 'd1' },
      { type: 'progressed', key: 'a', sent: 400 },
    ];
    const [half] = after(events);
    expect(half).toMatchObject({ phase: 'sending', sent: 400, documentId: 'd1', attempts: 1 });
    const rest: UploadEvent[] = [
      { type: 'sent', key: 'a' },
      { type: 'completed', key: 'a' },
    ];
    expect(after([...events, ...rest])).toMatchObject([{ phase: 'done', sent: 1000 }]);
  });

  it('begins as many as may be under way, first come first', () => {
    const queue = after([added(file('a'), file('b'), file('c'), file('d')), { type: 'begun', key: 'a' }]);
    expect(uploadsToBegin(queue).map(({ key }) => key)).toEqual(['b', 'c']);
  });

  it('tries again by itself where the connection failed, and says so after the third time', () => {
    const attempt: UploadEvent[] = [
      { type: 'begun', key: 'a' },
      { type: 'failed', key: 'a', failure: lost },
    ];
    const twice = after([added(file('a')), ...attempt, ...attempt]);
    expect(twice).toMatchObject([{ phase: 'waiting', attempts: 2, sent: 0, failure: lost }]);
    expect(after(attempt, twice)).toMatchObject([{ phase: 'failed', attempts: 3, failure: lost }]);
  });

  it('does not repeat what the backend refused', () => {
    const failure = { code: 'Unauthorized', message: 'No.' } as const;
    const queue = after([added(file('a')), { type: 'begun', key: 'a' }, { type: 'failed', key: 'a', failure }]);
    expect(queue).toMatchObject([{ phase: 'failed', failure }]);
    expect(after([{ type: 'retried', key: 'a' }], queue)).toMatchObject([
      { phase: 'waiting', attempts: 0, failure: null },
    ]);
  });

  it('counts a new lot by itself once all before it has arrived', () => {
    const done = after([
      added(file('a')),
      { type: 'begun', key: 'a' },
      { type: 'prepared', key: 'a', documentId: 'd' },
      { type: 'sent', key: 'a' },
      { type: 'completed', key: 'a' },
    ]);
    expect(after([added(file('b'))], done).map(({ key }) => key)).toEqual(['b']);
    expect(after([added(file('b')), added(file('c'))], done).map(({ key }) => key)).toEqual(['b', 'c']);
  });

  it('forgets only what is over', () => {
    const queue = after([added(file('a'), file('b')), { type: 'cancelled', key: 'a' }]);
    const dismissed = after(
      [
        { type: 'dismissed', key: 'a' },
        { type: 'dismissed', key: 'b' },
      ],
      queue,
    );
    expect(dismissed.map(({ key }) => key)).toEqual(['b']);
  });

  it('goes on with what was begun before, and begins anew after it was cancelled', () => {
    const queue = after([added(file('a', { documentId: 'd1' }))]);
    expect(uploadsToBegin(queue)).toMatchObject([{ documentId: 'd1' }]);
    const cancelled = after(
      [
        { type: 'cancelled', key: 'a' },
        { type: 'retried', key: 'a' },
      ],
      queue,
    );
    expect(uploadsToBegin(cancelled)).toMatchObject([{ documentId: null }]);
  });

  it('does not heed what is told late of a cancelled upload', () => {
    const queue = after([added(file('a')), { type: 'begun', key: 'a' }, { type: 'cancelled', key: 'a' }]);
    const late: UploadEvent[] = [
      { type: 'prepared', key: 'a', documentId: 'd' },
      { type: 'progressed', key: 'a', sent: 5 },
      { type: 'sent', key: 'a' },
      { type: 'completed', key: 'a' },
      { type: 'failed', key: 'a', failure: lost },
    ];
    expect(after(late, queue)).toEqual(queue);
  });

  it('is never at more than allowed, and at nothing twice, whatever happens', () => {
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const key = fc.constantFrom(...keys);
    const step = fc.oneof(
      fc.constant('begin' as const),
      fc.record({ type: fc.constantFrom('sent', 'completed', 'retried', 'cancelled', 'dismissed'), key }),
      fc.record({ type: fc.constant('prepared'), key, documentId: fc.constant('d') }),
      fc.record({ type: fc.constant('failed'), key, failure: fc.constant(lost) }),
    ) as fc.Arbitrary<UploadEvent | 'begin'>;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let queue = after([added(...keys.map((name) => file(name)))]);
        for (const event of steps) {
          const events =
            event === 'begin'
              ? uploadsToBegin(queue).map((upload) => ({ type: 'begun', key: upload.key }) as const)
              : [event];
          queue = after(events, queue);
          const busy = queue.filter((upload) => !isUploadOver(upload) && upload.phase !== 'waiting');
          expect(busy.length).toBeLessThanOrEqual(parallelUploads);
          expect(new Set(queue.map((upload) => upload.key)).size).toBe(queue.length);
        }
      }),
    );
  });
});

describe('the percentage of an upload', () => {
  it('is a hundred only when the backend has it', () => {
    expect(uploadPercent({ phase: 'completing', sent: 1000, size: 1000 })).toBe(99);
    expect(uploadPercent({ phase: 'done', sent: 1000, size: 1000 })).toBe(100);
    expect(uploadPercent({ phase: 'sending', sent: 255, size: 1000 })).toBe(25);
  });
});
