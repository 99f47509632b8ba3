import * as z from 'zod/mini';
import { type EmbeddingModel, embeddingModels, knowledgeProviders } from '#lib/domain/knowledge/states';
import type { Embedder } from '#lib/knowledge/embedders/embedder';
import type { SegmentStore } from '#lib/knowledge/index/segment-store';
import type { IndexCache } from '#lib/knowledge/retrievers/index-cache';
import type { DocumentStanding } from '#lib/repositories/document-standing';
import type { KnowledgeBaseRepository } from '#lib/repositories/knowledge-base';
import type { KnowledgeSourceRepository } from '#lib/repositories/knowledge-source';
import type { OperationCall } from '#lib/runtime/operation';

const knowledgeBaseSchema = z.object({
  id: z.string(),
  organization: z.string(),
  provider: z.enum(knowledgeProviders),
  embeddings: z.enum(embeddingModels),
  config: z.unknown(),
});
export type KnowledgeBaseCall = z.infer<typeof knowledgeBaseSchema>;

export interface KnowledgePorts {
  readonly knowledgeBases: Pick<KnowledgeBaseRepository, 'update'>;
  readonly sources: Pick<KnowledgeSourceRepository, 'create' | 'get' | 'listOf' | 'remove' | 'update'>;
  readonly documents: DocumentStanding;
  readonly segments: Pick<SegmentStore, 'read' | 'readVectors'>;
  readonly cache: IndexCache;
  readonly embedderOf: (embeddings: EmbeddingModel) => Embedder | undefined;
  readonly warn: (message: string, error: unknown) => void;
  readonly now: () => Date;
}

/** @throws where the operation was called without its first step. */
export function knowledgeBaseOf(call: OperationCall): KnowledgeBaseCall {
  if (!call.knowledgeBase) throw new Error(`${call.operation} was called without a knowledge base.`);
  return z.parse(knowledgeBaseSchema, call.knowledgeBase);
}
