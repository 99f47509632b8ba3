import { documentFiles, documentFolder, extractedDocumentSchema } from '#lib/domain/document/extracted';
import { findOwnDocument } from '../own-document.ts';
import { defineTool, refuse, type ToolContext } from '../tool.ts';
import { documentsReadManifest } from './manifest.ts';
import type { DocumentsReadInput, DocumentsReadOutput } from './schema.ts';

const { id } = documentsReadManifest;

export const documentsRead = defineTool(documentsReadManifest, readDocument);

async function readDocument(
  { documentId, from, limit }: DocumentsReadInput,
  context: ToolContext,
): Promise<DocumentsReadOutput> {
  const document = await findOwnDocument(id, documentId, context);
  const bytes = await context.services.files.read(`${documentFolder(document)}${documentFiles.text}`);
  if (!bytes) {
    const isSource = document.kind === 'SOURCE';
    const message = isSource
      ? `The document "${document.name}" is a source: it is scanned, not read.`
      : `The document "${document.name}" is not processed yet. Wait until it is, then run this again.`;
    throw refuse(id, isSource ? 'NOT_A_DOCUMENT' : 'DOCUMENT_NOT_PROCESSED', message);
  }
  const extracted = extractedDocumentSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  const { format, title, pages, blocks } = extracted;
  const end = from + limit;
  return {
    document: { id: document.id, name: document.name, format, title, pages },
    from,
    blocks: blocks.slice(from, end),
    next: end < blocks.length ? end : null,
  };
}
