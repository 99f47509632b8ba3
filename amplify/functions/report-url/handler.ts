import { S3Client } from '@aws-sdk/client-s3';
import { readEnvironment } from '#lib/runtime/env';
import { createLogger } from '#lib/runtime/logger';
import { answerOperation } from '#lib/runtime/operation';
import { artifactDownload, reportDownload } from './report-download.ts';
import { createReportFiles } from './report-files.ts';

const env = readEnvironment(['BUCKET_NAME']);
const logger = createLogger('report-url');
// By default the client signs a checksum of an empty body into links.
const client = new S3Client({
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
});
const ports = { files: createReportFiles(client, env.BUCKET_NAME), now: () => new Date() };

export const handler = async (event: unknown) =>
  answerOperation(event, logger, (call) =>
    call.operation === 'generateArtifactDownloadUrl' ? artifactDownload(call, ports) : reportDownload(call, ports),
  );
