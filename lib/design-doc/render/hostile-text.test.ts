import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderPdf } from '#lib/agents/assessment/report/render-pdf';
import { buildDesign } from '../assemble-document.ts';
import type { DesignInput } from '../design-input.ts';
import { ordersInput } from '../testing/orders-input.ts';
import { ordersModel } from '../testing/orders-model.ts';
import { parseMermaid } from '../testing/parse-mermaid.ts';
import { renderDesign } from './render-design.ts';

const evil = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '![x](https://example.com/x.png)',
  '#import "x.typ"; #panic("x")',
  '`code` $x$ *b* _i_ @l',
  'a|b\n## heading\n- item',
  '```\nfence',
  '</style></svg><script>',
  '\u202Eevil\u0000\uD800',
  '{"cite":"x"}',
  '%%{init: {}}%%',
  '../../etc/passwd?x#y',
  'end',
];

/** The orders service with every name, path, value and answer replaced by a hostile one. */
function poisoned(text: string): DesignInput {
  const name = (id: string) => `${id}${text}`;
  const at = { file: `${text}/a b.yaml`, line: 3 };
  return {
    ...ordersInput,
    detail: 'comprehensive',
    project: { name: text || 'x', owner: text, description: text },
    model: {
      ...ordersModel,
      components: ordersModel.components.map((one) => ({
        ...one,
        id: name(one.id),
        type: text || 'x',
        source: at,
        properties: one.properties.map((property) => ({ ...property, value: text, source: at })),
      })),
      relations: ordersModel.relations.map((one) => ({ ...one, from: name(one.from), to: name(one.to), source: at })),
      apis: ordersModel.apis.map((one) => ({
        ...one,
        path: name(one.path),
        target: name(one.target ?? ''),
        source: at,
      })),
      stores: ordersModel.stores.map((one) => ({
        ...one,
        id: name(one.id),
        keys: one.keys.map((key) => ({ ...key, name: name(key.name) })),
        indexes: one.indexes.map((index) => ({
          name: name(index.name),
          keys: index.keys.map((key) => ({ ...key, name: name(key.name) })),
        })),
        accessPatterns: one.accessPatterns.map((pattern) => ({
          ...pattern,
          by: name(pattern.by ?? ''),
          keyCondition: text,
          source: at,
        })),
        source: at,
      })),
      events: ordersModel.events.map((one) => ({
        ...one,
        name: name(one.name),
        producer: name(one.producer ?? ''),
        consumer: name(one.consumer ?? ''),
        source: at,
      })),
      findings: ordersModel.findings.map((one) => ({
        ...one,
        message: text || 'x',
        component: name(one.component ?? ''),
        source: at,
      })),
      files: { scanned: 1, dialects: { [text]: 1 }, unreadable: [{ file: text, line: 1, reason: text }] },
    },
    answers: Object.fromEntries(
      ['load', 'budget', 'use-cases', 'roles', 'retention'].map((id) => [
        id,
        { text: `${text} 50 requests/s`, messageId: text },
      ]),
    ),
    documents: [{ documentId: text, documentName: text, questionId: 'compliance', quote: text, page: 2 }],
    partial: { markdown: `# ${text}\n\n## ${text}\n\n${text}\n\n| ${text} |\n|---|\n| ${text} |`, name: text },
    requests: [
      { text: `Add a section called "${text}": ${text}`, at: '2026-11-22T00:00:00Z', by: text, messageId: text },
    ],
  };
}

/** Markdown without its listings and code, in which anything may stand. */
const outsideCode = (markdown: string) =>
  markdown.replace(/^(`{3,})[\s\S]*?\n\1$/gm, '').replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');

function check(text: string): void {
  const { document, markdown } = buildDesign(poisoned(text));
  const { html, svgFiles } = renderDesign(document);
  const plain = outsideCode(markdown).replace(/<a id="[\w-]+"><\/a>/g, '');
  expect(plain).not.toMatch(/(?<!\\)<(?:script|img|\/style|svg)/i);
  expect(plain).not.toMatch(/\]\(\s*(?:javascript|data):/i);
  expect(plain).not.toMatch(/(?<!\\)!\[/);
  const tags = [...html.matchAll(/<([a-z][a-z0-9]*)((?:\s[^<>]*)?)>/gi)];
  for (const [, tag = '', attributes = ''] of tags) {
    expect([
      'script',
      'img',
      'iframe',
      'object',
      'link',
      'base',
      'form',
      'embed',
      'foreignobject',
      'image',
      'use',
    ]).not.toContain(tag.toLowerCase());
    expect(attributes.replace(/"[^"]*"/g, '""')).not.toMatch(/\son\w+\s*=/i);
    expect(attributes).not.toMatch(/href="(?:javascript|data|vbscript):/i);
  }
  expect(html.match(/<\/style>/g)?.length).toBe(html.match(/<style>/g)?.length);
  for (const svg of Object.values(svgFiles))
    expect(
      svg
        .replace(/aria-label="[^"]*"/, '')
        .replace(/>[^<]*</g, '><')
        .replace(/data-[\w-]+="[^"]*"/g, ''),
    ).not.toMatch(/<script|@import|onerror=|https?:\/\/(?!www\.w3\.org)/i);
}

describe('hostile names and answers', () => {
  it.each(evil)('bring no markup into Markdown or HTML: %s', (text) => {
    check(text);
  });

  it('bring none, whatever they are', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), check), { numRuns: 5 });
  }, 30_000);

  it.each(evil)('leave every diagram one that parses: %s', async (text) => {
    for (const { mermaid } of buildDesign(poisoned(text)).document.diagrams)
      await expect(parseMermaid(mermaid)).resolves.toBeUndefined();
  });

  it('make a PDF that compiles', () => {
    const input = poisoned(evil.join(' '));
    const { typst, typstFiles } = renderDesign(buildDesign({ ...input, detail: 'overview' }).document);
    const pdf = renderPdf(typst, { files: typstFiles, createdAt: new Date(0) });
    expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-');
  }, 30_000);
});

describe('the renderings', () => {
  const { document } = buildDesign(ordersInput);
  const rendered = renderDesign(document);

  it('are the same bytes for the same input', () => {
    expect(renderDesign(buildDesign(ordersInput).document)).toEqual(rendered);
    expect(buildDesign(ordersInput)).toEqual(buildDesign(ordersInput));
  });

  it('are one HTML file that works by itself', () => {
    expect(rendered.html).not.toMatch(/<script|<link|src=/);
    expect(
      [...rendered.html.matchAll(/href="([^"]+)"/g)].every(([, href = '']) =>
        /^(?:#|\.\/|https:\/\/(?:docs\.)?aws)/.test(href),
      ),
    ).toBe(true);
    expect(rendered.html).toContain('prefers-color-scheme:dark');
    expect(rendered.html).toContain('@media print');
    const ids = [...rendered.html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.length).toBe(new Set(ids).size);
    for (const [, target] of rendered.html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  it('are a tagged PDF with the title and alternatives of every picture', () => {
    const pdf = Buffer.from(
      renderPdf(rendered.typst, { files: rendered.typstFiles, createdAt: new Date(ordersInput.now) }),
    ).toString('latin1');
    expect(pdf).toContain('/MarkInfo');
    expect(pdf).toContain('/StructTreeRoot');
    expect(pdf).toContain('pdfuaid');
  });
});
