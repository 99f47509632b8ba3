import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '#lib/domain/document/extracted';
import { chunkDocument } from './chunk-document.ts';
import { usualLimits } from './limits.ts';

const heading = (text: string, level = 1, position = {}): Block => ({ kind: 'heading', text, level, position });
const paragraph = (text: string, position = {}): Block => ({ kind: 'paragraph', text, position });
const item = (text: string, position = {}): Block => ({ kind: 'list-item', text, position });
const table = (rows: string[][], position = {}): Block => ({
  ...{ kind: 'table', rows, position },
  text: rows.map((cells) => cells.join(' | ')).join('\n'),
});
const chunk = (blocks: Block[], format: 'text' | 'markdown' | 'xlsx' = 'text') =>
  chunkDocument('d', { blocks, format });
const sentence = (index: number) => `Sentence number ${index} says something of its own about the matter at hand.`;
const long = Array.from({ length: 60 }, (_, index) => sentence(index)).join(' ');

describe('blocks under one heading', () => {
  it('are one chunk with the headings above it', () => {
    const chunks = chunk([
      heading('Policy'),
      heading('Retention', 2),
      paragraph('Invoices: 10 years.'),
      paragraph('Logs: 90 days.'),
    ]);
    expect(chunks).toMatchObject([
      { id: 'd#0', headings: ['Policy', 'Retention'], text: 'Invoices: 10 years.\nLogs: 90 days.', blocks: [2, 3] },
    ]);
  });

  it('end with the next heading of any level', () => {
    const chunks = chunk([
      heading('A'),
      paragraph('one'),
      heading('B', 2),
      paragraph('two'),
      heading('C'),
      paragraph('three'),
    ]);
    expect(chunks.map(({ headings, text }) => [headings, text])).toEqual([
      [['A'], 'one'],
      [['A', 'B'], 'two'],
      [['C'], 'three'],
    ]);
  });

  it('do not go beyond a page, so that a citation names one', () => {
    const chunks = chunk([heading('A'), paragraph('one', { page: 1 }), paragraph('two', { page: 2 })]);
    expect(chunks.map(({ position, headings }) => [position, headings])).toEqual([
      [{ page: 1 }, ['A']],
      [{ page: 2 }, ['A']],
    ]);
  });

  it('that are too much for one chunk are several, cut between paragraphs', () => {
    const paragraphs = Array.from({ length: 8 }, (_, index) => paragraph(`${index} ${'x'.repeat(300)}`));
    const chunks = chunk(paragraphs);
    expect(chunks.length).toBe(3);
    for (const { text } of chunks) expect(text.length).toBeLessThanOrEqual(usualLimits.target);
  });
});

it('a heading with nothing below it is found by itself', () => {
  const chunks = chunk([
    heading('Agenda'),
    heading('Thank you'),
    heading('Part'),
    heading('Sub', 2),
    paragraph('text'),
  ]);
  expect(chunks.map(({ text, headings }) => [text, headings])).toEqual([
    ['Agenda', []],
    ['Thank you', []],
    ['text', ['Part', 'Sub']],
  ]);
});

describe('a long paragraph', () => {
  it('is cut between sentences, each piece beginning with the end of the one before', () => {
    const chunks = chunk([paragraph(long)]);
    expect(chunks.length).toBeGreaterThan(3);
    for (const { text } of chunks) expect(text).toMatch(/^Sentence.*hand\.$/s);
    for (const [index, { text }] of chunks.slice(1).entries()) {
      const before = chunks[index]?.text ?? '';
      expect(before).toContain(text.slice(0, text.indexOf('.') + 1));
    }
  });

  it('without sentences is cut between words, without words within', () => {
    for (const { text } of chunk([paragraph('word '.repeat(1000))])) expect(text).toMatch(/^word( word)*$/);
    const chunks = chunk([paragraph('😀'.repeat(2000))]);
    for (const { text } of chunks) expect(text.isWellFormed()).toBe(true);
  });

  it('knows the line of each piece where lines are kept', () => {
    const text = Array.from({ length: 100 }, (_, index) => `Line ${index} of a long list of things.`).join('\n');
    const [, second] = chunk([paragraph(text, { line: 11 })]);
    const first = /Line (\d+)/.exec(second?.text ?? '')?.[1];
    expect(second?.position.line).toBe(11 + Number(first));
  });
});

