import { describe, expect, it } from 'vitest';
import { extract, outlined, rejectionOf } from '../testing/extract.ts';
import { craftPdf, encryptedPdf, handmadePdf, typesetPdf, updatedPdf } from '../testing/pdf-files.ts';

const report = typesetPdf(`
#set document(title: "Yearly report", author: "Demo")
#set text(size: 11pt)
#set page(width: 400pt, height: 500pt)
= Introduction
The platform handles invoices of many customers. It grew by a half in the last year, and the costs grew by a third.

Another paragraph stands here.
- first point
- second point
== Figures
#table(columns: 3, [Region], [Users], [Cost], [Berlin], [120], [40 EUR], [Paris], [80], [35 EUR])
#pagebreak()
= Outlook
Next year the second region opens.
`);

describe('a PDF', () => {
  it('gives text with page and line, headings, lists and tables', async () => {
    const document = await extract('report.pdf', report);
    expect(outlined(document)).toEqual([
      'page 1, line 1: heading1 Introduction',
      'page 1, line 2: paragraph The platform handles invoices of many customers. It grew by a half in the last year, and the costs grew by a third.',
      'page 1, line 4: paragraph Another paragraph stands here.',
      'page 1, line 5: list-item • first point',
      'page 1, line 6: list-item • second point',
      'page 1, line 7: heading2 Figures',
      'page 1, line 8: table Region | Users | Cost ¶ Berlin | 120 | 40 EUR ¶ Paris | 80 | 35 EUR',
      'page 2, line 1: heading1 Outlook',
      'page 2, line 2: paragraph Next year the second region opens.',
    ]);
    expect(document).toMatchObject({ title: 'Yearly report', pages: 2, language: 'en', metadata: { author: 'Demo' } });
  });

  it('brings its own outline, each entry with its block', async () => {
    expect((await extract('report.pdf', report)).outline).toEqual([
      { level: 1, title: 'Introduction', block: 0 },
      { level: 2, title: 'Figures', block: 5 },
      { level: 1, title: 'Outlook', block: 7 },
    ]);
  });

  it('tells of pages without text', async () => {
    const half = typesetPdf('One page with text. #pagebreak() #rect(width: 10pt) #pagebreak() Third page.');
    const { warnings, blocks } = await extract('half.pdf', half);
    expect(warnings).toEqual(['No text on 1 of 3 pages, such as scans or pictures: 2.']);
    expect(blocks.map(({ position }) => position.page)).toEqual([1, 3]);
  });

  it.each([
    ['a plain table', handmadePdf(300)],
    ['a packed table', handmadePdf(300, { table: 'packed' })],
    ['no mark at its end', handmadePdf(300, { end: '' })],
    ['zeros up to the end of a disk’s block', handmadePdf(300, { end: `%%EOF\n${'\0'.repeat(4000)}` })],
    ['what was appended to it', updatedPdf(handmadePdf(300), 'This is page 1')],
  ])('of 300 pages written by hand is read whole: %s', async (_, file) => {
    const { pages, blocks } = await extract('handmade.pdf', file);
    expect(pages).toBe(300);
    expect(blocks.map(({ text, position }) => `${text}: ${position.page}`)).toEqual(
      Array.from({ length: 300 }, (__, index) => `This is page ${index + 1}: ${index + 1}`),
    );
  });

  it('that was changed by what is appended shows the change', async () => {
    const { blocks } = await extract('changed.pdf', updatedPdf(handmadePdf(2), 'Changed'));
    expect(blocks.map(({ text }) => text)).toEqual(['Changed', 'This is page 2']);
  });

  it('is rejected with its reason where nobody could read it', async () => {
    expect(await rejectionOf('scan.pdf', typesetPdf('#rect(width: 100pt)'))).toMatch(
      /^NO_TEXT: .*Bedrock Data Automation/,
    );
    expect(await rejectionOf('locked.pdf', encryptedPdf())).toMatch(/^ENCRYPTED: .*password/);
    expect(await rejectionOf('cut.pdf', report.subarray(0, report.length / 2))).toMatch(/^CORRUPT: .*cut off/);
    const noise = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(5000, 'x'), Buffer.from('\n%%EOF')]);
    expect(await rejectionOf('noise.pdf', noise)).toMatch(/^CORRUPT/);
    const wide = craftPdf({ content: 'BT /F1 12 Tf (wide) Tj ET', mediaBox: '[0 0 2000000 700]' });
    expect(await rejectionOf('wide.pdf', wide)).toMatch(/^PAGE_TOO_LARGE: Page 1 is 2000000 points long/);
  });
});
