import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, ExtractedDocument } from '#lib/domain/document/extracted';
import { termsOf } from '../analysis/terms.ts';
import { searchIndex } from './search.ts';
import { createSearchIndex } from './search-index.ts';
import { segmentOf } from './segment.ts';

const documentOf = (blocks: Block[], language = 'en'): ExtractedDocument => ({
  ...{ schemaVersion: 1, format: 'markdown', title: null, language, metadata: {}, pages: 1, blocks, outline: [] },
  warnings: [],
});
const paragraphs = (...texts: string[]) =>
  texts.map((text, index): Block => ({ kind: 'paragraph', text, position: { page: index + 1 } }));

function indexOf(documents: Readonly<Record<string, Block[] | [Block[], string]>>) {
  const index = createSearchIndex();
  for (const [id, given] of Object.entries(documents)) {
    const [blocks, language] = Array.isArray(given[0]) ? (given as [Block[], string]) : [given as Block[], 'en'];
    index.add(`${id}.pdf`, segmentOf(id, documentOf(blocks, language), 'v1'));
  }
  return index;
}

const policy = paragraphs(
  'Backups are kept for thirty-five days and then destroyed.',
  'Visitors sign in at the reception and wear a badge.',
  'Laptops are encrypted. Lost laptops are reported within one hour.',
);
const menu = paragraphs('The canteen serves soup on Mondays.', 'Coffee is free for visitors.');

describe('a question', () => {
  it('is answered with the passage, its page and what in it speaks of the question', () => {
    const [first, ...others] = searchIndex(indexOf({ policy, menu }), 'How long are backups kept?', 5);
    expect(first).toMatchObject({ documentId: 'policy', documentName: 'policy.pdf', position: { page: 1 } });
    expect(first?.highlights.map(([start, end]) => first.text.slice(start, end))).toEqual(['Backups', 'kept']);
    expect(others).toEqual([]);
  });

  it('that nothing answers has no passages', () => {
    const index = indexOf({ policy, menu });
    for (const question of [
      'Who is the auditor of the pension fund?',
      'What is our churn rate in Brazil?',
      '',
      '???',
    ]) {
      expect(searchIndex(index, question, 5)).toEqual([]);
    }
  });

  it('is not answered by a file’s name alone', () => {
    expect(searchIndex(indexOf({ 'backup-strategy': menu }), 'backup strategy', 5)).toEqual([]);
  });

  it('is answered by what a heading says of the text below it', () => {
    const blocks: Block[] = [
      { kind: 'heading', text: 'Notice period', level: 1, position: {} },
      { kind: 'paragraph', text: 'Three months to the end of a quarter.', position: { line: 3 } },
    ];
    expect(searchIndex(indexOf({ contract: blocks, menu }), 'What is the notice period?', 5)).toMatchObject([
      { headings: ['Notice period'], text: 'Three months to the end of a quarter.', highlights: [] },
    ]);
  });

  it('finds what is meant by a misspelled word', () => {
    expect(searchIndex(indexOf({ policy, menu }), 'encripted laptops', 5)[0]?.position.page).toBe(3);
  });

  it('is read in the language of each document', () => {
    const german: [Block[], string] = [paragraphs('Rechnungen werden zehn Jahre aufbewahrt.'), 'de'];
    const index = indexOf({ policy, aufbewahrung: german });
    expect(searchIndex(index, 'Wie lange wird eine Rechnung aufbewahrt?', 5)).toMatchObject([
      { documentId: 'aufbewahrung' },
    ]);
  });

  it('leads to the row of a table that speaks of it', () => {
    const rows = [
      ['Service', 'Availability'],
      ['Billing', '99.9 %'],
      ['Archive', '99.5 %'],
    ];
    const text = rows.map((cells) => cells.join(' | ')).join('\n');
    const index = indexOf({ sla: [{ kind: 'table', text, rows, position: { sheet: 'SLA', row: 4 } }], menu });
    expect(searchIndex(index, 'availability of the archive', 5)[0]?.position).toEqual({ sheet: 'SLA', row: 6 });
  });

  it('leads to the line of a listing that speaks of it', () => {
    const text = 'retention:\n  invoices: 10\n  quarantine: 3';
    const index = indexOf({ config: [{ kind: 'code', text, position: { line: 20 } }], menu });
    expect(searchIndex(index, 'quarantine', 5)[0]?.position).toEqual({ line: 22 });
  });
});

describe('a document that is gone', () => {
  it('is not found any more, nor does it weigh on others', () => {
    const index = indexOf({ policy, menu });
    index.remove('policy');
    expect(searchIndex(index, 'How long are backups kept?', 5)).toEqual([]);
    expect([index.documentIds, index.chunkCount]).toEqual([['menu'], 2]);
    index.remove('menu');
    expect([index.chunkCount, index.characters]).toEqual([0, 0]);
  });

  it('that comes again in another state is found in that state alone', () => {
    const index = indexOf({ policy, menu });
    index.add('policy.pdf', segmentOf('policy', documentOf(paragraphs('Backups are kept for a year.')), 'v2'));
    expect(searchIndex(index, 'How long are backups kept?', 5).map(({ text }) => text)).toEqual([
      'Backups are kept for a year.',
    ]);
  });
});

describe('vectors', () => {
  it('find what shares no word with the question, from their threshold on, beside what does', () => {
    const index = indexOf({ policy, menu });
    const [, badge] = index.chunksOf('policy');
    const [soup] = index.chunksOf('menu');
    if (!badge || !soup) throw new Error('the chunks are not there');
    const near = {
      found: [
        { chunk: badge, similarity: 0.8 },
        { chunk: soup, similarity: 0.1 },
      ],
      leastSimilarity: 0.5,
    };
    const found = searchIndex(index, 'How do guests identify themselves?', 5, near);
    expect(found.map(({ id }) => id)).toEqual([badge.id]);
  });
});

it('what is highlighted is what was asked for', () => {
  const index = indexOf({ policy, menu });
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('laptop', 'badges', 'SOUP', 'visitor', 'hour', 'zebra'), { minLength: 1 }),
      (asked) => {
        const stems = new Set(asked.flatMap((word) => termsOf(word, 'en').map(({ term }) => term)));
        for (const { text, highlights } of searchIndex(index, asked.join(' '), 10)) {
          let last = -1;
          for (const [start, end] of highlights) {
            expect(start).toBeGreaterThan(last);
            for (const { term } of termsOf(text.slice(start, end), 'en')) expect(stems).toContain(term);
            last = end;
          }
        }
      },
    ),
  );
});
