import { describe, expect, it } from 'vitest';
import { parseKnowledgeCriteria, selectKnowledgeBases } from './listing.ts';

const bases = [
  { name: 'Security', description: 'Rules of the house', documentCount: 2, createdAt: '2026-01-01' },
  { name: 'Answers 10', description: null, documentCount: 9, createdAt: '2026-01-03' },
  { name: 'Answers 9', documentCount: null, createdAt: '2026-01-02' },
];
const names = (q: string | null, order: string | null) =>
  selectKnowledgeBases(bases, parseKnowledgeCriteria({ q, order })).map(({ name }) => name);

describe('the list of knowledge bases', () => {
  it('is by name as people count, unless asked otherwise', () => {
    expect(names(null, null)).toEqual(['Answers 9', 'Answers 10', 'Security']);
    expect(names(null, 'unknown')).toEqual(names(null, 'name'));
    expect(names(null, 'newest')).toEqual(['Answers 10', 'Answers 9', 'Security']);
    expect(names(null, 'documents')).toEqual(['Answers 10', 'Security', 'Answers 9']);
  });

  it('is searched in names and descriptions', () => {
    expect(names(' HOUSE ', null)).toEqual(['Security']);
    expect(names('answers', null)).toEqual(['Answers 9', 'Answers 10']);
    expect(names('nothing', null)).toEqual([]);
  });
});
