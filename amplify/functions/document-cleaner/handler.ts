import { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { createGuardrailFindingRecorder } from '#lib/repositories/guardrail-finding';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createLogger } from '#lib/runtime/logger';
import { removeFiles } from './remove-files.ts';
import { removedDocument } from './removed-document.ts';

const env = readEnvironment(['BUCKET_NAME', 'GUARDRAIL_FINDING_TABLE']);
const logger = createLogger('document-cleaner');
const s3 = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' });
const findings = createGuardrailFindingRecorder({
  documents: createDocumentClient(),
  tableName: env.GUARDRAIL_FINDING_TABLE,
  now: () => new Date(),
});

/** Removes what documents leave behind when they are deleted. */
export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  for (const record of event.Records) {
    try {
      const document = removedDocument(record);
      if (!document) continue;
      const removed = await removeFiles(s3, env.BUCKET_NAME, document);
      await findings.forgetDocument(document.id);
      logger.info('removed', { documentId: document.id, files: removed });
    } catch (error) {
      logger.error('a document was not removed', error instanceof Error ? error : String(error));
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
  }
  return { batchItemFailures: [] };
};
