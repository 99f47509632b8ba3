import { renderPdf } from '#lib/agents/assessment/report/render-pdf';
import { renderDesign } from '#lib/design-doc/render/render-design';
import {
  type DocumentRenderInput,
  documentRenderInputSchema,
  type RenderAnswer,
  renderRequestSchema,
} from '#lib/tools/document-render/schema';
import { renderSlidesHtml } from './render-slides.ts';

export interface RenderPorts {
  readonly fonts: readonly Uint8Array[];
  /** The text of a file. */
  readonly read: (key: string) => Promise<string>;
  readonly write: (file: {
    readonly key: string;
    readonly contentType: string;
    readonly body: string | Uint8Array;
  }) => Promise<void>;
}

interface MadeFile {
  readonly name: string;
  readonly contentType: string;
  readonly body: string | Uint8Array;
}

const html = 'text/html; charset=utf-8';

function filesOf({ document, slidesMarkdown }: DocumentRenderInput, fonts: RenderPorts['fonts']): MadeFile[] {
  const rendered = renderDesign(document);
  const createdAt = new Date(document.generatedAt);
  const pdf = renderPdf(rendered.typst, { files: rendered.typstFiles, fonts, createdAt });
  return [
    { name: 'design.html', contentType: html, body: rendered.html },
    { name: 'design.pdf', contentType: 'application/pdf', body: pdf },
    { name: 'slides.html', contentType: html, body: renderSlidesHtml(slidesMarkdown, document.title) },
    ...Object.entries(rendered.svgFiles).map(([name, body]) => ({
      ...{ name: `diagrams/${name}`, contentType: 'image/svg+xml', body },
    })),
  ];
}

const folderOfStep = /^artifacts\/[^/]+\/[^/]+\/runs\/[^/]+\/[^/]+\/\.render-\d+\/$/;
const parallelWrites = 8;

/** Reads a design document from the bucket and writes what is made of it into the folder beside it. */
export async function renderFiles(event: unknown, ports: RenderPorts): Promise<RenderAnswer> {
  const { documentKey, folder } = renderRequestSchema.parse(event);
  if (!folderOfStep.test(folder) || documentKey !== `${folder}document.json`) {
    throw new Error(`A design is rendered in a hidden folder of its step, not in ${folder}.`);
  }
  const input = documentRenderInputSchema.parse(JSON.parse(await ports.read(documentKey)));
  const files = filesOf(input, ports.fonts);
  for (let start = 0; start < files.length; start += parallelWrites) {
    const part = files.slice(start, start + parallelWrites);
    await Promise.all(
      part.map(({ name, contentType, body }) => ports.write({ key: `${folder}${name}`, contentType, body })),
    );
  }
  const drawn = files.filter(({ name }) => name.endsWith('.svg')).length;
  const warnings =
    drawn < input.document.diagrams.length
      ? [`${input.document.diagrams.length - drawn} diagrams have no picture.`]
      : [];
  return { files: files.map(({ name, contentType }) => ({ name, contentType, key: `${folder}${name}` })), warnings };
}
