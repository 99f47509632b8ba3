import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { readEnvironment } from '#lib/runtime/env';
import { createLogger } from '#lib/runtime/logger';
import type { RenderAnswer } from '#lib/tools/document-render/schema';
import { type RenderPorts, renderFiles } from './render-files.ts';

const { BUCKET_NAME: Bucket } = readEnvironment(['BUCKET_NAME']);
const logger = createLogger('design-renderer');
// Laid beside the handler by bundle.ts; the document's typography must not depend on the machine.
const fontFolder = join(import.meta.dirname, 'fonts');
const fonts = readdirSync(fontFolder).map((name) => readFileSync(join(fontFolder, name)));
const s3 = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' });

const ports: RenderPorts = {
  fonts,
  async read(Key) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    if (!Body) throw new Error(`The document ${Key} is empty.`);
    return Body.transformToString();
  },
  async write({ key: Key, contentType: ContentType, body: Body }) {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
  },
};

/** Renders a design document, for `document.render`. */
export const handler = async (event: unknown): Promise<RenderAnswer> => {
  const answer = await renderFiles(event, ports);
  logger.info('rendered', { files: answer.files.length, warnings: answer.warnings.length });
  return answer;
};
