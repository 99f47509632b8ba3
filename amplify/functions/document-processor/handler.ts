import { createHash } from 'node:crypto';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { parseEvent } from '#lib/domain/events/registry';
import { createDocumentRepository } from '#lib/repositories/document';
import { createGuardrailFindingRecorder } from '#lib/repositories/guardrail-finding';
import { createGuardrailPolicyReader } from '#lib/repositories/guardrail-policy';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createEventPublisher } from '#lib/runtime/events';
import { createGraphqlRequest } from '#lib/runtime/graphql';
import { createLogger } from '#lib/runtime/logger';
import { type ProcessPorts, processDocument } from './process-document.ts';
import { readInThread } from './read-in-thread.ts';

const env = readEnvironment([
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'BUCKET_NAME',
  'BUS_NAME',
  'DATA_ENDPOINT',
  'DOCUMENT_TABLE',
  'GUARDRAIL_FINDING_TABLE',
  'ORGANIZATION_TABLE',
]);
const logger = createLogger('document-processor');
const s3 = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' });
const Bucket = env.BUCKET_NAME;

/** Below what the function has, by a margin for what grows between two looks. */
const limits = { memoryBytes: Number(env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE) * 1024 * 1024 * 0.55, milliseconds: 60_000 };
const reader = new URL('./reader.mjs', import.meta.url);

const documents = createDocumentClient();

const ports: ProcessPorts = {
  policies: createGuardrailPolicyReader({ documents, tableName: env.ORGANIZATION_TABLE }),
  findings: createGuardrailFindingRecorder({
    documents,
    tableName: env.GUARDRAIL_FINDING_TABLE,
    now: () => new Date(),
  }),
  documents: createDocumentRepository({
    graphql: createGraphqlRequest(env.DATA_ENDPOINT),
    documents,
    tableName: env.DOCUMENT_TABLE,
  }),
  files: {
    async read(Key, etag) {
      const command = new GetObjectCommand({ Bucket, Key, ...(etag ? { IfMatch: etag } : {}) });
      const { Body } = await s3.send(command);
      if (!Body) throw new Error(`The file ${Key} came without a body.`);
      const bytes = await Body.transformToByteArray();
      return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
    },
    async write(Key, Body) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/json' }));
    },
    async remove(Key) {
      await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    },
  },
  read: (task) => readInThread(reader, task, limits),
  publish: createEventPublisher(env.BUS_NAME),
  now: () => new Date(),
};

/** Reads a document that was uploaded. */
export const handler = async (event: unknown): Promise<void> => {
  const detail = parseEvent('document.uploaded', event);
  const { correlationId, projectId, documentId } = detail;
  logger.appendKeys({ correlationId, projectId, documentId });
  logger.info('processed', { status: await processDocument(detail, ports) });
};
