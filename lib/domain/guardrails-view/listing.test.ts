import { describe, expect, it } from 'vitest';
import { guardrailKinds } from '../guardrails/finding.ts';
import {
  findingCursor,
  findingFilters,
  findingsHref,
  isShown,
  momentOfFindingCursor,
  readFindingCriteria,
} from './listing.ts';

const foundAt = '2026-11-21T08:00:00.000Z';

describe('the list of findings', () => {
  it('is kept in its address', () => {
    for (const show of findingFilters) {
      for (const after of [undefined, findingCursor({ id: 'f1', foundAt })]) {
        const { searchParams, pathname } = new URL(findingsHref({ show, after }), 'http://x');
        expect(pathname).toBe('/guardrails');
        expect(readFindingCriteria(Object.fromEntries(searchParams))).toEqual({ show, after });
      }
    }
  });

  it('shows all where its address asks for nothing that is known', () => {
    expect(readFindingCriteria({ show: 'shoes', after: 'x~y' })).toEqual({ show: 'all', after: undefined });
    expect(readFindingCriteria({ show: ['secrets'], after: [foundAt] })).toEqual({ show: 'all', after: undefined });
  });

  it('has each kind under all and one more filter', () => {
    for (const kind of guardrailKinds) {
      expect(findingFilters.filter((show) => isShown(kind, show))).toHaveLength(2);
    }
  });

  it('goes on at the moment of the last one', () => {
    expect(momentOfFindingCursor(findingCursor({ id: 'f~1', foundAt }))).toBe(foundAt);
    expect(momentOfFindingCursor(undefined)).toBeUndefined();
  });
});
