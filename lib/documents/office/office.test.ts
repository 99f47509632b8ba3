import { describe, expect, it } from 'vitest';
import { extract, outlined } from '../testing/extract.ts';
import { docx, pptx, textCell, wordXml, xlsx } from '../testing/office-files.ts';

const { heading, item, paragraph, pageBreak, renderedBreak, footnote, table } = wordXml;

describe('a Word document', () => {
  it('gives headings, lists, tables and notes with the number of their paragraph', async () => {
    const body = [
      heading(1, 'Scope'),
      paragraph('Fish &amp; chips &lt;cheap&gt;'),
      item('first'),
      item('second'),
      table([
        ['Region', 'Price'],
        ['eu-west-1', '12 USD'],
      ]),
      heading(2, 'Limits'),
      footnote('At most ten.'),
    ].join('');
    const document = await extract('plan.docx', docx(body));
    expect(outlined(document)).toEqual([
      'paragraph 1: heading1 Scope',
      'paragraph 2: paragraph Fish & chips <cheap>',
      'paragraph 3: list-item first',
      'paragraph 4: list-item second',
      'paragraph 5: table Region | Price ¶ eu-west-1 | 12 USD',
      'paragraph 6: heading2 Limits',
      'paragraph 7: paragraph At most ten.',
      'paragraph 7: paragraph Said in 2025.',
    ]);
    expect(document).toMatchObject({ title: 'The plan', pages: 1, metadata: { author: 'A & B' } });
    expect(document.outline).toEqual([
      { level: 1, title: 'Scope', block: 0 },
      { level: 2, title: 'Limits', block: 5 },
    ]);
  });

  it('gives pages where breaks were set', async () => {
    const own = paragraph('three', '<w:pageBreakBefore/>');
    const document = await extract(
      'a.docx',
      docx(paragraph('one') + pageBreak + paragraph('two') + own + paragraph('too')),
    );
    expect(document.pages).toBe(3);
    expect(document.blocks.map(({ text, position }) => `${text} ${position.page}`)).toEqual([
      'one 1',
      'two 2',
      'three 3',
      'too 3',
    ]);
  });

  it('goes by where Word began pages, where it noted that, and counts no break twice', async () => {
    const body = paragraph('one') + renderedBreak('two') + pageBreak + renderedBreak('three');
    const document = await extract('a.docx', docx(body));
    expect(document.blocks.map(({ text, position }) => `${text} ${position.page}`)).toEqual([
      'one 1',
      'two 2',
      'three 3',
    ]);
  });
});

describe('a workbook', () => {
  it('gives each row with sheet and number, empty rows counted', async () => {
    const first = `<row r="1">${textCell('A1', 'Name')}${textCell('B1', 'Due')}</row><row r="4">${textCell('A4', 'Tax')}<c r="B4" s="1"><v>46000</v></c><c r="C4"><v>1.5</v></c></row>`;
    const second = `<row r="1">${textCell('A1', '=1+1')}<c r="B1"><f>1+1</f><v>2</v></c><c r="C1" t="b"><v>1</v></c></row>`;
    const document = await extract('a.xlsx', xlsx({ Costs: first, 'Q &amp; A': second }));
    expect(outlined(document)).toEqual([
      'sheet Costs, row 1: table Name | Due',
      'sheet Costs, row 4: table Tax | 2025-12-09 | 1.5',
      'sheet Q & A, row 1: table =1+1 | 2 | true',
    ]);
    expect(document).toMatchObject({ pages: 2, title: 'Numbers' });
  });
});

describe('a presentation', () => {
  it('gives slides in the order in which they are shown, with tables and notes', async () => {
    const document = await extract(
      'a.pptx',
      pptx([
        { title: 'Where we are', items: ['Cost &amp; time', 'Risk'], notes: 'Say it slowly.' },
        {
          title: 'Where we go',
          table: [
            ['Q1', 'Q2'],
            ['3', '4'],
          ],
        },
      ]),
    );
    expect(outlined(document)).toEqual([
      'slide 1: heading1 Where we are',
      'slide 1: list-item Cost & time',
      'slide 1: list-item Risk',
      'slide 1: paragraph Say it slowly.',
      'slide 2: heading1 Where we go',
      'slide 2: table Q1 | Q2 ¶ 3 | 4',
    ]);
    expect(document).toMatchObject({ pages: 2, title: 'Where we are' });
  });
});
