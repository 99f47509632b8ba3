import { S3Client } from '@aws-sdk/client-s3';
import { createArtifactReader } from '#lib/repositories/artifact';
import { createDocumentClient } from '#lib/runtime/documents';
import { readEnvironment } from '#lib/runtime/env';
import { createLogger } from '#lib/runtime/logger';
import { answerOperation } from '#lib/runtime/operation';
import { reportDownload } from './report-download.ts';
import { createDownloadSigner } from './sign-download.ts';

const env = readEnvironment(['ARTIFACT_TABLE', 'BUCKET_NAME']);
const logger = createLogger('report-url');
const ports = {
  artifacts: createArtifactReader({ documents: createDocumentClient(), tableName: env.ARTIFACT_TABLE }),
  sign: createDownloadSigner(new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' }), env.BUCKET_NAME),
  now: () => new Date(),
};

export const handler = async (event: unknown) => answerOperation(event, logger, (call) => reportDownload(call, ports));
