import { describe, expect, it } from 'vitest';
import { DocumentRejection } from '#lib/domain/document/rejection';
import { extractRecognized } from '../extract-document.ts';
import { outlined } from '../testing/extract.ts';

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const markdown = (text: string) => ({ representation: { markdown: text } });

async function extract(...results: unknown[]) {
  const extraction = await extractRecognized(results.map(bytes));
  if (extraction.kind !== 'DOCUMENT') throw new Error('No document.');
  return extraction.document;
}

const rejection = (...results: unknown[]) =>
  extract(...results).then(
    () => 'taken',
    (error: unknown) => (error instanceof DocumentRejection ? error.code : String(error)),
  );

describe('recognized text', () => {
  it('has the page of each block, and says that it was recognized', async () => {
    const document = await extract({
      metadata: { semantic_modality: 'DOCUMENT', number_of_pages: 4, start_page_index: 0, end_page_index: 3 },
      document: { representation: { markdown: 'everything once more' } },
      pages: [
        { page_index: 1, ...markdown('| Region | Users |\n|---|---|\n| Berlin | 120 |') },
        { page_index: 0, ...markdown('# Lease\n\nThe rent is **900 EUR** a month.\n\n- heating\n- water') },
        { page_index: 2, representation: { text: 'Signed in Berlin.' } },
        { page_index: 3, representation: { markdown: '' } },
      ],
      text_words: [{ text: 'ignored' }],
    });
    expect(outlined(document)).toEqual([
      'page 1: heading1 Lease',
      'page 1: paragraph The rent is 900 EUR a month.',
      'page 1: list-item heating',
      'page 1: list-item water',
      'page 2: table Region | Users ¶ Berlin | 120',
      'page 3: paragraph Signed in Berlin.',
    ]);
    expect(document).toMatchObject({
      ...{ format: 'pdf', title: 'Lease', pages: 4 },
      metadata: { recognizedBy: 'Amazon Bedrock Data Automation' },
      outline: [{ level: 1, title: 'Lease', block: 0 }],
    });
    expect(document.warnings).toEqual([
      'The text was recognized from pictures: letters and numbers may be wrong.',
      'No text was recognized on 1 of 4 pages: 4.',
    ]);
  });

  it('of several segments keeps the pages of the whole, however a segment counts', async () => {
    const segment = (start: number, first: number, text: string) => ({
      metadata: { number_of_pages: 2, start_page_index: start },
      pages: [
        { page_index: first, ...markdown(`${text} one`) },
        { page_index: first + 1, ...markdown(`${text} two`) },
      ],
    });
    const document = await extract(segment(0, 0, 'A'), segment(2, 0, 'B'), segment(4, 4, 'C'));
    expect(outlined(document).map((line) => line.replace('paragraph ', ''))).toEqual(
      ['A one', 'A two', 'B one', 'B two', 'C one', 'C two'].map((text, index) => `page ${index + 1}: ${text}`),
    );
  });

  it('is read of elements or of the document where a project has no pages written', async () => {
    const elements = [
      { reading_order: 2, page_indices: [1], ...markdown('Later.') },
      { reading_order: 1, page_indices: [0], sub_type: 'TITLE', ...markdown('# First') },
      { reading_order: 3, page_indices: [1], sub_type: 'PAGE_NUMBER', ...markdown('2') },
    ];
    expect(outlined(await extract({ elements }))).toEqual(['page 1: heading1 First', 'page 2: paragraph Later.']);
    expect(outlined(await extract({ document: markdown('All of it.') }))).toEqual(['page 1: paragraph All of it.']);
  });

  it('begins with no front matter', async () => {
    const pages = [{ page_index: 0, ...markdown('---\nsecret: between rules\n---\n\nafter') }];
    expect((await extract({ pages })).blocks.map(({ text }) => text).join(' ')).toContain('secret: between rules');
  });

  it('that is malformed or empty is rejected with the reason', async () => {
    expect(await rejection('{"pages":')).toBe('RECOGNITION_FAILED');
    expect(await rejection({ pages: [{ page_index: 'one' }] })).toBe('RECOGNITION_FAILED');
    expect(await rejection({ metadata: {} })).toBe('RECOGNITION_FAILED');
    expect(await rejection([])).toBe('RECOGNITION_FAILED');
    expect(await rejection({ pages: [{ page_index: 0, ...markdown('  ') }] })).toBe('NO_TEXT');
    expect(await rejection({ pages: [{ page_index: 900_000, ...markdown('far away') }] })).toBe('TOO_LARGE');
  });
});