describe('a list', () => {
  it('stays with what introduces it', () => {
    const filler = paragraph('y'.repeat(1000));
    const chunks = chunk([filler, paragraph('We need:'), item('a contract'), item('a signature', { line: 9 })]);
    expect(chunks[1]).toMatchObject({ text: 'We need:\na contract\na signature', blocks: [1, 3] });
    expect(chunks[1]?.parts?.at(-1)).toEqual({ start: 20, position: { line: 9 } });
  });

  it('that is too long is cut between items', () => {
    const items = Array.from({ length: 40 }, (_, index) => item(`Item ${index}: ${'z'.repeat(80)}`));
    for (const { text } of chunk(items)) {
      for (const line of text.split('\n')) expect(line).toMatch(/^Item \d+: z{80}$/);
    }
  });
});

describe('a table', () => {
  const rows = [
    ['Service', 'Limit'],
    ...Array.from({ length: 120 }, (_, index) => [`Service ${index}`, `${index * 10} per second`]),
  ];

  it('repeats its header where it is cut, and knows the row of each line', () => {
    const chunks = chunk([table(rows, { sheet: 'Limits', row: 1 })], 'xlsx');
    expect(chunks.length).toBeGreaterThan(2);
    for (const { text, parts } of chunks) {
      const lines = text.split('\n');
      expect(lines[0]).toBe('Service | Limit');
      const row = Number(/^Service (\d+)/.exec(lines[1] ?? '')?.[1]) + 2;
      expect(parts?.[1]?.position).toEqual({ sheet: 'Limits', row });
    }
    const body = chunks.flatMap(({ text }) => text.split('\n').slice(1));
    expect(body).toEqual(rows.slice(1).map((cells) => cells.join(' | ')));
  });

  it('of Markdown counts the line below its header', () => {
    const [small] = chunk([table([['A'], ['b'], ['c']], { line: 5 })], 'markdown');
    expect(small?.parts?.map(({ position }) => position.line)).toEqual([5, 7, 8]);
  });

  it('with a header of any size does not grow by it', () => {
    const wide = [['h'.repeat(50_000)], ...Array.from({ length: 200 }, () => ['cell '.repeat(100)])];
    const size = chunk([table(wide)]).reduce((sum, { text }) => sum + text.length, 0);
    expect(size).toBeLessThan(400_000);
  });
});

const words = fc.array(fc.stringMatching(/^[a-zé]{1,12}[.,:]?$/), { maxLength: 60 }).map((some) => some.join(' '));
const anyText = fc.oneof(
  words,
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  words.map((text) => text.repeat(40)),
);
const anyPosition = fc.record({ page: fc.integer({ min: 1, max: 3 }) }, { requiredKeys: [] });
const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    kind: fc.constant('heading' as const),
    text: words,
    level: fc.integer({ min: 1, max: 6 }),
    position: anyPosition,
  }),
  fc.record({
    kind: fc.constantFrom('paragraph' as const, 'list-item' as const, 'code' as const),
    text: anyText,
    position: anyPosition,
  }),
  fc
    .tuple(fc.array(fc.array(words, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 30 }), anyPosition)
    .map(([rows, position]) => table(rows, position)),
);
const letters = (text: string) => text.replace(/[\s|]+/g, '');

describe('whatever a document holds', () => {
  it('every block’s text is in its chunks, each within its size, in order', () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { maxLength: 25 }), (blocks) => {
        const chunks = chunk(blocks);
        for (const [index, { kind, text }] of blocks.entries()) {
          if (kind === 'heading') continue;
          const own = chunks.filter(({ blocks: [first, last] }) => first <= index && index <= last);
          const all = letters(own.map((one) => one.text).join(''));
          for (const line of letters(text).match(/.{1,40}/gsu) ?? []) {
            if (kind !== 'table' && text.length <= usualLimits.target) expect(all).toContain(line);
          }
        }
        let last = 0;
        for (const { text, blocks: range, parts = [], position } of chunks) {
          expect(text.length).toBeLessThanOrEqual(usualLimits.most + 300);
          expect(range[0]).toBeGreaterThanOrEqual(last);
          expect(range[1]).toBeGreaterThanOrEqual(range[0]);
          for (const part of parts) expect(part.position.page).toBe(position.page);
          last = range[0];
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is cut the same way each time', () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { maxLength: 10 }), (blocks) => {
        expect(chunk(blocks)).toEqual(chunk(blocks));
      }),
      {
        numRuns: 20,
      },
    );
  });
});
