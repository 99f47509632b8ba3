import { describe, expect, it } from 'vitest';
import { filterDocuments, isAtWork, parseDocumentCriteria, selectDocuments } from './listing.ts';

const none = { q: null, show: null, kind: null, order: null };
const documents = [
  { name: 'b10.pdf', size: 5, status: 'PROCESSED', kind: 'DOCUMENT', createdAt: '2026-01-02' },
  { name: 'b2.pdf', size: 9, status: 'REJECTED', kind: 'DOCUMENT', createdAt: '2026-01-03' },
  { name: 'App.zip', size: 7, status: 'PROCESSING', kind: 'SOURCE', createdAt: '2026-01-01' },
  { name: 'notes.md', size: 1, status: 'AWAITING_UPLOAD', kind: 'DOCUMENT', createdAt: null },
] as const;
const names = (parameters: Partial<typeof none> | Record<string, string>) =>
  selectDocuments(documents, parseDocumentCriteria({ ...none, ...parameters })).map(({ name }) => name);

describe('the list of documents', () => {
  it('is newest first where the address says nothing, or nothing known', () => {
    expect(names({})).toEqual(['b2.pdf', 'b10.pdf', 'App.zip', 'notes.md']);
    expect(names({ show: 'x', order: 'y', kind: 'z' })).toEqual(names({}));
  });

  it('is sorted by name as people count, by size, and by age', () => {
    expect(names({ order: 'name' })).toEqual(['App.zip', 'b2.pdf', 'b10.pdf', 'notes.md']);
    expect(names({ order: 'size' })).toEqual(['b2.pdf', 'App.zip', 'b10.pdf', 'notes.md']);
    expect(names({ order: 'oldest' })).toEqual(['notes.md', 'App.zip', 'b10.pdf', 'b2.pdf']);
  });

  it('is filtered by state, kind and words', () => {
    expect(names({ show: 'ready' })).toEqual(['b10.pdf']);
    expect(names({ show: 'working' })).toEqual(['App.zip', 'notes.md']);
    expect(names({ show: 'rejected' })).toEqual(['b2.pdf']);
    expect(names({ kind: 'source' })).toEqual(['App.zip']);
    expect(names({ kind: 'documents', q: ' B1 ' })).toEqual(['b10.pdf']);
  });

  it('keeps no more of a search than people type', () => {
    expect(parseDocumentCriteria({ ...none, q: 'x'.repeat(999) }).q).toHaveLength(200);
  });
});

describe('a document', () => {
  it('is at work between upload and result', () => {
    expect(documents.map(({ status }) => isAtWork(status))).toEqual([false, false, true, false]);
    expect(filterDocuments(documents, 'all')).toBe(documents);
    expect(isAtWork(null)).toBe(false);
  });
});
