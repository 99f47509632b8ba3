import type { EmbeddingModel } from '#lib/domain/knowledge/states';
import type { Embedder } from '#lib/knowledge/embedders/embedder';
import type { Segment } from '#lib/knowledge/index/segment';
import { indexedVersion, type SegmentStore } from '#lib/knowledge/index/segment-store';
import { packVectors } from '#lib/knowledge/index/vectors';
import type { DocumentStanding, StandingDocument } from '#lib/repositories/document-standing';
import type { KnowledgeBaseRecord, KnowledgeBaseRepository } from '#lib/repositories/knowledge-base';
import type { KnowledgeSourceRecord, KnowledgeSourceRepository } from '#lib/repositories/knowledge-source';

export interface IndexerPorts {
  readonly knowledgeBases: Pick<KnowledgeBaseRepository, 'get' | 'listDue' | 'update'>;
  readonly sources: Pick<KnowledgeSourceRepository, 'listOf' | 'listOfDocument' | 'remove' | 'update'>;
  readonly documents: Pick<DocumentStanding, 'list'>;
  readonly segments: SegmentStore;
  readonly embedderOf: (embeddings: EmbeddingModel) => Embedder | undefined;
  readonly warn: (message: string, error: unknown) => void;
  readonly now: () => Date;
}

/** Cuts a document that was processed, and brings it up to date in the knowledge bases that it is in. */
export async function indexDocument(documentId: string, ports: IndexerPorts): Promise<void> {
  const [document] = await ports.documents.list([documentId]);
  if (!document || !isSearchable(document)) return;
  await ports.segments.bring(document);
  for (const source of await ports.sources.listOfDocument(documentId)) {
    const knowledgeBase = await ports.knowledgeBases.get(source.knowledgeBaseId);
    if (!knowledgeBase) continue;
    await indexSource(source, document, knowledgeBase, ports);
    await countUp(knowledgeBase, ports);
  }
}

/** Indexes one document of a knowledge base that waits for it. */
export async function indexPending(
  { knowledgeBaseId, documentId }: Pick<KnowledgeSourceRecord, 'knowledgeBaseId' | 'documentId'>,
  ports: IndexerPorts,
): Promise<void> {
  const knowledgeBase = await ports.knowledgeBases.get(knowledgeBaseId);
  const source = (await ports.sources.listOf(knowledgeBaseId)).find((one) => one.documentId === documentId);
  if (!source) return;
  // Added at the moment in which it was deleted.
  if (!knowledgeBase) {
    await ports.sources.remove(source);
    return;
  }
  const [document] = await ports.documents.list([documentId]);
  await indexSource(source, document, knowledgeBase, ports);
  await countUp(knowledgeBase, ports);
}

/** Holds a knowledge base against its documents: what has changed is indexed, what is gone is let go. */
export async function syncKnowledgeBase(knowledgeBaseId: string, ports: IndexerPorts): Promise<void> {
  const knowledgeBase = await ports.knowledgeBases.get(knowledgeBaseId);
  if (!knowledgeBase) return;
  const sources = await ports.sources.listOf(knowledgeBaseId);
  const standing = await ports.documents.list(sources.map(({ documentId }) => documentId));
  const documents = new Map(standing.map((document) => [document.id, document]));
  for (const source of sources) {
    await indexSource(source, documents.get(source.documentId), knowledgeBase, ports);
  }
  await countUp(knowledgeBase, ports, { status: 'READY', syncedAt: ports.now().toISOString() });
}

const isSearchable = ({ status, kind }: StandingDocument) => status === 'PROCESSED' && kind !== 'SOURCE';

/** A document that is gone, or another organization's by now, leaves; one that is processed anew keeps its place. */
async function indexSource(
  source: KnowledgeSourceRecord,
  document: StandingDocument | undefined,
  knowledgeBase: KnowledgeBaseRecord,
  ports: IndexerPorts,
): Promise<void> {
  const isOurs = document?.organization === knowledgeBase.organization;
  if (!isOurs || document.status === 'REJECTED') {
    await ports.sources.remove(source);
    return;
  }
  if (!isSearchable(document)) return;
  const segment = await ports.segments.bring(document);
  if (!segment) {
    const reason = 'Its text is not there. Upload the document again.';
    await ports.sources.update(source, { status: 'FAILED', reason });
    return;
  }
  const version = indexedVersion(segment, knowledgeBase.embeddings ?? 'NONE');
  const isCurrent = source.status === 'INDEXED' && source.version === version && source.reason === null;
  if (isCurrent && source.documentName === document.name) return;
  const reason = await bringVectors(document, segment, knowledgeBase.embeddings ?? 'NONE', ports);
  const indexed = { version, chunks: segment.chunks.length, reason, documentName: document.name };
  await ports.sources.update(source, { status: 'INDEXED', ...indexed, indexedAt: ports.now().toISOString() });
}

/** @returns why there are no vectors, where there should be; the document is found by its words then. */
async function bringVectors(
  document: StandingDocument,
  segment: Segment,
  embeddings: EmbeddingModel,
  ports: IndexerPorts,
): Promise<string | null> {
  const embedder = ports.embedderOf(embeddings);
  if (!embedder || segment.chunks.length === 0) return null;
  if (await ports.segments.readVectors(document, segment, embeddings)) return null;
  try {
    const texts = segment.chunks.map(({ headings, text }) => [...headings, text].join('\n'));
    const vectors = packVectors(embedder.model, await embedder.embed(texts, 'document'));
    await ports.segments.writeVectors(document, segment, embeddings, vectors);
    return null;
  } catch (error) {
    ports.warn('a document has no vectors', error);
    return 'The model that makes vectors did not answer: found by its words alone until the next synchronization.';
  }
}

async function countUp(
  { id }: KnowledgeBaseRecord,
  ports: IndexerPorts,
  more: Partial<KnowledgeBaseRecord> = {},
): Promise<void> {
  const sources = await ports.sources.listOf(id);
  const chunkCount = sources.reduce((sum, { chunks }) => sum + (chunks ?? 0), 0);
  await ports.knowledgeBases.update(id, { documentCount: sources.length, chunkCount, ...more });
}
