import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { readEnvironment } from '#lib/runtime/env';
import { createLogger } from '#lib/runtime/logger';
import type { ScanAnswer } from '#lib/tools/scan-source/schema';
import { type ScanPorts, scanArchive } from './scan-archive.ts';

const { BUCKET_NAME: Bucket } = readEnvironment(['BUCKET_NAME']);
const logger = createLogger('source-scanner');
const s3 = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' });

const ports: ScanPorts = {
  async read(Key) {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return await Body?.transformToByteArray();
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  },
  async write(Key, Body) {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/json' }));
  },
};

/** Scans a source that was uploaded, for `scan.source`. */
export const handler = async (event: unknown): Promise<ScanAnswer> => {
  const answer = await scanArchive(event, ports);
  logger.info('scanned', answer.ok ? { ...answer.counts } : { refused: answer.code });
  return answer;
};
