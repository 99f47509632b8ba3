import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { SegmentFiles } from './segment-store.ts';

/** The files of a bucket. */
export function createSegmentFiles(s3: S3Client, Bucket: string): SegmentFiles {
  return {
    async read(Key) {
      try {
        const { Body, ETag = '' } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        return { text: (await Body?.transformToString()) ?? '', etag: ETag };
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },

    async etagOf(Key) {
      try {
        return (await s3.send(new HeadObjectCommand({ Bucket, Key }))).ETag;
      } catch (error) {
        if (error instanceof NotFound) return undefined;
        throw error;
      }
    },

    async write(Key, Body) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/json' }));
    },
  };
}
