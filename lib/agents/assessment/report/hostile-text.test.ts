import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { typstText } from '#lib/domain/text/typst-text';
import { startInterview } from '../interview.ts';
import { renderPdf, TypstError } from './render-pdf.ts';
import { radarFile, typstFile } from './render-report.ts';

const fontFolder = path.join(import.meta.dirname, '../../../../node_modules/geist/dist/fonts/geist-sans');
const fonts = ['Geist-Regular.ttf', 'Geist-Bold.ttf'].map((name) => readFileSync(path.join(fontFolder, name)));
const now = new Date('2026-11-21T09:00:00Z');
const hostile = [
  '<script>alert(1)</script>',
  '[click](javascript:alert(1)) https://evil.test javascript:alert(1)',
  '#eval("1+1") #read("/etc/passwd") #{ panic("x") }',
  '"] #panic("out") #["',
  '\\") #panic("out") //',
  '`code` ```block``` $x^2$ *b* _i_ | pipe | @ref <label> // comment /* c */',
  '![img](x) &lt;b&gt; &amp; ~~~ --- # heading',
  'שלום عربى 日本語 \u202eevil\u202c 𝕏 👩‍👩‍👧',
  '\ue000 \u{10ffff} ../../etc/passwd %s %n ${7*7} {{7*7}} \u0000\u0007\ud800',
];

async function report(text: string) {
  const interview = startInterview({ id: 'p', name: text }, now);
  await interview.send('hello');
  await interview.send(`${text}, and Snowflake`, 'technical.data.platform');
  await interview.send(text, 'business.goals.objectives');
  await interview.send(`${text} agents for reading forms`, 'business.process.candidates');
  await interview.send('finish now');
  const body = (name: string) => String(interview.artifacts.find((artifact) => artifact.name === name)?.body ?? '');
  return {
    markdown: body('assessment-report.md'),
    typst: body(typstFile),
    radar: body(radarFile),
    json: body('assessment.json'),
    reply: interview.output?.reply ?? '',
  };
}

/** What a Markdown reader would still see as markup, were it there: an unescaped special character of the text. */
const unescaped = (markdown: string, pattern: RegExp) => markdown.match(pattern) ?? [];

describe("a person's text in the report", () => {
  it.each(hostile)('is text and nothing else: %j', async (text) => {
    const { markdown, typst, radar, json, reply } = await report(text);
    for (const page of [markdown, reply]) {
      expect(unescaped(page, /(?<!\\)<(?:script|img|b|label)/g)).toEqual([]);
      expect(unescaped(page, /(?<!\\)\]\((?!\\)/g)).toEqual([]);
      expect(unescaped(page, /javascript:/g)).toEqual([]);
      expect(unescaped(page, /https:\/\//g)).toEqual([]);
    }
    expect(JSON.parse(json)).toMatchObject({ schemaVersion: 1, project: { id: 'p' } });
    const pdf = renderPdf(typst, { files: { [radarFile]: radar }, fonts, createdAt: now });
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
  });

  it('stands in a Typst string, where only backslash and quotation mark mean anything', () => {
    expect(typstText('"] #panic("x") \\ $ `')).toBe('#text("\\"] #panic(\\"x\\") \\\\ $ `")');
  });
});

describe('the PDF', () => {
  it('is tagged, has a language and a title, and claims PDF/UA', async () => {
    const { typst, radar } = await report('Plain project');
    const pdf = Buffer.from(renderPdf(typst, { files: { [radarFile]: radar }, createdAt: now })).toString('latin1');
    expect(pdf).toContain('/StructTreeRoot');
    expect(pdf).toMatch(/\/Lang\s*\(en/);
    expect(pdf).toMatch(/pdfuaid:part/);
    expect(pdf).toMatch(/\/MarkInfo/);
  });

  it('is the same for the same report', async () => {
    const { typst, radar } = await report('Plain project');
    const render = () => renderPdf(typst, { files: { [radarFile]: radar }, createdAt: now });
    expect(Buffer.from(render()).equals(Buffer.from(render()))).toBe(true);
  });

  it('says what is wrong with a source that does not compile', () => {
    expect(() => renderPdf('#panic("no")', { createdAt: now })).toThrow(TypstError);
  });

  it('cannot read the machine that it runs on', () => {
    expect(() => renderPdf('#read("/etc/passwd")', { createdAt: now })).toThrow(TypstError);
  });
});
