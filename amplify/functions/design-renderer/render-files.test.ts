import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { buildDesign } from '#lib/design-doc/assemble-document';
import type { SystemModel } from '#lib/scan/schema';
import { type RenderPorts, renderFiles } from './render-files.ts';

const folder = 'artifacts/demo/p1/runs/r1/review/.render-1/';
const request = { documentKey: `${folder}document.json`, folder };
const at = { source: { file: 'template.yaml', line: 3 }, confidence: 1 };
const model: SystemModel = {
  components: [
    { id: 'Create', kind: 'function', type: 'AWS::Lambda::Function', name: 'Create', properties: [], ...at },
    { id: 'Orders', kind: 'table', type: 'AWS::DynamoDB::Table', name: 'Orders', properties: [], ...at },
  ],
  relations: [{ from: 'Create', to: 'Orders', kind: 'writes', ...at }],
  apis: [{ method: 'POST', path: '/orders', target: 'Create', ...at }],
  stores: [{ id: 'Orders', keys: [{ name: 'id', role: 'HASH', type: 'S' }], indexes: [], accessPatterns: [], ...at }],
  ...{ events: [], findings: [] },
  files: { scanned: 1, dialects: { cloudformation: 1 }, unreadable: [] },
};

/** The bucket with the document of a project of this name. */
function bucket(name: string) {
  const { document, slidesMarkdown } = buildDesign({
    ...{ mode: 'brownfield', detail: 'standard', diagramFormat: 'mermaid', project: { name }, model },
    ...{ answers: {}, documents: [], now: '2026-11-21T08:00:00.000Z' },
  });
  const written = new Map<string, { contentType: string; body: Uint8Array }>();
  const fonts = ['geist-sans/Geist-Regular.ttf', 'geist-mono/GeistMono-Regular.ttf'].map((font) =>
    readFileSync(`node_modules/geist/dist/fonts/${font}`),
  );
  const ports: RenderPorts = {
    fonts,
    read: () => Promise.resolve(JSON.stringify({ document, slidesMarkdown })),
    write: ({ key, contentType, body }) =>
      Promise.resolve(void written.set(key.slice(folder.length), { contentType, body: Buffer.from(body) })),
  };
  return { ports, written, textOf: (file: string) => Buffer.from(written.get(file)?.body ?? []).toString('latin1') };
}

it('makes HTML, a tagged PDF, slides and pictures of a design, in the folder that it was asked to', async () => {
  const { ports, written, textOf } = bucket('Orders');
  const { files, warnings } = await renderFiles(request, ports);
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['design.html', 'design.pdf', 'slides.html']));
  expect(files.map(({ name }) => name)).toContain('diagrams/architecture.svg');
  expect(files.map(({ key }) => key.slice(folder.length)).sort()).toEqual([...written.keys()].sort());
  expect(warnings).toEqual([]);
  const pdf = textOf('design.pdf');
  expect(pdf.startsWith('%PDF-')).toBe(true);
  expect(pdf).toMatch(/\/MarkInfo|\/StructTreeRoot/);
  expect(textOf('diagrams/architecture.svg')).toContain('<svg');
});

it('makes the same bytes of the same document', async () => {
  const [first, second] = [bucket('Orders'), bucket('Orders')];
  await renderFiles(request, first.ports);
  await renderFiles(request, second.ports);
  expect(first.written).toEqual(second.written);
});

it('shows text of strangers as text, whatever language it is in', async () => {
  const { ports, textOf } = bucket('<script>alert(1)</script> #panic("x") $x$ 注文 *_`');
  await renderFiles(request, ports);
  expect(textOf('design.html')).not.toContain('<script>alert');
  expect(textOf('slides.html')).not.toContain('<script>alert');
  expect(textOf('design.pdf').startsWith('%PDF-')).toBe(true);
});

it('renders nowhere but in a hidden folder of a step', async () => {
  const { ports } = bucket('Orders');
  const elsewhere = { documentKey: 'documents/other/p/d/document.json', folder: 'documents/other/p/d/' };
  await expect(renderFiles(elsewhere, ports)).rejects.toThrow('hidden folder');
});
