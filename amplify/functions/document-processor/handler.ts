import { createHash } from 'node:crypto';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { priceUsage } from '#lib/domain/cost/run-cost';
import { parseEvent } from '#lib/domain/events/registry';
import { createDocumentRepository } from '#lib/repositories/document';
import { createGuardrailFindingRecorder } from '#lib/repositories/guardrail-finding';
import { createGuardrailPolicyReader } from '#lib/repositories/guardrail-policy';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createEventPublisher } from '#lib/runtime/events';
import { createGraphqlRequest } from '#lib/runtime/graphql';
import { createLogger } from '#lib/runtime/logger';
import { createQueueSender } from '#lib/runtime/queue';
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
const send = createQueueSender();
/** Set where this deployment has the text of scans recognized. */
const { RECOGNITION_QUEUE_URL: recognitionQueue } = process.env;

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
  recognize: recognitionQueue
    ? ({ id, organization, projectId }) =>
        send(recognitionQueue, [{ body: { id, organization, projectId }, delaySeconds: 0 }])
    : undefined,
  meter: (usage) => logger.info('recognized', { usage, usd: priceUsage(usage) }),
  publish: createEventPublisher(env.BUS_NAME),
  now: () => new Date(),
};

const deliverySchema = z.object({ 'detail-type': z.string() });

/** Reads a document that was uploaded, or whose text was recognized. */
export const handler = async (event: unknown): Promise<void> => {
  const { 'detail-type': detailType } = deliverySchema.parse(event);
  const detail = parseEvent(detailType === 'document.recognized' ? detailType : 'document.uploaded', event);
  const { correlationId, projectId, documentId } = detail;
  logger.appendKeys({ correlationId, projectId, documentId });
  logger.info('processed', { status: await processDocument(detail, ports) });
};
