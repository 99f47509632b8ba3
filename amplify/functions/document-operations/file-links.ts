import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  NoSuchUpload,
  NotFound,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { attachmentOf } from '#lib/domain/document/file-name';
import type { FileLinks } from './ports.ts';

/** Links into a bucket. What the uploader sends must have the signed length and type, or S3 answers 403. */
export function createFileLinks(client: S3Client, Bucket: string): FileLinks {
  return {
    signPut({ key: Key, contentType: ContentType, size: ContentLength, seconds }) {
      const command = new PutObjectCommand({ Bucket, Key, ContentType, ContentLength });
      // The SDK leaves the type out of signatures unless it is asked for.
      return getSignedUrl(client, command, { expiresIn: seconds, signableHeaders: new Set(['content-type']) });
    },

    signPart({ key: Key, uploadId: UploadId, number: PartNumber, size: ContentLength, seconds }) {
      const command = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, ContentLength });
      return getSignedUrl(client, command, { expiresIn: seconds });
    },

    signGet({ key: Key, fileName, contentType: ResponseContentType, seconds }) {
      const ResponseContentDisposition = attachmentOf(fileName);
      const command = new GetObjectCommand({ Bucket, Key, ResponseContentDisposition, ResponseContentType });
      return getSignedUrl(client, command, { expiresIn: seconds });
    },

    async find(Key) {
      try {
        const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
        const { ContentLength: size = 0, ContentType: contentType = '', ETag: etag = '' } = head;
        return { size, contentType, etag };
      } catch (error) {
        if (error instanceof NotFound) return undefined;
        throw error;
      }
    },

    async beginParts({ key: Key, contentType: ContentType }) {
      const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType }));
      if (!UploadId) throw new Error('S3 began an upload in parts without an id.');
      return UploadId;
    },

    async sentParts({ key: Key, uploadId: UploadId }) {
      try {
        const { Parts = [] } = await client.send(new ListPartsCommand({ Bucket, Key, UploadId }));
        return Parts.map(({ PartNumber: number = 0, Size: size = 0, ETag: etag = '' }) => ({ number, size, etag }));
      } catch (error) {
        if (error instanceof NoSuchUpload || (error instanceof Error && error.name === 'NoSuchUpload'))
          return undefined;
        throw error;
      }
    },

    async joinParts({ key: Key, uploadId: UploadId, parts }) {
      const Parts = parts.map(({ number: PartNumber, etag: ETag }) => ({ PartNumber, ETag }));
      await client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
    },

    async copy({ from, to: Key, etag: CopySourceIfMatch }) {
      const CopySource = `${Bucket}/${from.split('/').map(encodeURIComponent).join('/')}`;
      const copied = await client.send(new CopyObjectCommand({ Bucket, Key, CopySource, CopySourceIfMatch }));
      if (!copied.CopyObjectResult?.ETag) throw new Error(`S3 copied ${from} without saying to what.`);
      return copied.CopyObjectResult.ETag;
    },
  };
}
