import { S3Client } from '@aws-sdk/client-s3';
import { createSegmentFiles } from '#lib/knowledge/index/segment-files';
import { createSegmentStore } from '#lib/knowledge/index/segment-store';

/** By itself, because S3's client is loaded only for projects that have documents. */
export const openSegments = (bucket: string) => createSegmentStore(createSegmentFiles(new S3Client({}), bucket));
