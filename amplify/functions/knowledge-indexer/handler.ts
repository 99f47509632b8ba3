import { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBBatchResponse } from 'aws-lambda';
import { createBedrockEmbedder } from '#lib/knowledge/embedders/bedrock-embedder';
import { createSegmentFiles } from '#lib/knowledge/index/segment-files';
import { createSegmentStore } from '#lib/knowledge/index/segment-store';
import { createDocumentStanding } from '#lib/repositories/document-standing';
import { createKnowledgeBaseRepository } from '#lib/repositories/knowledge-base';
import { createKnowledgeSourceRepository } from '#lib/repositories/knowledge-source';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createGraphqlRequest } from '#lib/runtime/graphql';
import { createLogger } from '#lib/runtime/logger';
import { doWork } from './do-work.ts';
import type { IndexerPorts } from './index-documents.ts';
import { workOfEvent, workOfStream } from './read-event.ts';
import { syncDue } from './schedule.ts';

const env = readEnvironment([
  'BUCKET_NAME',
  'DATA_ENDPOINT',
  'DOCUMENT_TABLE',
  'KNOWLEDGE_BASE_TABLE',
  'KNOWLEDGE_SOURCE_TABLE',
]);
const logger = createLogger('knowledge-indexer');
const graphql = createGraphqlRequest(env.DATA_ENDPOINT);
const documents = createDocumentClient();
const tables = {
  documents: env.DOCUMENT_TABLE,
  knowledgeBases: env.KNOWLEDGE_BASE_TABLE,
  sources: env.KNOWLEDGE_SOURCE_TABLE,
};

const ports: IndexerPorts = {
  knowledgeBases: createKnowledgeBaseRepository({ graphql, documents, tableName: env.KNOWLEDGE_BASE_TABLE }),
  sources: createKnowledgeSourceRepository({ graphql, documents, tableName: env.KNOWLEDGE_SOURCE_TABLE }),
  documents: createDocumentStanding({ documents, tableName: env.DOCUMENT_TABLE }),
  segments: createSegmentStore(createSegmentFiles(new S3Client({}), env.BUCKET_NAME)),
  embedderOf: (embeddings) => (embeddings === 'NONE' ? undefined : createBedrockEmbedder(embeddings)),
  warn: (message, error) => logger.warn(message, error instanceof Error ? error : String(error)),
  now: () => new Date(),
};

/**
 * Keeps knowledge bases up with their documents: by the bus when a document was processed, by the tables' streams when
 * somebody added, synchronized or deleted, and by the clock.
 */
export const handler = async (event: unknown): Promise<DynamoDBBatchResponse | undefined> => {
  const changes = workOfStream(event, tables);
  if (changes) {
    for (const { sequenceNumber, work } of changes) {
      try {
        logger.info('at work', { ...work });
        await doWork(work, ports);
      } catch (error) {
        logger.error('not done', error instanceof Error ? error : String(error));
        // This one and all after it come again.
        return { batchItemFailures: [{ itemIdentifier: sequenceNumber }] };
      }
    }
    return { batchItemFailures: [] };
  }
  const work = workOfEvent(event);
  if (work) await doWork(work, ports);
  else logger.info('synchronized what was due', { count: await syncDue(ports) });
  return undefined;
};
