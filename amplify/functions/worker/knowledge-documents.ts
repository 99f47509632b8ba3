import { createDocumentStanding } from '#lib/repositories/document-standing';
import { getKnowledgeBaseOrganization } from '#lib/repositories/knowledge-base';
import { createKnowledgeSourceReader } from '#lib/repositories/knowledge-source';
import type { Documents } from '#lib/runtime/documents';
import type { ToolServices } from '#lib/tools/services';

/** The newest so many of a project are searched. */
const mostDocuments = 200;

/** What agents may search; a knowledge base of another organization is answered like one that does not exist. */
export function createKnowledgeDocuments(
  documents: Documents,
  tables: Readonly<Record<'DOCUMENT_TABLE' | 'KNOWLEDGE_BASE_TABLE' | 'KNOWLEDGE_SOURCE_TABLE', string>>,
): ToolServices['knowledge']['documents'] {
  const standing = createDocumentStanding({ documents, tableName: tables.DOCUMENT_TABLE });
  const sources = createKnowledgeSourceReader({ documents, tableName: tables.KNOWLEDGE_SOURCE_TABLE });

  return async ({ organization, projectId, knowledgeBaseId }) => {
    if (knowledgeBaseId !== undefined) {
      const owner = await getKnowledgeBaseOrganization(
        { documents, tableName: tables.KNOWLEDGE_BASE_TABLE },
        knowledgeBaseId,
      );
      if (owner !== organization) return undefined;
    }
    const found =
      knowledgeBaseId === undefined
        ? await standing.listOfProject(projectId, 'PROCESSED', mostDocuments)
        : await standing.list((await sources.listOf(knowledgeBaseId)).map(({ documentId }) => documentId));
    return found.map((document) => ({ ...document, kind: document.kind ?? 'DOCUMENT' }));
  };
}
