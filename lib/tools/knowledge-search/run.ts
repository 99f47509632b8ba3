import { documentFiles, documentFolder } from '#lib/domain/document/extracted';
import { searchIndex } from '#lib/knowledge/index/search';
import { createSearchIndex } from '#lib/knowledge/index/search-index';
import { segmentSchema } from '#lib/knowledge/index/segment';
import type { ToolDocument } from '../services.ts';
import { defineTool, refuse, type ToolContext } from '../tool.ts';
import { knowledgeSearchManifest } from './manifest.ts';
import type { KnowledgeSearchInput, KnowledgeSearchOutput } from './schema.ts';

const { id } = knowledgeSearchManifest;
/** So many documents are read for one question. */
const mostDocuments = 200;

export const knowledgeSearch = defineTool(knowledgeSearchManifest, search);

async function search(
  { query, limit, knowledgeBaseId }: KnowledgeSearchInput,
  { scope, services, signal }: ToolContext,
): Promise<KnowledgeSearchOutput> {
  const documents = await services.knowledge.documents({ ...scope, knowledgeBaseId });
  if (!documents) {
    throw refuse(
      id,
      'KNOWLEDGE_BASE_NOT_FOUND',
      `There is no knowledge base "${knowledgeBaseId ?? ''}". Check its id.`,
    );
  }
  const index = createSearchIndex();
  for (const document of documents.filter((one) => isReadable(one, scope)).slice(0, mostDocuments)) {
    signal.throwIfAborted();
    const bytes = await services.files.read(`${documentFolder(document)}${documentFiles.chunks}`);
    const segment = bytes && segmentSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    // One whose chunks are not made yet is found with a later question.
    if (segment?.data) index.add(document.name, segment.data);
  }
  return {
    passages: searchIndex(index, query, limit).map((passage) => ({
      ...{ documentId: passage.documentId, documentName: passage.documentName, text: passage.text },
      ...{ headings: [...passage.headings], position: passage.position },
      highlights: passage.highlights.map(([start, end]) => [start, end] as [number, number]),
    })),
  };
}

function isReadable({ organization, kind, status }: ToolDocument, scope: { readonly organization: string }): boolean {
  return organization === scope.organization && kind === 'DOCUMENT' && status === 'PROCESSED';
}
