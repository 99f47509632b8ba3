import { type IndexerPorts, indexDocument, indexPending, syncKnowledgeBase } from './index-documents.ts';
import type { IndexerWork } from './read-event.ts';

/** Does one piece of work; each may come twice and has its effect once. */
export async function doWork(work: IndexerWork, ports: IndexerPorts): Promise<void> {
  switch (work.kind) {
    case 'document':
      return await indexDocument(work.documentId, ports);
    case 'pending':
      return await indexPending(work, ports);
    case 'sync':
      try {
        return await syncKnowledgeBase(work.knowledgeBaseId, ports);
      } catch (error) {
        // Tried again, it may still become ready; given up, it must not seem to be at work for ever.
        await ports.knowledgeBases.update(work.knowledgeBaseId, { status: 'FAILED' });
        throw error;
      }
    case 'forget-document':
      for (const source of await ports.sources.listOfDocument(work.documentId)) {
        await ports.sources.remove(source);
        await recount(source.knowledgeBaseId, ports);
      }
      return;
    case 'forget-knowledge-base':
      for (const source of await ports.sources.listOf(work.knowledgeBaseId)) await ports.sources.remove(source);
      return;
  }
}

async function recount(knowledgeBaseId: string, ports: IndexerPorts): Promise<void> {
  const sources = await ports.sources.listOf(knowledgeBaseId);
  const chunkCount = sources.reduce((sum, { chunks }) => sum + (chunks ?? 0), 0);
  await ports.knowledgeBases.update(knowledgeBaseId, { documentCount: sources.length, chunkCount });
}
