import { documentRenderInputSchema, type RenderAnswer, renderRequestSchema } from '#lib/tools/document-render/schema';
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

const folderOfStep = /^artifacts\/[^/]+\/[^/]+\/runs\/[^/]+\/[^/]+\/\.render-\d+\/$/;
const parallelWrites = 8;

/** Reads a design document from the bucket and writes what is made of it into the folder beside it. */
export async function renderFiles(event: unknown, ports: RenderPorts): Promise<RenderAnswer> {
  const { documentKey, folder } = renderRequestSchema.parse(event);
  if (!folderOfStep.test(folder) || documentKey !== `${folder}document.json`) {
    throw new Error(`A design is rendered in a hidden folder of its step, not in ${folder}.`);
  }
  const input = documentRenderInputSchema.parse(JSON.parse(await ports.read(documentKey)));
  const { title } = input.document;
  const files: MadeFile[] = [
    {
      name: 'slides.html',
      contentType: 'text/html; charset=utf-8',
      body: renderSlidesHtml(input.slidesMarkdown, title),
    },
  ];
  for (let start = 0; start < files.length; start += parallelWrites) {
    const part = files.slice(start, start + parallelWrites);
    await Promise.all(
      part.map(({ name, contentType, body }) => ports.write({ key: `${folder}${name}`, contentType, body })),
    );
  }
  return {
    files: files.map(({ name, contentType }) => ({ name, contentType, key: `${folder}${name}` })),
    warnings: [],
  };
}
