import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBlockList } from '../block-list.ts';
import { extract, outlined } from '../testing/extract.ts';
import { decodeHtml } from './entities.ts';
import { readHtml } from './read-html.ts';

describe('an HTML page', () => {
  it('gives headings, paragraphs, lists, tables and code with their lines', async () => {
    const html = `<!doctype html>
<html><head><title>Costs &amp; time</title><meta name="author" content="Ann"></head>
<body>
<h1>Costs</h1>
<p>One <b>bold</b> word,<br>and &uuml;ber 5&nbsp;EUR.</p>
<ul><li>first<li>second</ul>
<table><tr><th>A</th><th>B</th></tr>
<tr><td>1</td><td>2</td></tr></table>
<pre>a
  b</pre>
text without a tag
</body></html>`;
    const document = await extract('a.html', html);
    expect(outlined(document)).toEqual([
      'line 4: heading1 Costs',
      'line 5: paragraph One bold word, ¶ and über 5\u00a0EUR.',
      'line 6: list-item first',
      'line 6: list-item second',
      'line 7: table A | B ¶ 1 | 2',
      'line 9: code a ¶   b',
      'line 11: paragraph text without a tag',
    ]);
    expect(document).toMatchObject({ title: 'Costs & time', metadata: { author: 'Ann' } });
  });

  it.each([
    ['<p>a<script>alert("x</p>")</script>b</p>', ['ab']],
    ['<p>a</p><style>p{}</style><svg><text>no</text></svg><p>b</p>', ['a', 'b']],
    ['<p title="a > b">c</p><!-- <p>no</p> --><p>d', ['c', 'd']],
    ['<p>1 < 2 and 3 > 2</p>', ['1 < 2 and 3 > 2']],
    ['<script>never closed <p>no</p>', []],
    ['<p>&lt;script&gt; &amp;lt; &#x41;&#66; &unknown;</p>', ['<script> &lt; AB &unknown;']],
  ])('reads %s as browsers show it', (html, texts) => {
    const list = createBlockList();
    readHtml(html, list);
    expect(list.blocks.map(({ text }) => text)).toEqual(texts);
  });

  it('ends on any input and shows no tag of a script', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '<p',
      '<script>',
      '</script>',
      '<!--',
      '-->',
      '<td>',
      '<table>',
      '&',
      'a',
      '=',
      '/',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        readHtml(pieces.join(''), createBlockList());
      }),
    );
  });

  it('does not look twice at what never ends', () => {
    const list = createBlockList();
    readHtml('<a '.repeat(300_000), list);
    readHtml('<!'.repeat(300_000), list);
    expect(list.blocks.length).toBeGreaterThan(0);
  });
});

describe('decodeHtml', () => {
  it('resolves once', () => expect(decodeHtml('&amp;amp; &#150; &#0;')).toBe('&amp; – \ufffd'));
});
