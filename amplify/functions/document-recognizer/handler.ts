import { CopyObjectCommand, DeleteObjectCommand, GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import type { SQSBatchResponse } from 'aws-lambda';
import * as z from 'zod/mini';
import { documentOfInput } from '#lib/domain/document/recognition';
import { createDocumentRepository } from '#lib/repositories/document';
import { createDataAutomation } from '#lib/runtime/data-automation';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createEventPublisher } from '#lib/runtime/events';
import { createGraphqlRequest } from '#lib/runtime/graphql';
import { createLogger } from '#lib/runtime/logger';
import { createQueueSender } from '#lib/runtime/queue';
import { removeUnder } from '../document-cleaner/remove-files.ts';
import { advanceRecognition } from './advance-recognition.ts';
import type { RecognizerPorts } from './ports.ts';

const env = readEnvironment([
  'BUCKET_NAME',
  'BUS_NAME',
  'DATA_AUTOMATION_PROFILE_ARN',
  'DATA_AUTOMATION_PROJECT_ARN',
  'DATA_ENDPOINT',
  'DOCUMENT_TABLE',
  'RECOGNITION_QUEUE_URL',
]);
const logger = createLogger('document-recognizer');
const s3 = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' });
const Bucket = env.BUCKET_NAME;
const send = createQueueSender();

const ports: RecognizerPorts = {
  documents: createDocumentRepository({
    graphql: createGraphqlRequest(env.DATA_ENDPOINT),
    documents: createDocumentClient(),
    tableName: env.DOCUMENT_TABLE,
  }),
  jobs: createDataAutomation({
    profileArn: env.DATA_AUTOMATION_PROFILE_ARN,
    projectArn: env.DATA_AUTOMATION_PROJECT_ARN,
  }),
  files: {
    address: (key) => `s3://${Bucket}/${key}`,
    async copyPdf({ from, to: Key, etag }) {
      const CopySource = `${Bucket}/${from.split('/').map(encodeURIComponent).join('/')}`;
      const type = { ContentType: 'application/pdf', MetadataDirective: 'REPLACE' } as const;
      await s3.send(
        new CopyObjectCommand({ Bucket, Key, CopySource, ...type, ...(etag ? { CopySourceIfMatch: etag } : {}) }),
      );
    },
    async read(Key) {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        return await Body?.transformToString();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async remove(Key) {
      await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    },
    async removeAll(prefix) {
      await removeUnder(s3, Bucket, prefix);
    },
  },
  later: (place, delaySeconds, invocationArn) =>
    send(env.RECOGNITION_QUEUE_URL, [{ body: { ...place, invocationArn }, delaySeconds }]),
  publish: createEventPublisher(env.BUS_NAME),
  now: () => new Date(),
  logger,
};

const id = z.string().check(z.minLength(1));
const messageSchema = z.object({ id, organization: id, projectId: id, invocationArn: z.optional(id) });
const batchSchema = z.object({ Records: z.array(z.object({ messageId: id, body: z.string() })) });
/** What Bedrock tells of a job's end; of it only whose it is is believed, the rest is asked for. */
const jobEventSchema = z.object({
  source: z.literal('aws.bedrock'),
  detail: z.object({ input_s3_object: z.object({ s3_bucket: id, name: id }) }),
});

/** Takes recognitions on: for messages of the queue, and when Bedrock Data Automation tells that a job has ended. */
export const handler = async (event: unknown): Promise<SQSBatchResponse> => {
  const batch = z.safeParse(batchSchema, event);
  if (!batch.success) {
    await afterJob(event);
    return { batchItemFailures: [] };
  }
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of batch.data.Records) {
    try {
      const { invocationArn, ...place } = messageSchema.parse(JSON.parse(body));
      const step = await advanceRecognition(place, ports, invocationArn);
      logger.info('advanced', { documentId: place.id, step });
    } catch (error) {
      logger.error('a recognition was not advanced', error instanceof Error ? error : String(error));
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
};

async function afterJob(event: unknown): Promise<void> {
  const { detail } = jobEventSchema.parse(event);
  const { s3_bucket: bucket, name } = detail.input_s3_object;
  const place = bucket === Bucket ? documentOfInput(name) : undefined;
  if (!place) return;
  let step = await advanceRecognition(place, ports);
  // It has ended before it was noted that it was begun.
  if (step === 'begun') step = await advanceRecognition(place, ports);
  logger.info('advanced after a job', { documentId: place.id, step });
}
