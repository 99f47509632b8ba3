import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extract, outlined } from '../testing/extract.ts';
import { decodeText } from './decode-text.ts';
import { delimiterOf, recordsOf } from './read-csv.ts';
import { plainInline } from './read-markdown.ts';

describe('decodeText', () => {
  it('reads UTF-8, UTF-16 with and without a mark, and what is neither as Windows-1252', () => {
    const text = 'Größe – naïve';
    expect(decodeText(Buffer.from(text))).toEqual({ text, encoding: 'utf-8' });
    expect(decodeText(Buffer.from(`\ufeff${text}`))?.text).toBe(text);
    expect(decodeText(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual({ text, encoding: 'utf-16le' });
    expect(decodeText(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())).toEqual({ text, encoding: 'utf-16be' });
    expect(decodeText(Buffer.from('plain words', 'utf16le'))?.text).toBe('plain words');
    expect(decodeText(Buffer.from('Größe', 'latin1'))).toEqual({ text: 'Größe', encoding: 'windows-1252' });
  });

  it('takes no program for a text', () => {
    expect(decodeText(Buffer.from([1, 2, 3, 0, 255, 254, 0, 9]))).toBeNull();
    expect(decodeText(Buffer.alloc(1000, 7))).toBeNull();
  });
});

describe('a plain text', () => {
  it('gives paragraphs, headings and items with their lines, however lines end', async () => {
    const text = '1 Scope\r\n\r\nOne line\r\nand another.\r\n- a\r\n- b\r\n\r\n\r\nLimits\r\n------\r\nTen.';
    expect(outlined(await extract('a.txt', text))).toEqual([
      'line 1: heading1 1 Scope',
      'line 3: paragraph One line ¶ and another.',
      'line 5: list-item - a',
      'line 6: list-item - b',
      'line 9: heading2 Limits',
      'line 11: paragraph Ten.',
    ]);
  });

  it('keeps data as it is, each piece with its line', async () => {
    expect(outlined(await extract('a.yaml', '\na:\n  b: 1\n\nc: 2\n'))).toEqual([
      'line 2: code a: ¶   b: 1',
      'line 5: code c: 2',
    ]);
  });
});

describe('Markdown', () => {
  it('gives its blocks without marks, each with its line', async () => {
    const text = [
      '---',
      'title: "Plan B"',
      '---',
      '# The *plan*',
      '',
      'See [the page](https://a.test/x) and `code`,',
      'also `snake_case_name`.',
      '',
      '1. one',
      '2. two',
      '   goes on',
      '> quoted',
      '',
      '| a | b |',
      '|---|:-:|',
      '| 1 | x \\| y |',
      '',
      '```ts',
      '# no heading',
      '```',
      'Under',
      '=====',
    ].join('\n');
    const document = await extract('a.md', text);
    expect(outlined(document)).toEqual([
      'line 4: heading1 The plan',
      'line 6: paragraph See the page and code, also snake_case_name.',
      'line 9: list-item one',
      'line 10: list-item two goes on > quoted',
      'line 14: table a | b ¶ 1 | x | y',
      'line 19: code # no heading',
      'line 21: heading1 Under',
    ]);
    expect(document).toMatchObject({ title: 'Plan B', format: 'markdown' });
  });

  it('leaves plain text as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z .,]{0,40}[a-z]$/), (text) => {
        expect(plainInline(text)).toBe(text);
      }),
    );
  });
});

describe('CSV', () => {
  it('gives each record with row and line; quoted fields may hold lines', async () => {
    const text = 'name;note\n"Muster; AG";"two\nlines ""quoted"""\n\n=1+1;x\n';
    expect(outlined(await extract('a.csv', text))).toEqual([
      'row 1, line 1: table name | note',
      'row 2, line 2: table Muster; AG | two lines "quoted"',
      'row 4, line 5: table =1+1 | x',
    ]);
  });

  it('reads back whatever was written by the rules', () => {
    const cell = fc.string({ maxLength: 12 }).filter((text) => !/[\r\u0000]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
        const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\n');
        expect([...recordsOf(text, ',')].map(({ cells }) => cells)).toEqual(rows);
      }),
    );
  });

  it('finds the delimiter', () => {
    expect(delimiterOf('a;b;c\n1,5;2;3')).toBe(';');
    expect(delimiterOf('a\tb\n1\t2')).toBe('\t');
    expect(delimiterOf('one column')).toBe(',');
  });
});
