import { describe, expect, it } from 'vitest';
import { createdAtCondition } from './index-query.ts';

const after = '2026-01-02T03:04:05.000Z~p-1';

describe('where the index of projects is entered', () => {
  it('is its start without a cursor, or with a senseless one', () => {
    expect(createdAtCondition({ sort: 'newest', after: undefined })).toEqual({});
    expect(createdAtCondition({ sort: 'newest', after: 'nonsense' })).toEqual({});
  });

  it('is the moment of the cursor, that moment included, in the direction of the order', () => {
    expect(createdAtCondition({ sort: 'newest', after })).toEqual({ createdAt: { le: '2026-01-02T03:04:05.000Z' } });
    expect(createdAtCondition({ sort: 'oldest', after })).toEqual({ createdAt: { ge: '2026-01-02T03:04:05.000Z' } });
  });
});
