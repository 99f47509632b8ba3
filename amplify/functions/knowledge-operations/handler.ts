import { S3Client } from '@aws-sdk/client-s3';
import type { EmbeddingModel } from '#lib/domain/knowledge/states';
import type { Outcome } from '#lib/domain/outcome/outcome';
import { createBedrockEmbedder } from '#lib/knowledge/embedders/bedrock-embedder';
import type { Embedder } from '#lib/knowledge/embedders/embedder';
import { createSegmentFiles } from '#lib/knowledge/index/segment-files';
import { createSegmentStore } from '#lib/knowledge/index/segment-store';
import { createIndexCache } from '#lib/knowledge/retrievers/index-cache';
import { createDocumentStanding } from '#lib/repositories/document-standing';
import { createKnowledgeBaseRepository } from '#lib/repositories/knowledge-base';
import { createKnowledgeSourceRepository } from '#lib/repositories/knowledge-source';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createGraphqlRequest } from '#lib/runtime/graphql';
import { createLogger } from '#lib/runtime/logger';
import { answerOperation, type OperationCall } from '#lib/runtime/operation';
import { addKnowledgeDocument, removeKnowledgeDocument, syncKnowledgeBase } from './change-documents.ts';
import type { KnowledgePorts } from './ports.ts';
import { searchKnowledge } from './search-knowledge.ts';

const env = readEnvironment([
  'BUCKET_NAME',
  'DATA_ENDPOINT',
  'DOCUMENT_TABLE',
  'KNOWLEDGE_BASE_TABLE',
  'KNOWLEDGE_SOURCE_TABLE',
]);
const logger = createLogger('knowledge-operations');
const graphql = createGraphqlRequest(env.DATA_ENDPOINT);
const documents = createDocumentClient();
const embedders = new Map<EmbeddingModel, Embedder>();

/** Of text in memory; an index takes some six times as much, the function has 1 GB. */
const mostCharacters = 60_000_000;

const ports: KnowledgePorts = {
  knowledgeBases: createKnowledgeBaseRepository({ graphql, documents, tableName: env.KNOWLEDGE_BASE_TABLE }),
  sources: createKnowledgeSourceRepository({ graphql, documents, tableName: env.KNOWLEDGE_SOURCE_TABLE }),
  documents: createDocumentStanding({ documents, tableName: env.DOCUMENT_TABLE }),
  segments: createSegmentStore(createSegmentFiles(new S3Client({}), env.BUCKET_NAME)),
  cache: createIndexCache(mostCharacters),
  embedderOf(embeddings) {
    if (embeddings === 'NONE') return undefined;
    const embedder = embedders.get(embeddings) ?? createBedrockEmbedder(embeddings);
    embedders.set(embeddings, embedder);
    return embedder;
  },
  warn: (message, error) => logger.warn(message, error instanceof Error ? error : String(error)),
  now: () => new Date(),
};

type Operation = (call: OperationCall, ports: KnowledgePorts) => Promise<Outcome<unknown>>;

const operations: Readonly<Record<string, Operation>> = {
  searchKnowledge,
  addKnowledgeDocument,
  removeKnowledgeDocument,
  syncKnowledgeBase,
};

export const handler = (event: unknown) =>
  answerOperation(event, logger, (call) => {
    const operation = operations[call.operation];
    if (!operation) throw new Error(`knowledge-operations does not know ${call.operation}.`);
    return operation(call, ports);
  });
