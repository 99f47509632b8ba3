import { expect, it } from 'vitest';
import { pagesRecognized } from './recognized-pages.ts';

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

it.each([
  [
    'as results count them',
    [{ metadata: { number_of_pages: 4 }, pages: [{}] }, { metadata: { number_of_pages: 2 } }],
    6,
  ],
  ['as they stand there, where results do not count them', [{ pages: [{ page_index: 900_000 }, {}] }], 2],
  ['one at least of each result, whatever it is', ['{"pages":', [], { metadata: { number_of_pages: 'many' } }], 3],
  ['none of no results', [], 0],
])('recognized pages are %s', (_, results, pages) => {
  expect(pagesRecognized(results.map(bytes))).toBe(pages);
});
