import type { DocumentFormat, ExtractedDocument } from '#lib/domain/document/extracted';
import { DocumentRejection } from '#lib/domain/document/rejection';
import type { DocumentKind } from '#lib/domain/document/states';
import { type BlockList, createBlockList } from './block-list.ts';
import type { OutlineEntry, ReadResult, SourceFile } from './extraction.ts';
import { languageOf } from './language.ts';
import { type OpenDocument, openDocument } from './open-document.ts';
import { readTextFile } from './text/read-text-file.ts';

/** What became of a file: its text, or, of an archive of code, that it is one. */
export type Extraction =
  | { readonly kind: 'DOCUMENT'; readonly document: ExtractedDocument }
  | {
      readonly kind: 'SOURCE';
      readonly metadata: Readonly<Record<string, string>>;
      readonly warnings: readonly string[];
    };

/**
 * Reads the text of a document with the place of every block. `kind` is what its uploader said of an archive; where
 * nothing was said, its content decides.
 * @throws DocumentRejection with the reason, where it is not taken; whatever else is thrown is a fault of ours
 */
export async function extractDocument(file: SourceFile, kind?: DocumentKind | null): Promise<Extraction> {
  const opened = await openDocument(file);
  if (kind === 'SOURCE' && opened.format !== 'zip') {
    throw new DocumentRejection('MISLABELLED', 'Code is uploaded as a ZIP archive, and this is none. Pack its folder.');
  }
  if (opened.format === 'zip') {
    const { readArchive } = await import('./archive/read-archive.ts');
    const { sourceOf } = await import('./archive/source-archive.ts');
    const source = sourceOf(opened.zip, kind);
    if (source) return { kind: 'SOURCE', ...source };
    const list = createBlockList();
    const result = await readArchive(opened.zip, list, readOpened);
    return { kind: 'DOCUMENT', document: await assemble('zip', list, result) };
  }
  const list = createBlockList();
  const result = await readOpened(opened, file, list);
  if (list.blocks.length === 0) throw new DocumentRejection('EMPTY', 'The document holds no text.');
  return { kind: 'DOCUMENT', document: await assemble(opened.format, list, result) };
}

/**
 * The text of a scan from what recognized it: files of Bedrock Data Automation's standard output.
 * @throws DocumentRejection
 */
export async function extractRecognized(results: readonly Uint8Array[]): Promise<Extraction> {
  const { readRecognized } = await import('./recognized/read-recognized.ts');
  const list = createBlockList();
  const result = readRecognized(results, list);
  return { kind: 'DOCUMENT', document: await assemble('pdf', list, result) };
}

/** Reads an opened document; its parser is loaded with the first of its format. */
async function readOpened(opened: OpenDocument, file: SourceFile, list: BlockList): Promise<ReadResult> {
  switch (opened.format) {
    case 'pdf': {
      const { readPdf } = await import('./pdf/read-pdf.ts');
      return readPdf(file, list);
    }
    case 'docx': {
      const { readDocx } = await import('./office/read-docx.ts');
      return readDocx(opened.zip, list);
    }
    case 'xlsx': {
      const { readXlsx } = await import('./office/read-xlsx.ts');
      return readXlsx(opened.zip, list);
    }
    case 'pptx': {
      const { readPptx } = await import('./office/read-pptx.ts');
      return readPptx(opened.zip, list);
    }
    case 'zip':
      throw new DocumentRejection('NESTED_ARCHIVE', 'The archive holds another archive. Unpack that one first.');
    case 'text':
    case 'markdown':
    case 'csv':
    case 'html':
      return readTextFile(opened.format, file, list);
  }
}

async function assemble(format: DocumentFormat, list: BlockList, result: ReadResult): Promise<ExtractedDocument> {
  const outline = result.outline ?? headingsOf(list);
  const title = result.title?.trim() || outline[0]?.title || null;
  return {
    schemaVersion: 1,
    format,
    title: title && title.slice(0, 300).toWellFormed(),
    language: await languageOf(list.blocks),
    metadata: { ...result.metadata },
    pages: result.pages ?? 1,
    blocks: [...list.blocks],
    outline: [...outline],
    warnings: [...(result.warnings ?? [])],
  };
}

function headingsOf({ blocks }: BlockList): OutlineEntry[] {
  return blocks.flatMap(({ kind, level = 1, text }, block) =>
    kind === 'heading' ? [{ level, title: text.slice(0, 300).toWellFormed(), block }] : [],
  );
}
